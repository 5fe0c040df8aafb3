"""Which counts of people may be shown, so that no group under the threshold is seen or worked out?

A group of one to four people is never shown; a school may ask for more, never for less. Nor may it be worked
out of what one function here gives: not from a total and the other groups, not from a table of two ways and
its margins, not from a part and its whole. What two calls give of the same people, these functions cannot
know: whoever says something twice of them decides it once, and keeps it (`surveys.rules.publication`). The
code is public, so what is hidden must stay unknown to somebody who has read it. Pure.
Source: `docs/domain/indicators.md`, « Small groups ».
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

LEAST, HIGHEST = 5, 20


def threshold_refusals(smallest: int) -> list[str]:
    """Why a school cannot show groups from this number of people on."""
    if LEAST <= smallest <= HIGHEST:
        return []
    return [
        f"Un groupe est montré à partir d’un nombre compris entre {LEAST} et {HIGHEST} personnes : en "
        f"dessous de {LEAST}, chacun reconnaîtrait les siens."
    ]


def is_small(count: int, smallest: int) -> bool:
    """A group of nobody is not a small group: it tells of no one."""
    return 0 < count < smallest


def may_be_shown(count: int, smallest: int) -> bool:
    """Whether so many people make a group of which something may be said; nobody makes none."""
    return count >= smallest


def may_be_shown_beside(parts: Sequence[int], whole: int, smallest: int) -> bool:
    """Whether a whole may be shown where its parts may be too: a small one would be their difference."""
    return may_be_shown(whole, smallest) and not any(is_small(part, smallest) for part in parts)


@dataclass(frozen=True)
class PublishedTable[Label: Hashable]:
    """Groups that do not overlap, with their total. None is what must not be shown."""

    cells: dict[Label, int | None]
    total: int | None


def published_table[Label: Hashable](counts: Mapping[Label, int], smallest: int) -> PublishedTable[Label]:
    """What may be shown of groups that make up a whole.

    A small group is hidden. So is every empty one then, else « hidden » would mean « at least one »; and so
    are the smallest of the others, those of one size together, until the hidden ones are together a group
    that may be shown, and their sum says none of them: whoever knows this rule cannot tell which is which.
    """
    total = sum(counts.values())
    if not any(is_small(count, smallest) for count in counts.values()):
        return PublishedTable(dict(counts), total)
    if not may_be_shown(total, smallest):
        return PublishedTable(dict.fromkeys(counts), None)
    hidden = {label for label, count in counts.items() if count < smallest}
    others = [label for label in counts if label not in hidden]
    for size in sorted({counts[label] for label in others}):
        if _is_kept_secret([counts[label] for label in hidden], smallest):
            break
        hidden |= {label for label in others if counts[label] == size}
    return PublishedTable(
        {label: None if label in hidden else count for label, count in counts.items()}, total
    )


def published_answers[Label: Hashable](counts: Mapping[Label, int], smallest: int) -> PublishedTable[Label]:
    """What may be shown of one answer each: as `published_table`, and nothing when all gave the same.

    « 6 sur 6 » tells what each of those who were asked answered. Nothing is said then that is not also said
    when all but a few agree, so that it does not read as unanimity.
    """
    table = published_table(counts, smallest)
    if table.total and table.total in counts.values():
        return PublishedTable(dict.fromkeys(counts), table.total)
    return table


def _is_kept_secret(hidden: Sequence[int], smallest: int) -> bool:
    """Whether their sum, which the total gives, leaves more than one value to each."""
    together = sum(hidden)
    if len(hidden) < 2 or together < smallest:
        return False
    return max(hidden) >= smallest or together < len(hidden) * (smallest - 1)


@dataclass(frozen=True)
class PublishedCross[Row: Hashable, Column: Hashable]:
    """A table of two ways: its cells where all of them may be shown, else its two margins alone."""

    cells: dict[tuple[Row, Column], int] | None
    rows: PublishedTable[Row]
    columns: PublishedTable[Column]


def published_cross[Row: Hashable, Column: Hashable](
    counts: Mapping[tuple[Row, Column], int], smallest: int
) -> PublishedCross[Row, Column]:
    """What may be shown of a table of two ways. One small cell hides them all: with both margins, cells left
    here and there give the others away."""
    rows: dict[Row, int] = {}
    columns: dict[Column, int] = {}
    for (row, column), count in counts.items():
        rows[row] = rows.get(row, 0) + count
        columns[column] = columns.get(column, 0) + count
    has_small = any(is_small(count, smallest) for count in counts.values())
    return PublishedCross(
        None if has_small else dict(counts),
        published_table(rows, smallest),
        published_table(columns, smallest),
    )


@dataclass(frozen=True)
class Bounds:
    """What is said of a part of a whole: exactly so many, or between two numbers."""

    lowest: int
    highest: int

    @property
    def is_exact(self) -> bool:
        return self.lowest == self.highest


def shown_part(part: int, whole: int, smallest: int) -> Bounds | None:
    """What may be said of so many people out of a whole: « 12 sur 41 », « moins de 5 sur 41 ».

    None when the whole is a small group. Both the part and those left out must be groups that may be shown,
    or nobody; else a range is said, from nobody (or everybody) to the threshold.
    """
    if not may_be_shown(whole, smallest):
        return None
    if is_small(part, smallest) or is_small(whole - part, smallest):
        if whole < 2 * smallest:
            return Bounds(0, whole)
        return Bounds(0, smallest - 1) if part < smallest else Bounds(whole - smallest + 1, whole)
    return Bounds(part, part)


def shown_answers(part: int, whole: int, smallest: int) -> Bounds | None:
    """`shown_part` of those who answered so: everybody is a range too, as all but one are."""
    return shown_part(whole - 1 if part == whole > 0 else part, whole, smallest)
