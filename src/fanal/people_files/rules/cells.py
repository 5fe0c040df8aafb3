"""How is one cell of a table read? A day, or whatever a spreadsheet may have changed. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice

from fanal.core.imports.changed import why_changed, why_changed_code, why_changed_day

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII)
FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
PUPIL, STAFF = "pupil", "staff"
# Years of age: between which a year of two digits is read, and beyond which a year is a slip of the hand.
USUAL = {PUPIL: range(3, 26), STAFF: range(16, 91)}
POSSIBLE = {PUPIL: range(2, 101), STAFF: range(14, 101)}
FIRST_CELLS, LONGEST_ROW = 4, 80  # signs
EXITS = range(-50, 11)  # years from now
CODES = frozenset({"class", "level", "groups", "classes", "levels", "functions", "heads", "subjects"})
DAYS = frozenset({"born", "left_on"})
NO_DAY = "« {} » n’est pas une date : écrivez-la comme 31/12/2013."
SHORT_YEAR = (
    "« {} » ne dit pas de quel siècle est l’année, et aucun ne convient : écrivez-la comme 31/12/2013."
)
NO_BIRTH = "« {} » n’est pas une date de naissance possible : corrigez l’année."
NO_EXIT = "« {} » n’est pas une date de sortie possible : corrigez l’année."


class UnreadableCell(ValueError):
    """A cell that cannot be read; its text is a sentence for the user."""


def row_words(cells: Iterable[str]) -> str:
    """By what somebody finds a row again: its first cells that say something."""
    words = (" ".join(cell.split()) for cell in cells)
    return " · ".join(islice(filter(None, words), FIRST_CELLS))[:LONGEST_ROW]


def refuse_changed(cells: Mapping[str, str], today: date, between: str = r"[,;|\n]") -> None:
    """NotUnderstood when a spreadsheet changed one of these cells; `between` parts the codes of one cell."""
    for word, text in cells.items():
        if word in DAYS:
            reasons: Iterable[str] = [why_changed_day(text)]
        elif word in CODES:
            reasons = [
                why_changed(text),
                *(why_changed_code(code, today) for code in re.split(between, text)),
            ]
        else:
            reasons = [why_changed(text)]
        for why in filter(None, reasons):
            raise UnreadableCell(why)


def read_birth(text: str, kind: str, today: date) -> str:
    """A birth date as an ISO text; a year of two digits is the one of which the age is usual."""
    year, rest = _parts(text)
    if len(year) == 2:
        usual = [year for year in _centuries(year) if today.year - int(year) in USUAL[kind]]
        if not usual:
            raise UnreadableCell(SHORT_YEAR.format(text[:20]))
        (year,) = usual
    day = _day(text, year, *rest)
    if today.year - day.year not in POSSIBLE[kind] or day > today:
        raise UnreadableCell(NO_BIRTH.format(text[:20]))
    return day.isoformat()


def read_exit(text: str, today: date) -> str:
    """A day of exit as an ISO text."""
    year, rest = _parts(text)
    day = _day(text, year if len(year) > 2 else f"20{year}", *rest)
    if day.year - today.year not in EXITS:
        raise UnreadableCell(NO_EXIT.format(text[:20]))
    return day.isoformat()


def _centuries(year: str) -> tuple[str, str]:
    return f"19{year}", f"20{year}"


def _parts(text: str) -> tuple[str, tuple[str, str]]:
    """The year, then month and day, as they are written."""
    if (match := ISO.fullmatch(text)) is not None:
        return match[1], (match[2], match[3])
    if (match := FRENCH.fullmatch(text)) is not None:
        return match[3], (match[2], match[1])
    raise UnreadableCell(NO_DAY.format(text[:20]))


def _day(text: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise UnreadableCell(NO_DAY.format(text[:20])) from None
