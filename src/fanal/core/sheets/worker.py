"""Which reader for which kind, and in what form do the rows leave the child?

Runs only inside `sandbox`. The answer is one JSON array a row, `[line, cell, …]`, then one JSON
object of facts, then the offset of that object on sixteen digits.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from fanal.core.sandbox.parent import Declined
from fanal.core.sheets.source import TOO_LONG, TOO_MANY_LINES, TOO_WIDE, SheetSource

from . import ods, text, xlsx
from .limits import Limits

READERS = {"csv": text.read, "text": text.read, "xlsx": xlsx.read, "ods": ods.read}


def read(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    """Read one table; raise Declined with a sentence when it cannot be."""
    limits = Limits(**arguments["limits"])
    source = READERS[arguments["kind"]](payload, arguments["sheet"], limits)
    rows = _within(limits, _filled(_on_a_sheet(limits, source.rows)))
    headers = next(rows, None)
    if headers is None:
        raise Declined(
            "Ce fichier ne contient aucune ligne. Vérifiez que les données sont bien sur la feuille "
            "choisie, puis recommencez."
        )
    _write(out, source, [cell.strip() for cell in headers[1]], rows)


def _on_a_sheet(limits: Limits, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Rows while they are where a sheet has some; an empty one counts as another does."""
    for line, cells in rows:
        if line > limits.lines:
            raise Declined(TOO_MANY_LINES)
        yield line, cells


def _filled(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Rows without their empty right end; a row with nothing visible disappears."""
    for line, cells in rows:
        while cells and not cells[-1]:
            cells.pop()
        if any(cell.strip() for cell in cells):
            yield line, cells


@dataclass
class _Count:
    limits: Limits
    rows: int = 0
    cells: int = 0

    def add(self, line: int, cells: list[str]) -> None:
        self.rows += 1
        self.cells += len(cells)
        if self.rows > self.limits.rows + 1 or self.cells > self.limits.cells:
            raise Declined(
                f"Ce tableau dépasse {self.limits.rows} lignes ou {self.limits.cells} cellules. "
                "Découpez-le en plusieurs fichiers, puis recommencez."
            )
        if len(cells) > self.limits.columns:
            raise Declined(TOO_WIDE.format(line=line, width=len(cells), limit=self.limits.columns))
        if max(map(len, cells)) > self.limits.cell_characters:
            raise Declined(TOO_LONG.format(line=line, most=self.limits.cell_characters))


def _within(limits: Limits, rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    count = _Count(limits)
    for line, cells in rows:
        count.add(line, cells)
        yield line, cells


def _write(
    out: IO[bytes], source: SheetSource, headers: list[str], rows: Iterator[tuple[int, list[str]]]
) -> None:
    width, total, offset = len(headers), 0, 0
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for line, cells in rows:
        width, total = max(width, len(cells)), total + 1
        offset += out.write(encode([line, *cells]).encode() + b"\n")
    facts = {
        "headers": headers,
        "width": width,
        "rows": total,
        "sheet": source.sheet or (source.sheet_names or [""])[0],
    }
    facts |= {"sheet_names": source.sheet_names, "encoding": source.encoding, "separator": source.separator}
    out.write(encode(facts).encode() + b"%016d" % offset)
