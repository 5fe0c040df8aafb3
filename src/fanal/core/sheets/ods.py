"""What are the rows of an ODS document? Runs only inside `sandbox`.

Source: OpenDocument 1.3, part 3. Read as a stream by expat and not by python-calamine: measured, its
0.9.1 expands a 733-byte file to 2.4 GB (`number-rows-repeated`) and drops tabulations and line breaks.
Here a repetition costs nothing until it is emitted, and what is emitted is counted.
"""

import zipfile
from collections.abc import Iterator

from fanal.core.sandbox.parent import Declined
from fanal.core.sheets.ods_cell import CELLS, COVERED, ROWS, TABLE, OdsCell, repetition
from fanal.core.sheets.source import TOO_MANY_LINES, TOO_WIDE, SheetSource

from .archive import CHUNK, DAMAGED, ENCRYPTED, TOO_BIG, feed, open_checked, xml_parser
from .cells import storable
from .limits import Limits
from .xlsx import chosen

STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "


def read(payload: bytes, sheet: str, limits: Limits) -> SheetSource:
    """Rows of the named sheet, or of the first visible one."""
    archive = open_checked(payload, limits)
    parts = archive.namelist()
    if "META-INF/manifest.xml" in parts and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Declined(ENCRYPTED)
    if "content.xml" not in parts:
        raise Declined(DAMAGED)
    reading = _Sheet(sheet, limits)
    return SheetSource(rows=reading.rows(archive), sheet_names=reading.names)


def _content(archive: zipfile.ZipFile) -> Iterator[bytes]:
    with archive.open("content.xml") as content:
        while chunk := content.read(CHUNK):
            yield chunk


class _Sheet:
    """One pass over `content.xml` that keeps the rows of one sheet, and the names of all that are visible.

    Styles stand before the body: a sheet is hidden by its own, `table:display="false"`.
    """

    def __init__(self, wanted: str, limits: Limits) -> None:
        self.names: list[str] = []
        self._wanted, self._limits = wanted, limits
        self._style, self._hiding = "", set[str]()  # the style being read, those that hide a sheet
        self._is_open = self._was_found = False
        self._line, self._emitted, self._written = 1, 0, 0  # `_written`: elements of rows, empty ones too
        self._ready: list[tuple[int, list[str]]] = []
        self._row: list[str] = []
        self._row_times = self._blanks = 0  # blanks: empty cells not yet followed by a filled one
        self._cell: OdsCell | None = None

    def rows(self, archive: zipfile.ZipFile) -> Iterator[tuple[int, list[str]]]:
        parser = xml_parser()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        for chunk in _content(archive):
            feed(parser, chunk)
            yield from self._ready
            self._ready = []
        chosen(self._wanted, self.names)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        if self._cell:
            self._cell.start(element, attributes)
        elif element == TABLE + "table":
            self._open_sheet(attributes)
        elif element == STYLE + "style":
            self._style = attributes.get(STYLE + "name", "")
        elif element == STYLE + "table-properties" and attributes.get(TABLE + "display") == "false":
            self._hiding.add(self._style)
        elif not self._is_open:
            return
        elif element in CELLS:
            self._cell = OdsCell(attributes, is_covered=element == COVERED)
        elif element == TABLE + "table-row":
            self._row, self._blanks = [], 0
            self._row_times = repetition(attributes, ROWS)

    def _open_sheet(self, attributes: dict[str, str]) -> None:
        name = storable(attributes.get(TABLE + "name", ""))
        is_hidden = attributes.get(TABLE + "style-name", "") in self._hiding
        if not is_hidden:
            self.names.append(name)
        self._is_open = not is_hidden and not self._was_found and self._wanted in ("", name)
        self._was_found = self._was_found or self._is_open

    def _characters(self, written: str) -> None:
        if self._cell:
            self._cell.characters(written)

    def _end(self, element: str) -> None:
        if self._cell:
            if element in CELLS:
                self._close_cell(self._cell)
            else:
                self._cell.end(element)
        elif self._is_open and element == TABLE + "table-row":
            self._close_row()

    def _close_cell(self, cell: OdsCell) -> None:
        self._cell, text = None, cell.text()
        if not text:
            self._blanks += cell.times
            return
        width = len(self._row) + self._blanks + cell.times
        if width > self._limits.columns:
            raise Declined(TOO_WIDE.format(line=self._line, width=width, limit=self._limits.columns))
        self._row += [""] * self._blanks + [text] * cell.times
        self._blanks = 0

    def _close_row(self) -> None:
        self._written += 1
        if self._written > self._limits.lines:
            raise Declined(TOO_MANY_LINES)
        if self._row:
            self._emitted += self._row_times * len(self._row)
            if self._row_times > self._limits.rows + 1 or self._emitted > self._limits.cells:
                raise Declined(TOO_BIG)
            self._ready += [(self._line + more, self._row) for more in range(self._row_times)]
        self._line += self._row_times
