"""Where does a table begin under its title, and which of its lines are sums? By the headers it should have.

A workbook kept by hand starts with a title, remarks and blank lines, and ends with « TOTAL » or
« 30 portables »: those lines are left out, and said.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from fanal.core.sheets import Table
from fanal.core.sheets.table import KeptRows
from fanal.core.words import fold

DEEPEST = 30  # lines above the headers
FEWEST = 2  # columns that a line of headers names, at least
SUM = re.compile(r"(sous[ -]?)?(total|totaux)\b.*|somme\b.*|nombre\b.*|effectif\b.*|\d+ [a-z][a-z' -]*")
PLAIN_SUM = re.compile(r"(sous[ -]?)?(total|totaux)( general| generaux)?")
NUMBER = re.compile(r"[-+]?[\d\s.,\u00a0\u202f]+(€|eur|euros?)?", re.IGNORECASE)

Skipped = list[dict[str, object]]


def below_title(
    table: Table, match: Callable[[Sequence[str]], Sequence[str]], *, holds_sentences: bool = False
) -> tuple[Table, Skipped]:
    """The table under its headers, and what was left out: `line` (None for the first) and `text` of each.

    `match` gives the field of each header, empty when unknown. In a table that `holds_sentences`, a line may
    begin « 30 tablettes » or « Nombre de licences à acheter »: a sum says « Total » there, and nothing else.
    """
    headers, line, skipped = table.headers, 0, []
    best = sum(map(bool, match(headers)))
    above: Skipped = [{"line": None, "text": _text(headers)}]
    for number, cells in islice(table.numbered(), DEEPEST):
        named = sum(map(bool, match(cells)))
        if named >= FEWEST and named > best:
            best, headers, line, skipped = named, [cell.strip() for cell in cells], number, [*above]
        above.append({"line": number, "text": _text(cells)})
    while headers and not headers[-1]:
        headers = headers[:-1]
    width = sum(map(bool, headers))
    words = PLAIN_SUM if holds_sentences else SUM
    sums = [
        (number, cells) for number, cells in table.numbered() if number > line and is_sum(cells, width, words)
    ]
    skipped += [{"line": number, "text": _text(cells)} for number, cells in sums]
    if not skipped:
        return table, []
    return replace(
        table, headers=headers, rows=KeptRows(table.rows, line, frozenset(n for n, _ in sums))
    ), skipped


def is_sum(cells: Sequence[str], width: int, words: re.Pattern[str] = SUM) -> bool:
    """« TOTAL · 18 375 € », « 30 portables »: at most half of the columns, only the first is words."""
    first, *others = [cell.strip() for cell in cells if cell.strip()] or [""]
    if 2 * (1 + len(others)) > width or words.fullmatch(fold(first).strip(" .:")) is None:
        return False
    return all(NUMBER.fullmatch(other) for other in others)


def _text(cells: Sequence[str]) -> str:
    return " · ".join(cell.strip() for cell in cells if cell.strip())[:160]
