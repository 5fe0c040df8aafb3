"""Which counts of a survey may be shown, so that nobody of a small group is recognised?

A group of one to four people is never shown, nor given back by a subtraction (`accounts.rules.small_groups`).
Whoever skips a question is counted under « Sans réponse », so that each table of a survey counts the same
people. What all of them answered alike is not shown either: it is known of each. Pure: the threshold of the
school is an argument.
"""

from collections.abc import Collection, Hashable, Mapping

from fanal.accounts.rules.small_groups import (
    Bounds,
    PublishedTable,
    is_small,
    published_answers,
    published_cross,
    published_table,
    shown_answers,
)

HIDDEN = "caché"


def published_choice[Label: Hashable](
    counts: Mapping[Label, int], smallest: int, counted: Collection[Label] = ()
) -> PublishedTable[Label]:
    """What may be shown of a question with one choice.

    `counted`: the options that an indicator adds up. Their sum is shown elsewhere, and so what is hidden
    among them, and what is among the others, must each be a group that may be shown.
    """
    inside = {label: count for label, count in counts.items() if label in counted}
    outside = {label: count for label, count in counts.items() if label not in counted}
    sums = [sum(part.values()) for part in (inside, outside)]
    whole = published_answers(counts, smallest)
    if not inside or sum(sums) in counts.values() or any(is_small(count, smallest) for count in sums):
        return whole
    cells = published_table(inside, smallest).cells | published_table(outside, smallest).cells
    return PublishedTable({label: cells[label] for label in counts}, sum(sums))


def published_ticks[Label: Hashable](
    counts: Mapping[Label, int], whole: int, smallest: int
) -> dict[Label, Bounds | None]:
    """What may be shown of a question with several choices: each is a part of all, and they overlap.

    What nobody chose tells of no one; what all chose is a range.
    """
    return {label: shown_answers(count, whole, smallest) for label, count in counts.items()}


def crossed_choice[Group: Hashable, Label: Hashable](
    counts: Mapping[tuple[Group, Label], int], smallest: int
) -> dict[tuple[Group, Label], int] | None:
    """The cells of a question with one choice, by group; None when one is small, or a whole group."""
    groups: dict[Group, int] = {}
    for (group, _), count in counts.items():
        groups[group] = groups.get(group, 0) + count
    if any(count and count == groups[group] for (group, _), count in counts.items()):
        return None
    return published_cross(counts, smallest).cells


def crossed_ticks[Group: Hashable, Label: Hashable](
    counts: Mapping[tuple[Group, Label], int], groups: Mapping[Group, int], smallest: int
) -> dict[tuple[Group, Label], int] | None:
    """With several choices: each option against those who did not tick it; some stay hidden."""
    cells: dict[tuple[Group, Label], int] = {}
    for label in dict.fromkeys(label for _, label in counts):
        split = {(group, True): counts[group, label] for group in groups}
        split |= {(group, False): size - counts[group, label] for group, size in groups.items()}
        is_of_all = any(size and counts[group, label] == size for group, size in groups.items())
        if not is_of_all and published_cross(split, smallest).cells is not None:
            cells |= {(group, label): counts[group, label] for group in groups}
    return cells or None


def percent(count: int, whole: int) -> str:
    """« 42 % », rounded half up; a dash when nobody answered."""
    return f"{(200 * count + whole) // (2 * whole)} %" if whole else "–"


def count_words(count: int | None, whole: int) -> str:
    """« 12 (35 %) », or that it is hidden."""
    return HIDDEN if count is None else f"{count} ({percent(count, whole)})"


def bounds_words(bounds: Bounds | None, whole: int) -> str:
    """« 12 (35 %) », « moins de 5 », « 30 ou plus »."""
    if bounds is None or (bounds.lowest, bounds.highest) == (0, whole):
        return HIDDEN
    if bounds.is_exact:
        return count_words(bounds.lowest, whole)
    return f"moins de {bounds.highest + 1}" if bounds.lowest == 0 else f"{bounds.lowest} ou plus"
