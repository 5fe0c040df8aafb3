"""Which column of somebody's table is which field? By its header, in the words schools use."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

RANK = "#"
ASIDE = re.compile(r"\([^()]*\)")  # « Date de naissance (jj/mm/aaaa) »


@dataclass(frozen=True)
class Field:
    """A field that a column may fill. `synonyms` are headers seen in real files."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    hint: str = ""


def header_key(header: str) -> str:
    """« N° de série » and « n de serie » are one header: letters and digits only, without accents."""
    plain = unicodedata.normalize("NFKD", header.lower().replace("œ", "oe"))
    return "".join(letter for letter in plain if letter.isalnum() and not unicodedata.combining(letter))


def match_columns(
    headers: Sequence[str], fields: Iterable[Field], remembered: Mapping[str, str] | None = None
) -> list[str]:
    """The code of the field of each column, empty when unknown; a field is given to one column only.

    `remembered` (key of header → code, possibly empty) is what people of this school chose before.
    """
    fields = list(fields)
    codes = {field.code for field in fields}
    code_by_key = {
        header_key(word): field.code
        for field in fields
        for word in (field.label, field.code, *field.synonyms)
    }
    known_choices = {key: code for key, code in (remembered or {}).items() if not code or code in codes}
    alone: dict[str, str] = {}  # a header that stood twice: the one of the two that was chosen
    for key, code in known_choices.items():
        plain = key.partition(RANK)[0]
        alone[plain] = alone.get(plain) or code
    plain_keys = [header_key(header) for header in headers]
    taken: set[str] = set()
    matched = []
    for header, plain, key in zip(headers, plain_keys, _ranked(plain_keys), strict=True):
        choice = known_choices.get(key) if plain_keys.count(plain) > 1 else alone.get(plain)
        if choice is None:
            choice = code_by_key.get(plain, code_by_key.get(header_key(ASIDE.sub("", header)), ""))
        choice = "" if choice in taken else choice
        taken.add(choice)
        matched.append(choice)
    return matched


def remembered_by(headers: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """What to remember of a choice of columns; the second of two same headers is told by its rank."""
    pairs = list(zip(headers, columns, strict=False))
    keys = _ranked([header_key(header) for header, _ in pairs])
    return {key: code for key, (header, code) in zip(keys, pairs, strict=True) if header.strip()}


def _ranked(keys: Sequence[str]) -> list[str]:
    """These keys, the second « classe » being « classe#2 »."""
    ranks = [keys[:place].count(key) + 1 for place, key in enumerate(keys)]
    return [f"{key}{RANK}{rank}" if rank > 1 else key for key, rank in zip(keys, ranks, strict=True)]


def double_column_problems(columns: Sequence[str], labels: Mapping[str, str]) -> list[str]:
    """A sentence for each field that two columns would fill. `labels`: the fields, by their codes."""
    twice = (code for code in labels if list(columns).count(code) > 1)
    return [f"Deux colonnes sont données pour « {labels[code]} » : gardez-en une." for code in twice]
