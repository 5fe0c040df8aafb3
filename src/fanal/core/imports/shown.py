"""What every page of imports shows: the columns of a table with their first cells, filters, the latest."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanal.core.imports.forbidden_columns import never_read
from fanal.core.imports.models import Import
from fanal.core.imports.staging import staged_lines

if TYPE_CHECKING:
    from fanal.accounts.models import School

SAMPLE, CELLS, LATEST = 10, 5, 10


@dataclass(frozen=True)
class ShownColumn:
    """A column of the table: the field it fills, a few of its cells, or why it is never read."""

    rank: int
    header: str
    code: str
    cells: list[str]
    never: str = ""


def columns_of(imported: Import) -> list[ShownColumn]:
    """The columns of the table, in the order of the file."""
    never = never_read(imported.headers)
    lines = zip(range(SAMPLE), staged_lines(imported), strict=False)
    sample = [cells for _, (_, cells) in lines if isinstance(cells, list)]  # a plan may have lines of its own
    return [
        ShownColumn(
            rank,
            header or f"Colonne {rank + 1}",
            imported.columns[rank] if rank < len(imported.columns) else "",
            list(dict.fromkeys(row[rank][:60] for row in sample if rank < len(row) and row[rank]))[:CELLS],
            never.get(rank, ""),
        )
        for rank, header in enumerate(imported.headers)
    ]


def latest_imports(school: "School", kind: str) -> list[Import]:
    """The last ones of this sort, with who brought them."""
    rows = Import.objects.for_school(school).filter(kind=kind).select_related("made_by")
    return list(rows.order_by("-made_at", "-pk")[:LATEST])


def skipped_lines(imported: Import) -> list[str]:
    """What was left out of the file, as people read it: « ligne 37 : TOTAL »."""
    return [
        f"ligne {skipped['line']} : {skipped['text']}" if skipped["line"] else f"en tête : {skipped['text']}"
        for skipped in imported.skipped
    ]
