"""What is the text of a cell, and when could a spreadsheet take it for a formula?

A line whose first visible character starts a formula gets a leading apostrophe
(`docs/domain/security.md`, « Tables that leave »); reading removes exactly one apostrophe where such a line
follows it, so that writing then reading is the identity.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

# What neither PostgreSQL (NUL) nor XML 1.0 can carry.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
CARRIAGE_RETURN = re.compile("\r\n?")

# Blanks and invisible characters that a spreadsheet may skip before the sign of a formula.
BLANKS = "[ \u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]*"
FORMULA = re.compile(f"(?m)^(?='*{BLANKS}[=+\\-@\t＝＋－＠])")
PROTECTED = re.compile(f"(?m)^'(?='*{BLANKS}[=+\\-@\t＝＋－＠])")
# « 1 250 », « 0,25 »; never « 00123 », which is the name of something.
FIGURE = re.compile("(?:0|[1-9][0-9]{0,2}(?:[ \u00a0\u202f]?[0-9]{3})*)(?:,[0-9]{1,4})?")
BETWEEN_THOUSANDS = re.compile("[ \u00a0\u202f]")


@dataclass(frozen=True)
class TypedCell:
    """A figure or a day for a spreadsheet, and the words for it where a cell has no type (CSV)."""

    value: int | Decimal | date
    words: str


def figure_in(words: str) -> TypedCell | str:
    """These words as a figure when they are one and nothing else; never for a number that names a thing."""
    if not FIGURE.fullmatch(words):
        return words
    plain = BETWEEN_THOUSANDS.sub("", words).replace(",", ".")
    return TypedCell(Decimal(plain) if "." in plain else int(plain), words)


def day_in(words: str) -> TypedCell | str:
    """These words as a day, « 31/08/2027 » or « 2027-08-31 », when they are one; a CSV keeps the words."""
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return TypedCell(datetime.strptime(words, shape).date(), words)  # noqa: DTZ007 - a day of a list
    return words


def french_day(day: date | None) -> TypedCell | str:
    """A day, « 31/08/2027 » in words; nothing for none."""
    return "" if day is None else TypedCell(day, f"{day:%d/%m/%Y}")


def storable(text: str) -> str:
    """The same text with line feeds only, without what a database or XML cannot hold."""
    if "\r" in text:
        text = CARRIAGE_RETURN.sub("\n", text)
    return UNSTORABLE.sub("", text)


def is_formula_like(text: str) -> bool:
    return FORMULA.search(text) is not None


def protect(text: str) -> str:
    """Put an apostrophe before each line that a spreadsheet could run."""
    return FORMULA.sub("'", text)


def unprotect(text: str) -> str:
    """Undo `protect`; any other apostrophe stays."""
    return PROTECTED.sub("", text) if "'" in text else text


def as_text(value: object) -> str:
    """One text for one value, whatever file it came from: ISO dates, no `.0`, VRAI and FAUX."""
    match value:
        case None:
            return ""
        case str():
            return storable(value)
        case TypedCell():
            return value.words
        case bool():
            return "VRAI" if value else "FAUX"
        case float() | Decimal():
            return _number(value)
        case datetime():
            return _moment(value)
        case date() | time():
            return value.isoformat()
        case timedelta():
            return _duration(value)
    return storable(str(value))


def _number(value: float | Decimal) -> str:
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    if not exact.is_finite():
        return ""
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}"
