"""What does one cell of a file say: a day, a price, a state, a length of warranty? Days and prices as files
write them; prices in euros become cents.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fanal.core.imports.changed import why_changed
from fanal.core.text.money import NoAmount, read_cents
from fanal.core.text.words import fold
from fanal.equipment.rules.serials import clean, is_dummy
from fanal.equipment.rules.warranty import end_of_warranty
from fanal.equipment_import.rules.fields import LABELS, LONGEST
from fanal.equipment_import.rules.words import OWNERS, STATES, USES

DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?: .*)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
MONTH = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})-(\d{2})")
YEAR = re.compile(r"[1-9]\d{3}")
MONTHS = ["janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"]
NAMED_MONTH = re.compile(r"([a-z]+)\.? (\d{4})")
DURATION = re.compile(r"(\d{1,3})\s*(ans?|years?|yr|mois|months?|)")
IN_YEARS = ("an", "y")
SPACES = re.compile(r"[\s\u00a0\u202f]+")


class UnkeepableCell(ValueError):
    """A cell that says nothing we can keep; the text is the sentence for its author."""


def read_day(text: str, *, is_month_first: bool = False) -> date:
    """« 14/11/2024 », « 14-11-24 », « 2024-11-14 »; « 11/14/2024 » in a column of months first."""
    try:
        if match := ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := DATE.fullmatch(text):
            year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
            day, month = (match[2], match[1]) if is_month_first else (match[1], match[2])
            return date(year, int(month), int(day))
    except ValueError:
        pass
    raise UnkeepableCell(f"« {text} » n’est pas une date : écrivez-la comme 14/11/2024, 11/2024 ou 2024.")


def read_span(text: str) -> tuple[date, date] | None:
    """The first and the last day of « 09/2029 », « juin 2027 », « 2021 »; None for a whole date."""
    year, month = _month_of(text)
    if YEAR.fullmatch(text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if not year or not 1 <= month <= 12:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _month_of(text: str) -> tuple[int, int]:
    """(year, month), zeros when no month is written."""
    if match := MONTH.fullmatch(text):
        return (int(match[2]), int(match[1])) if match[1] else (int(match[3]), int(match[4]))
    if match := NAMED_MONTH.fullmatch(fold(text)):
        begins = (rank for rank, name in enumerate(MONTHS, start=1) if match[1].startswith(name))
        return int(match[2]), next(begins, 0)
    return 0, 0


def _price(text: str) -> int:
    try:
        return read_cents(text)
    except NoAmount as reason:
        raise UnkeepableCell(str(reason)) from None


def _word(meanings: Mapping[str, Any], label: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        meaning = meanings.get(fold(text).strip(" ."))
        if meaning is None:
            raise UnkeepableCell(f"« {text} » n’est pas compris dans la colonne « {label} ».")
        return meaning

    return read


def _serial(text: str) -> str:
    serial = clean(text)
    return "" if is_dummy(serial) else serial


READERS: dict[str, Callable[[str], Any]] = {
    "serial": _serial,
    "state": _word(STATES, "État"),
    "owner": _word(OWNERS, "Propriétaire"),
    "payer": _word(OWNERS, "Qui paie ?"),
    "is_pedagogical": _word(USES, "Pédagogique"),
    "price_cents": _price,
}


def _warranty(text: str, bought_on: str | None, *, is_month_first: bool) -> str | None:
    """A last day, or a length counted from the purchase."""
    length = DURATION.fullmatch(text.lower())
    if length is None:
        span = read_span(text)
        return (span[1] if span else read_day(text, is_month_first=is_month_first)).isoformat()
    if not int(length[1]):
        return None  # « 0 mois »: no warranty was written
    if bought_on is None:
        raise UnkeepableCell("Une garantie en mois ou en années demande la date d’achat.")
    months = int(length[1]) * (12 if length[2].startswith(IN_YEARS) else 1)
    return end_of_warranty(date.fromisoformat(bought_on), months).isoformat()


def read_cell(code: str, text: str, values: Mapping[str, Any], *, is_month_first: bool = False) -> Any:
    """The value of one cell, its text already cleaned; UnkeepableCell with a sentence for its author."""
    if len(text) > LONGEST.get(code, 200):
        raise UnkeepableCell(f"Le texte de la colonne « {LABELS[code]} » est trop long.")
    if code != "note" and (reason := why_changed(text)):
        raise UnkeepableCell(reason)
    if code == "warranty_until":
        return _warranty(text, values.get("bought_on"), is_month_first=is_month_first)
    if code == "bought_on" and (span := read_span(text)):
        return span[0].isoformat()
    if code == "bought_on":
        return read_day(text, is_month_first=is_month_first).isoformat()
    return READERS[code](text) if code in READERS else text
