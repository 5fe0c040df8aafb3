"""What does one line of a file say of a piece of equipment, and what in it cannot be understood?

An empty cell says nothing: it never erases what is known. Dates as French files write them; prices in euros
become cents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.core.forms.hidden_signs import without_hidden
from fanal.core.text.words import fold
from fanal.equipment.rules.description import date_refusals
from fanal.equipment_import.rules.cells import SPACES, UnkeepableCell, read_cell, read_span
from fanal.equipment_import.rules.fields import LABELS
from fanal.equipment_import.rules.places import place_of
from fanal.equipment_import.rules.values import MAPPED, Vocabulary
from fanal.equipment_import.rules.words import MAKERS, NO_SERIAL

REFERENCE = re.compile(r"(\d{7}[A-Z])-(\d{1,9})")
BETWEEN_MAKER_AND_MODEL = re.compile(r"\s+[–—/-]\s+|\s*/\s*")


@dataclass(frozen=True)
class ImportedLine:
    """One line, cleaned: only the fields it fills. `problems` makes it a refused line.

    `site` and `building` say where its room stands, `reference` is the number of the record in this school.
    `is_unnumbered`: the file says by itself that the thing bears no number. `empty`: its blank cells.
    `poor_serial`: a serial that tells no machine from another, and was left out.
    `unread`: the fields whose cells are among the `problems`. `without_day`: those that say a month, a year.
    """

    line: int
    values: Mapping[str, Any]
    problems: tuple[str, ...] = ()
    building: str = ""
    site: str = ""
    reference: int | None = None
    is_unnumbered: bool = False
    empty: frozenset[str] = frozenset()
    poor_serial: str = ""
    unread: frozenset[str] = frozenset()
    without_day: frozenset[str] = frozenset()

    def is_exported(self, key: str) -> bool:
        """Whether a Fanal wrote this line, which lets two records bear one number of inventory."""
        return self.reference is not None or (self.is_unnumbered and key != "serial")


NOBODY_ELSE = Vocabulary()
SPANS = ("bought_on", "warranty_until")  # a month or a year says its first day, or its last


def read_line(
    line: int, cells: Mapping[str, str], *, today: date, vocabulary: Vocabulary = NOBODY_ELSE
) -> ImportedLine:
    """Clean the cells of one line, by field."""
    texts = {code: text for code, cell in cells.items() if (text := _text(code, cell, vocabulary))}
    values: dict[str, Any] = {}
    problems: list[str] = []
    unread: set[str] = set()
    reference, is_foreign = _reference(texts.pop("reference", ""), vocabulary.uai)
    is_unnumbered = is_foreign or vocabulary.gives_numbers or fold(texts.get("serial", "")) in NO_SERIAL
    is_ours = is_foreign or reference is not None
    building, site = _placed(texts, vocabulary, is_ours)
    _joined(texts)
    holder = vocabulary.person(texts.pop("holder", ""))
    # The warranty may be counted from the purchase: it is read after it.
    for code in sorted(texts, key=lambda code: code == "warranty_until"):
        try:
            is_month_first = code in vocabulary.months_first
            values[code] = read_cell(code, texts[code], values, is_month_first=is_month_first)
        except UnkeepableCell as problem:
            problems.append(str(problem))
            unread.add(code)
    values = {code: value for code, value in values.items() if value is not None}
    poor_serial = ""
    if values.get("serial") == "":
        del values["serial"]
        poor_serial = texts["serial"]
    if holder is not None:
        values["holder"] = holder
    problems += _dates(values, today)
    without_day = frozenset(code for code in SPANS if code in values and read_span(texts[code]))
    empty = frozenset(code for code, cell in cells.items() if not cell.strip())
    return ImportedLine(
        line,
        values,
        tuple(problems),
        building,
        site,
        reference,
        is_unnumbered,
        empty,
        poor_serial,
        frozenset(unread),
        without_day,
    )


def _text(code: str, cell: str, vocabulary: Vocabulary) -> str:
    text = cell.strip() if code == "note" else SPACES.sub(" ", without_hidden(cell)).strip()
    return vocabulary.replaced(code, text) if text and code in MAPPED else text


def _reference(text: str, uai: str) -> tuple[int | None, bool]:
    """(the number of the record here, whether it is one of another school)."""
    match = REFERENCE.fullmatch(text)
    if match is None:
        return None, False
    return (int(match[2]), False) if match[1] == uai else (None, True)


def _placed(texts: dict[str, str], vocabulary: Vocabulary, is_ours: bool) -> tuple[str, str]:
    """Leave the name of the room alone in its cell; return its building, its site. None of ours is cut.

    A path begins with whatever its program likes: its site counts when the school has it.
    """
    building, site = texts.pop("building", ""), texts.pop("site", "")
    if "room" in texts and not is_ours and not vocabulary.is_known("room", texts["room"]):
        where = place_of(texts["room"])
        texts["room"] = where.room
        building = building or where.building
        site = site or (where.site if vocabulary.is_known("site", where.site) else "")
    return building[:60], site[:60]


def _joined(texts: dict[str, str]) -> None:
    """Split the maker from the model where one column holds both; keep in the note what no field keeps."""
    if both := texts.pop("maker_model", ""):
        maker, model = split_maker(both)
        texts.setdefault("maker", maker)
        texts.setdefault("model", model)
    beside = {code: texts.pop(code, "") for code in ("model_number", "supplier")}
    added = [f"{LABELS[code]} : {text}" for code, text in beside.items() if text]
    if added:
        texts["note"] = "\n".join([*filter(None, [texts.get("note", "")]), *added])


def split_maker(text: str) -> tuple[str, str]:
    """« HP / ProBook 440 », « Lenovo – L14 », « DELL Latitude »: the maker, then the model."""
    first, *rest = BETWEEN_MAKER_AND_MODEL.split(text, maxsplit=1)
    if rest:
        return first, rest[0]
    maker = next((name for name in MAKERS if fold(text).startswith(f"{name} ")), "")
    return text[: len(maker)], text[len(maker) :].strip()


def _dates(values: Mapping[str, Any], today: date) -> list[str]:
    bought, until = values.get("bought_on"), values.get("warranty_until")
    return date_refusals(
        date.fromisoformat(bought) if bought else None,
        date.fromisoformat(until) if until else None,
        today=today,
    )
