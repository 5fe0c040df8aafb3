"""What does the rest of Fanal hold once a file has been read?"""

import json
import os
import weakref
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from fanal.core.errors import RuleBroken

BLOCK = 1024 * 1024
LONGEST_RECORD = 16 * BLOCK
TRAILER = 16  # the child ends its answer with the decimal offset of the facts


class UnreadableSheet(RuleBroken):
    """The file cannot be read as a table; `sentence` says what happened, why, what to do."""

    @property
    def sentence(self) -> str:
        return self.reasons[0]


class Rows:
    """The rows of a table, kept in an unnamed temporary file; may be iterated several times."""

    def __init__(self, answer: IO[bytes]) -> None:
        self._descriptor = answer.fileno()
        size = os.fstat(self._descriptor).st_size
        self._end = int(os.pread(self._descriptor, TRAILER, size - TRAILER))
        if size - self._end > LONGEST_RECORD:
            raise ValueError("the facts of the table are too long")
        self.facts: dict[str, Any] = json.loads(
            os.pread(self._descriptor, size - TRAILER - self._end, self._end)
        )
        self.width: int = self.facts["width"]
        weakref.finalize(self, answer.close)

    def __len__(self) -> int:
        return int(self.facts["rows"])

    def __iter__(self) -> Iterator[list[str]]:
        return (cells for _, cells in self.numbered())

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Pairs of (line in the file, from 1; cells, as many as there are headers)."""
        for record in self._records():
            line, *cells = json.loads(record)
            cells.extend([""] * (self.width - len(cells)))
            yield line, cells

    def _records(self) -> Iterator[bytes]:
        position, rest = 0, b""
        while position < self._end:
            block = os.pread(self._descriptor, min(BLOCK, self._end - position), position)
            position += len(block)
            *records, rest = (rest + block).split(b"\n")
            if not block or len(rest) > LONGEST_RECORD:
                raise ValueError("a row of the table is cut or too long")
            yield from records


class KeptRows:
    """Rows below a line of the file, but for some lines."""

    def __init__(self, rows: "AnyRows", after: int, but: Collection[int]) -> None:
        self._rows, self._after, self._but = rows, after, but
        self._count = sum(1 for _ in self.numbered())

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[list[str]]:
        return (cells for _, cells in self.numbered())

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """As `Rows.numbered`."""
        for line, cells in self._rows.numbered():
            if line > self._after and line not in self._but:
                yield line, cells


class Emptied:
    """Rows of which some columns are never told to anybody."""

    def __init__(self, rows: "AnyRows", ranks: frozenset[int]) -> None:
        self._rows, self._ranks = rows, ranks

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[list[str]]:
        return (cells for _, cells in self.numbered())

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """As `Rows.numbered`."""
        for line, cells in self._rows.numbered():
            yield line, ["" if rank in self._ranks else cell for rank, cell in enumerate(cells)]


AnyRows = Rows | KeptRows | Emptied


@dataclass(frozen=True)
class Table:
    """A table whose every cell is text. Empty lines are absent but still counted in the numbers."""

    headers: list[str]
    rows: AnyRows
    sheet: str
    sheet_names: list[str]
    encoding: str
    separator: str
    source_sha256: str

    def __len__(self) -> int:
        return len(self.rows)

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Pairs of (line in the file, cells)."""
        return self.rows.numbered()

    def without(self, ranks: Collection[int]) -> "Table":
        """The same table, the cells of these columns (from 0) read as empty; their headers stay."""
        return replace(self, rows=Emptied(self.rows, frozenset(ranks))) if ranks else self
