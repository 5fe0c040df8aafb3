"""How does a table leave Fanal so that no spreadsheet ever runs it?

The rule, and why: `docs/domain/security.md`, « Tables that leave ».
CSV: UTF-8 with a byte order mark and semicolons, what a French spreadsheet opens without a question;
lines that look like a formula get an apostrophe, which `read_table` removes. XLSX: text cells are
written as strings, numbers and dates as such, never a formula; a text of digits stays a text.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .cells import TypedCell, as_text, is_formula_like, protect

Row = Iterable[object]
LONGEST_XLSX_CELL = 32_767
MOST_XLSX_ROWS = 1_048_576
MOST_EXACT_INTEGER = 10**15
HUNDREDTHS = -2  # the exponent of what is said to the hundredth, as euros are
CUT = " […] (texte coupé : voir l’export CSV)"
NARROWEST, WIDEST, AROUND = 8, 60, 2  # signs of a column: its longest line, and a margin
ABOUT = "À propos"  # the sheet that says whose table it is, the last: what reads back reads the first
NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def write_csv(path: Path, headers: Row, rows: Iterable[Row]) -> None:
    """Write a table as CSV; floats and decimals take the French comma."""
    with path.open("w", encoding="utf-8-sig", newline="", errors="strict") as file:
        # Without quotes everywhere, a tab inside a cell would pass for a separator.
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow([_csv_text(value) for value in headers])
        writer.writerows([_csv_text(value) for value in row] for row in rows)


def _csv_text(value: object) -> str:
    if isinstance(value, float | Decimal):
        return as_text(value).replace(".", ",")
    return as_text(value) if isinstance(value, int) else protect(as_text(value))


def write_xlsx(
    path: Path, headers: Row, rows: Iterable[Row], *, title: str, about: Sequence[Row] = ()
) -> None:
    """Write a table as one sheet named `title`, headers in bold and frozen, columns as wide as their words.

    `about`: the rows of a last sheet, which say whose table it is. A text above 32 767 characters, Excel's
    limit, is cut with a visible mark. Raises ValueError above 1 048 576 rows.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": as_text(title)})
        sheet = workbook.add_worksheet(sheet_name(title))
        sheet.freeze_panes(1, 0)
        cells = _Cells(sheet, workbook)
        cells.write_row(0, headers, workbook.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            cells.write_row(number, row)
        cells.widen()
        if about:
            cells = _Cells(workbook.add_worksheet(ABOUT), workbook)
            for number, row in enumerate(about):
                cells.write_row(number, row)
            cells.widen()


def sheet_name(title: str) -> str:
    """A name that Excel accepts: 31 characters, none of `[]:*?/\\`, no apostrophe at either end."""
    return NOT_IN_SHEET_NAME.sub(" ", as_text(title))[:31].strip(" '") or "Feuille 1"


class _Cells:
    """Writes values in the cells of one sheet, each by its explicit type."""

    def __init__(self, sheet: Worksheet, workbook: Workbook) -> None:
        self._sheet = sheet
        self._quoted = workbook.add_format({"quote_prefix": True})
        self._wrapped = workbook.add_format({"text_wrap": True})
        self._quoted_wrapped = workbook.add_format({"quote_prefix": True, "text_wrap": True})
        self._day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        self._moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self._hundredths = workbook.add_format({"num_format": "0.00"})
        self._longest: dict[int, int] = {}

    def widen(self) -> None:
        """Once all is written: each column as wide as its longest line, within bounds."""
        for column, longest in self._longest.items():
            self._sheet.set_column(column, column, min(max(longest + AROUND, NARROWEST), WIDEST))

    def write_row(self, number: int, row: Row, style: Format | None = None) -> None:
        if number >= MOST_XLSX_ROWS:
            raise ValueError("a worksheet holds 1 048 576 rows")
        for column, value in enumerate(row):
            self._write(number, column, value, style)

    def _write(self, row: int, column: int, value: object, style: Format | None) -> None:
        longest = max(map(len, as_text(value).split("\n")))
        self._longest[column] = max(self._longest.get(column, 0), longest)
        value = value.value if isinstance(value, TypedCell) else value
        if isinstance(value, datetime) and value.tzinfo is None and value.year >= 1900:
            self._sheet.write_datetime(row, column, value, self._moment)
        elif isinstance(value, date) and not isinstance(value, datetime) and value.year >= 1900:
            self._sheet.write_datetime(row, column, value, self._day)
        elif isinstance(value, int | float | Decimal) and is_exact(value):
            number_style = self._hundredths if is_to_the_hundredth(value) else style
            self._sheet.write_number(row, column, value, number_style)
        elif text := as_text(value):
            self._write_text(row, column, text, style)

    def _write_text(self, row: int, column: int, text: str, style: Format | None) -> None:
        if len(text) > LONGEST_XLSX_CELL:
            text = text[: LONGEST_XLSX_CELL - len(CUT)] + CUT
        is_long = "\n" in text or len(text) + AROUND > WIDEST
        if is_formula_like(text):
            style = self._quoted_wrapped if is_long else self._quoted
        elif is_long and style is None:
            style = self._wrapped
        self._sheet.write_string(row, column, text, style)


def is_to_the_hundredth(number: float | Decimal) -> bool:
    """Is this number said with two decimals, whatever they are?"""
    return isinstance(number, Decimal) and number.as_tuple().exponent == HUNDREDTHS


def is_exact(number: float | Decimal) -> bool:
    """May a spreadsheet hold this number as it is?"""
    return not isinstance(number, bool) and isfinite(number) and abs(float(number)) < MOST_EXACT_INTEGER
