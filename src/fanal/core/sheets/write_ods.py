"""A table as OpenDocument (ODF 1.3), what LibreOffice opens by itself: the smallest file that is one.

A text cell is typed as text, so that nothing in it is ever a formula. Rows are written one after the other:
memory does not follow their number. No kept library writes ODS (the last release of odfpy is of 2020).
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from .cells import TypedCell, as_text
from .write import ABOUT, MOST_XLSX_ROWS, Row, is_exact, is_to_the_hundredth, sheet_name

Cell = tuple[dict[str, str], list[str]]  # attributes, lines
MIME = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE, TABLE, TEXT, STYLE, FO, NUMBER = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for name in ("office", "table", "text", "style", "xsl-fo-compatible", "datastyle")
)
SPACES = {"office": OFFICE, "table": TABLE, "text": TEXT, "style": STYLE, "fo": FO, "number": NUMBER}


def _q(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


ROW, CELL, PARAGRAPH = _q(TABLE, "table-row"), _q(TABLE, "table-cell"), _q(TEXT, "p")
VALUE_TYPE, STYLE_NAME = _q(OFFICE, "value-type"), _q(TABLE, "style-name")
DATE_VALUE = _q(OFFICE, "date-value")
KEPT = re.compile(r"(\t|^ +| +$|(?<= ) +)")
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
STYLES = f"""<office:automatic-styles
 xmlns:office="{OFFICE}" xmlns:style="{STYLE}" xmlns:fo="{FO}" xmlns:number="{NUMBER}">
<number:date-style style:name="D"><number:day number:style="long"/><number:text>/</number:text>
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>
</number:date-style>
<number:date-style style:name="M"><number:day number:style="long"/><number:text>/</number:text>
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>
<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>
<number:minutes number:style="long"/></number:date-style>
<number:number-style style:name="H"><number:number number:decimal-places="2" number:min-decimal-places="2"
 number:min-integer-digits="1"/></number:number-style>
<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>
</style:style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="D"/>
<style:style style:name="moment" style:family="table-cell" style:data-style-name="M"/>
<style:style style:name="hundredths" style:family="table-cell" style:data-style-name="H"/>
</office:automatic-styles>"""


def write_ods(
    path: Path, headers: Row, rows: Iterable[Row], *, title: str, about: Sequence[Row] = ()
) -> None:
    """Write a table as one sheet named `title`, headers in bold. Raises ValueError above 1 048 576 rows.

    `about`: the rows of a last sheet, as in `write_xlsx`.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)  # first, and bare: that is how it is known
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w") as content, etree.xmlfile(content, encoding="UTF-8") as out:
            out.write_declaration()
            _write_content(out, headers, rows, title, about)


def _write_content(out: Any, headers: Row, rows: Iterable[Row], title: str, about: Sequence[Row]) -> None:
    root = out.element(_q(OFFICE, "document-content"), {_q(OFFICE, "version"): "1.3"}, nsmap=SPACES)
    with root:
        out.write(etree.fromstring(STYLES))
        with out.element(_q(OFFICE, "body")), out.element(_q(OFFICE, "spreadsheet")):
            with out.element(_q(TABLE, "table"), {_q(TABLE, "name"): sheet_name(title)}):
                with out.element(_q(TABLE, "table-header-rows")):
                    _write_row(out, (_head(value) for value in headers))
                for number, row in enumerate(rows, start=1):
                    if number >= MOST_XLSX_ROWS:
                        raise ValueError("a worksheet holds 1 048 576 rows")
                    _write_row(out, (_cell(value) for value in row))
            if about:
                with out.element(_q(TABLE, "table"), {_q(TABLE, "name"): ABOUT}):
                    for row in about:
                        _write_row(out, (_cell(value) for value in row))


def _write_row(out: Any, cells: Iterator[Cell]) -> None:
    with out.element(ROW):
        for attributes, lines in cells:
            with out.element(CELL, attributes):
                for line in lines:
                    with out.element(PARAGRAPH):
                        _write_line(out, line)


def _cell(value: object) -> Cell:
    """One cell by its own type: a moment, a day, a number, else a text."""
    plain = value.value if isinstance(value, TypedCell) else value
    if isinstance(plain, datetime) and plain.tzinfo is None:
        moment = {VALUE_TYPE: "date", DATE_VALUE: plain.isoformat(timespec="seconds"), STYLE_NAME: "moment"}
        return moment, [f"{plain:%d/%m/%Y %H:%M}"]
    if isinstance(plain, date) and not isinstance(plain, datetime):
        day = {VALUE_TYPE: "date", DATE_VALUE: plain.isoformat(), STYLE_NAME: "day"}
        return day, [f"{plain:%d/%m/%Y}"]
    if isinstance(plain, int | float | Decimal) and is_exact(plain):
        return _number(plain)
    return _text(value)


def _number(number: float | Decimal) -> Cell:
    text = as_text(number)
    attributes = {VALUE_TYPE: "float", _q(OFFICE, "value"): text}
    if is_to_the_hundredth(number):
        return attributes | {STYLE_NAME: "hundredths"}, [f"{number:.2f}".replace(".", ",")]
    return attributes, [text.replace(".", ",")]


def _text(value: object) -> Cell:
    """A paragraph a line."""
    text = as_text(value)
    return ({VALUE_TYPE: "string"}, text.split("\n")) if text else ({}, [])


def _head(value: object) -> Cell:
    attributes, lines = _text(value)
    return attributes | {STYLE_NAME: "head"}, lines


def _write_line(out: Any, line: str) -> None:
    """Tabulations, and spaces that XML would drop, are elements."""
    for piece in KEPT.split(line):
        if piece == "\t":
            with out.element(_q(TEXT, "tab")):
                pass
        elif piece.isspace() and not piece.strip(" "):
            for _ in piece:
                with out.element(_q(TEXT, "s")):
                    pass
        elif piece:
            out.write(piece)
