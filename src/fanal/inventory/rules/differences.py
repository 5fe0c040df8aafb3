"""What does a machine say otherwise than its record, in a way worth a human's look?

Not worth it: case, accents, « Dell Inc. » for « Dell », a model with or without its maker's name, and a
name that a person chose (« PC du bureau »): a network name holds no space and could never equal it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fanal.core.text.words import fold
from fanal.equipment.rules.serials import clean, useful_serial

LEGAL_FORMS = frozenset(
    {
        "inc",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "gmbh",
        "sa",
        "sas",
        "ag",
        "computer",
        "computers",
        "technology",
        "international",
    }
)
ALSO_CALLED = {"hewlett packard": "hp", "asustek": "asus", "dell emc": "dell"}
FIELDS = ("name", "maker", "model", "serial")


@dataclass(frozen=True)
class Unlike:
    """One field that the record and the machine do not say alike. `ours` is empty when nothing is written."""

    field: str
    ours: str
    reported: str


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _maker(text: str) -> str:
    words = " ".join(word for word in _words(text).split() if word not in LEGAL_FORMS)
    return ALSO_CALLED.get(words, words)


def _same_name(ours: str, reported: str) -> bool:
    chosen_by_a_person = " " in ours.strip()
    return chosen_by_a_person or _words(ours) == _words(reported)


def _same_model(ours: str, reported: str) -> bool:
    our_words, their_words = _words(ours), _words(reported)
    return bool(our_words) and (
        f" {our_words} " in f" {their_words} " or f" {their_words} " in f" {our_words} "
    )


def _same_maker(ours: str, reported: str) -> bool:
    return _maker(ours) == _maker(reported)


def _same_serial(ours: str, reported: str) -> bool:
    return clean(ours) == clean(reported)


SAME = {"name": _same_name, "maker": _same_maker, "model": _same_model, "serial": _same_serial}


def differences(ours: Mapping[str, str], reported: Mapping[str, str]) -> list[Unlike]:
    """The fields to look at, in order. A field that the machine does not tell is never one."""
    values = dict(reported) | {"serial": useful_serial(reported.get("serial", ""))}
    return [
        Unlike(field, ours[field], values[field])
        for field in FIELDS
        if values[field] and not SAME[field](ours[field], values[field])
    ]
