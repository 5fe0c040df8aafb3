"""Which column of somebody's table is which field? By its header, in the words schools use."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
    known = {
        header_key(word): field.code
        for field in fields
        for word in (field.label, field.code, *field.synonyms)
    }
    known |= {key: code for key, code in (remembered or {}).items() if not code or code in codes}
    taken: set[str] = set()
    matched = []
    for header in headers:
        code = known.get(header_key(header), known.get(header_key(ASIDE.sub("", header)), ""))
        code = "" if code in taken else code
        taken.add(code)
        matched.append(code)
    return matched


def remembered_by(headers: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """What to remember of a choice of columns."""
    return {
        header_key(header): code for header, code in zip(headers, columns, strict=False) if header.strip()
    }


def told_twice(columns: Sequence[str], labels: Mapping[str, str]) -> list[str]:
    """A sentence for each field that two columns would fill. `labels`: the fields, by their codes."""
    twice = (code for code in labels if list(columns).count(code) > 1)
    return [f"Deux colonnes sont données pour « {labels[code]} » : gardez-en une." for code in twice]
