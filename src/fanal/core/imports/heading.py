"""Where does a table begin under its title, and which of its lines are sums? By the headers it should have.

A workbook kept by hand starts with a title, remarks and blank lines, and ends with « TOTAL » or
« 30 portables »: those lines are left out, and said.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from fanal.core.sheets import Table
from fanal.core.sheets.table import KeptRows
from fanal.core.text.words import fold

DEEPEST = 30  # lines above the headers
FEWEST = 2  # columns that a line of headers names, at least
SUM = re.compile(r"(sous[ -]?)?(total|totaux|cumul)\b.*|somme\b.*|nombre\b.*|effectif\b.*|\d+ [a-z][a-z' -]*")
SUM_BEGIN = r"(sous[ -]?)?(total|totaux|cumul)( general| generaux)?"
PLAIN_SUM = re.compile(
    rf"{SUM_BEGIN}( (de |d')?(du|des|la|le|les|l')? ?"
    r"((axes?|objectifs?|volets?|themes?)\b.*|projet|actions?|budget))?"
)
BEGINS_AS_SUM = re.compile(rf"{SUM_BEGIN}\b.*")
NUMBER = re.compile(r"[-+]?[\d\s.,\u00a0\u202f]+(€|eur|euros?)?", re.IGNORECASE)

Skipped = list[dict[str, object]]


def below_title(
    table: Table, match: Callable[[Sequence[str]], Sequence[str]], *, sentences: str = ""
) -> tuple[Table, Skipped]:
    """The table under its headers, and what was left out: `line` (None for the first) and `text` of each.

    `match` gives the field of each header, empty when unknown. `sentences`: the field of a table whose lines
    may begin « 30 tablettes » or « Total des achats »; a sum is told there by `is_sum_among_sentences`.
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
    lines = ((number, cells) for number, cells in table.numbered() if number > line)
    if sentences:
        sums = list(_sums_among_sentences(lines, headers, match(headers), sentences))
    else:
        width = sum(map(bool, headers))
        sums = [(number, cells) for number, cells in lines if is_sum(cells, width)]
    skipped += [{"line": number, "text": _text(cells)} for number, cells in sums]
    if not skipped:
        return table, []
    return replace(
        table, headers=headers, rows=KeptRows(table.rows, line, frozenset(n for n, _ in sums))
    ), skipped


def _sums_among_sentences(
    lines: Iterable[tuple[int, Sequence[str]]], headers: Sequence[str], fields: Sequence[str], sentences: str
) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines that are sums; a line repeats what stands last above it in the same column."""
    place = list(fields).index(sentences) if sentences in fields else None
    last = [""] * len(headers)
    for number, row in lines:
        cells = [cell.strip() for cell in row]
        if is_sum_among_sentences(cells, place, last):
            yield number, row
            continue
        last = [cell or before for cell, before in zip_longest(cells, last, fillvalue="")]


def is_sum_among_sentences(cells: Sequence[str], place: int | None, last: Sequence[str]) -> bool:
    """Whether a line only sums: its label is « Total », « Total de l’axe 2 », and beside it stand
    only numbers and what the lines above say already (`last`).

    `place`: the column of the sentences, None when no header names it. Where it is empty the line has no
    sentence to lose, and a label says what it likes beside a number: « Total matériel · 300 € ».
    """
    sentence = cells[place] if place is not None and place < len(cells) else ""
    own = [
        cell
        for cell, above in zip_longest(cells, last, fillvalue="")
        if cell and NUMBER.fullmatch(cell) is None and fold(cell) != fold(above)
    ]
    if len(own) != 1:
        return False
    label = fold(own[0]).strip(" .:")
    if PLAIN_SUM.fullmatch(label):
        return not sentence or sentence == own[0]
    if place is None or sentence or BEGINS_AS_SUM.fullmatch(label) is None:
        return False
    return any(NUMBER.fullmatch(cell) for cell in cells if cell)


def is_sum(cells: Sequence[str], width: int) -> bool:
    """« TOTAL · 18 375 € », « 30 portables »: at most half of the columns, only the first is words."""
    first, *others = [cell.strip() for cell in cells if cell.strip()] or [""]
    if 2 * (1 + len(others)) > width or SUM.fullmatch(fold(first).strip(" .:")) is None:
        return False
    return all(NUMBER.fullmatch(other) for other in others)


def _text(cells: Sequence[str]) -> str:
    return " · ".join(cell.strip() for cell in cells if cell.strip())[:160]
