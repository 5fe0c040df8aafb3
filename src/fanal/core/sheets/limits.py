"""How big may a table from outside be?"""

from dataclasses import dataclass

from fanal.core.sandbox.parent import PREVIEW_SECONDS

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, `seconds` of processor time, the rest in units."""

    file_bytes: int = 25 * MEBIBYTE
    rows: int = 200_000
    lines: int = 1_048_576  # of a sheet, empty ones too: no spreadsheet has more
    columns: int = 500
    cells: int = 5_000_000
    cell_characters: int = 100_000
    parts: int = 1_000
    expanded_bytes: int = 200 * MEBIBYTE
    ratio: int = 100
    ratio_ignored_below: int = 10 * MEBIBYTE
    memory: int = 512 * MEBIBYTE
    seconds: int = PREVIEW_SECONDS
    output: int = 256 * MEBIBYTE


LIMITS = Limits()
