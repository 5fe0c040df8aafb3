"""What rows does a dump hold? Read from the plain script of `pg_restore`, of which no line is ever executed.

A dump is SQL that somebody else may have written. Of its script only three kinds of lines are understood:
the start of a table's rows, the rows, and the value of a sequence; any other line is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from fanal.core.errors import Refused

LONGEST_LINE = 256 * 2**20
NAME = rb'"?([a-z_][a-z0-9_]*)"?'
TABLE = re.compile(rb"COPY public\." + NAME + rb' \(([a-z0-9_", ]*)\) FROM stdin;\n')
SEQUENCE = re.compile(
    rb"SELECT pg_catalog\.setval\('public\." + NAME + rb"', ([0-9]{1,19}), (true|false)\);\n"
)
SILENT = re.compile(
    rb"\n|--[^\n]*\n|SET [a-z_]+ = [^;\n]*;\n|\\(un)?restrict [A-Za-z0-9]+\n"
    rb"|SELECT pg_catalog\.set_config\('search_path', '', false\);\n"
)
STRANGE = "La base contenue dans cette sauvegarde n’a pas la forme attendue. Rien n’a été touché."


@dataclass(frozen=True)
class DumpedTable:
    """The rows that follow belong to this table, in this order of columns."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Sequence:
    """A sequence and where it stands."""

    name: str
    value: int
    is_called: bool


@dataclass(frozen=True)
class End:
    """The end of a table's rows."""


def read_rows(script: IO[bytes]) -> Iterator[DumpedTable | Sequence | End | bytes]:
    """Yield each table, then its rows as COPY text lines, then its end; and each sequence."""
    inside = False
    while line := script.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            raise Refused(STRANGE)
        if inside:
            inside = line != b"\\.\n"
            yield line if inside else End()
        elif match := TABLE.fullmatch(line):
            inside = True
            yield DumpedTable(match[1].decode(), tuple(re.findall(r"[a-z0-9_]+", match[2].decode())))
        elif match := SEQUENCE.fullmatch(line):
            yield Sequence(match[1].decode(), int(match[2]), match[3] == b"true")
        elif not SILENT.fullmatch(line):
            raise Refused(STRANGE)
    if inside:
        raise Refused(STRANGE)


def count_rows(script: IO[bytes], *, most_bytes: int) -> dict[str, int]:
    """Rows of each table; Refused when they would not fit in `most_bytes`."""
    counts: dict[str, int] = {}
    current, total = "", 0
    for part in read_rows(script):
        if isinstance(part, DumpedTable):
            if part.name in counts:
                raise Refused(STRANGE)
            current = part.name
            counts[current] = 0
        elif isinstance(part, bytes):
            counts[current] += 1
            total += len(part)
            if total > most_bytes:
                raise Refused(
                    "Cette sauvegarde, une fois dépliée, ne tient pas sur ce disque. Rien n’a été touché."
                )
    return counts
