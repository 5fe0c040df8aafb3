"""Which two records may be of one machine, and what does one record of two say?

A pair is only a question: somebody answers it. What proves: a serial, a hardware identifier, a network
address or an inventory number that both bear (placeholders aside). A name proves nothing: with the same model
in the same room it is a weak sign, shown apart; so is a sign where the serials differ (glpi-agent#1042).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from fanal.core.text.words import fold
from fanal.equipment.rules.serials import DUMMY_SERIALS, clean, joined_signs, useful_serial

SERIAL = "même n° de série"
WEAK = "même nom et même modèle, dans la même salle"
APART = "mais n° de série différents"
MOST_TOGETHER = 3  # records that share one sign: an address of a dock, a name given to a whole trolley
CONFIRMED = "is_owner_known"  # goes with the owner, which is chosen
FIELDS = (
    "name",
    "type",
    "state",
    "room",
    "kept_in",
    "holder",
    "maker",
    "model",
    "serial",
    "authority_number",
    "school_number",
    "owner",
    CONFIRMED,
    "payer",
    "is_pedagogical",
    "bought_on",
    "price_cents",
    "warranty_until",
    "note",
)


def with_what_follows(taken: Iterable[str]) -> set[str]:
    """The fields of the record that goes, with whether its owner is confirmed where the owner is taken."""
    fields = {*taken} - {CONFIRMED}
    return fields | {CONFIRMED} if "owner" in fields else fields


@dataclass(frozen=True)
class RecordFacts:
    """What is compared of one record."""

    pk: int
    number: int
    name: str
    model: str
    serial: str
    authority_number: str
    school_number: str
    room: int | None


@dataclass(frozen=True)
class IdentitySign:
    """Something that tells one machine from another; `pk`: the record that bears it."""

    label: str
    value: str
    pk: int


@dataclass(frozen=True)
class TwinPair:
    """Two records by their numbers, the smaller first; `why`, strongest first."""

    numbers: tuple[int, int]
    why: tuple[str, ...]
    is_weak: bool


def useful_number(number: str) -> str:
    """An inventory number in one spelling; empty when it numbers nothing (« 0 », « - », « inconnu »)."""
    if not number:
        return ""
    cleaned = clean(number)
    signs = joined_signs(cleaned)
    return "" if cleaned in DUMMY_SERIALS or not signs.strip("0") else signs


def own_signs(record: RecordFacts) -> Iterable[IdentitySign]:
    """What the record itself says."""
    values = {
        SERIAL: joined_signs(useful_serial(record.serial)),
        "même n° de la collectivité": useful_number(record.authority_number),
        "même n° de l’établissement": useful_number(record.school_number),
    }
    return (IdentitySign(label, value, record.pk) for label, value in values.items() if value)


def likely_twins(records: Sequence[RecordFacts], signs: Iterable[IdentitySign]) -> list[TwinPair]:
    """The pairs worth asking about, the surest first. `signs`: what machines report of themselves."""
    facts = {record.pk: record for record in records}
    why: dict[tuple[int, int], list[str]] = defaultdict(list)
    every = [sign for record in records for sign in own_signs(record)]
    every += [sign for sign in signs if sign.pk in facts]
    for (label, value), group in _groups(every, lambda sign: (sign.label, sign.value)).items():
        for pair in _pairs({sign.pk for sign in group}):
            why[pair].append(f"{label} ({value})")
    strong = set(why)
    named = [record for record in records if record.name and record.model and record.room]
    for alike in _groups(named, lambda row: (fold(row.name), fold(row.model), row.room)).values():
        for pair in _pairs({record.pk for record in alike}):
            if pair not in strong and not serials_differ(*(facts[pk].serial for pk in pair)):
                why[pair].append(WEAK)
    pairs = [_pair(facts, pair, reasons, pair in strong) for pair, reasons in why.items()]
    return sorted(pairs, key=lambda pair: (pair.is_weak, -len(pair.why), pair.numbers))


def _groups[T](things: Iterable[T], key: Callable[[T], Any]) -> dict[Any, list[T]]:
    groups: dict[Any, list[T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups


def _pairs(keys: set[int]) -> Iterable[tuple[int, int]]:
    return combinations(sorted(keys), 2) if len(keys) <= MOST_TOGETHER else ()


def serials_differ(one: str, other: str) -> bool:
    """Whether both tell a machine, and not the same one."""
    first, second = (joined_signs(useful_serial(serial)) for serial in (one, other))
    return bool(first and second and first != second)


def _pair(
    facts: Mapping[int, RecordFacts], pair: tuple[int, int], reasons: list[str], is_strong: bool
) -> TwinPair:
    low, high = sorted(facts[pk].number for pk in pair)
    apart = serials_differ(*(facts[pk].serial for pk in pair))
    return TwinPair((low, high), (*reasons, *([APART] if apart else ())), apart or not is_strong)


def filled_first(kept: Any, gone: Any) -> bool:
    """Whether a field is taken from the record that goes, unless somebody says otherwise."""
    return kept in (None, "") and gone not in (None, "")


def changed_since(left: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The fields that merging wrote and that say something else now."""
    return [name for name, value in left.items() if now.get(name) != value]
