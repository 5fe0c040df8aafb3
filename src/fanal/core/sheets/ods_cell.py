"""What is the text of one ODS cell? Runs only inside `sandbox`. Source: OpenDocument 1.3, part 3."""

import re

from fanal.core.sandbox.parent import Declined

from .archive import DAMAGED
from .cells import as_text, storable

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
COVERED = TABLE + "covered-table-cell"
CELLS = {TABLE + "table-cell", COVERED}
ASIDE = {OFFICE + "annotation", TEXT + "note", TEXT + "ruby-text"}
NUMBERS = {"float", "percentage", "currency"}
DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d{1,12})?S")
MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")
MORE_THAN_A_SHEET = 10_000_000


COLUMNS, ROWS, SPACES = TABLE + "number-columns-repeated", TABLE + "number-rows-repeated", TEXT + "c"


def repetition(attributes: dict[str, str], name: str) -> int:
    """How many times an element counts, at most ten million."""
    if name not in attributes:
        return 1
    written = attributes[name].strip()
    if not (written.isascii() and written.isdigit()) or len(written) > 9:
        raise Declined(DAMAGED)
    return max(1, min(int(written), MORE_THAN_A_SHEET))


class OdsCell:
    """One cell while its elements pass; a covered cell (merged) has no text of its own."""

    def __init__(self, attributes: dict[str, str], *, is_covered: bool) -> None:
        self.times = repetition(attributes, COLUMNS)
        self._is_covered = is_covered
        self._typed = typed_text(attributes)
        self._paragraphs: list[str] = []
        self._depth = self._aside = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element in ASIDE:
            self._aside += 1
        elif self._aside:
            return
        elif element == TEXT + "p":
            self._paragraphs.append("")
            self._depth += 1
        elif element == TEXT + "s":
            self.characters(" " * min(repetition(attributes, SPACES), 1_000))
        elif element == TEXT + "tab":
            self.characters("\t")
        elif element == TEXT + "line-break":
            self.characters("\n")

    def characters(self, written: str) -> None:
        if self._depth and not self._aside:
            self._paragraphs[-1] += written

    def end(self, element: str) -> None:
        if element in ASIDE:
            self._aside -= 1
        elif element == TEXT + "p" and not self._aside:
            self._depth -= 1

    def text(self) -> str:
        if self._is_covered:
            return ""
        return self._typed if self._typed is not None else storable("\n".join(self._paragraphs))


def typed_text(attributes: dict[str, str]) -> str | None:
    """The text of a number, date, time or boolean; None where the paragraphs decide."""
    kind = attributes.get(OFFICE + "value-type")
    if kind in NUMBERS:
        return _number(attributes.get(OFFICE + "value", ""))
    if kind == "boolean":
        return as_text(attributes.get(OFFICE + "boolean-value") == "true")
    if kind == "date":
        return storable(MIDNIGHT.sub("", attributes.get(OFFICE + "date-value", ""))) or None
    if kind == "time":
        return _duration(attributes.get(OFFICE + "time-value", ""))
    return None


def _number(written: str) -> str | None:
    try:
        return as_text(float(written)) or None
    except ValueError:
        return None


def _duration(written: str) -> str | None:
    parts = DURATION.fullmatch(written)
    return ":".join(f"{int(part):02}" for part in parts.groups()) if parts else None
