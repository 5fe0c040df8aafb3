"""Which tables of a survey may be shown, so that nobody of a small group is recognised?

Source: our own rule, stricter than the usual one: no table of a group under the threshold, and no table that
gives such a group back when it is taken away from another. Whoever skips a question ticks « Sans réponse »,
so that each table of a survey counts the same people. Pure: the threshold of the school is an argument.
"""

from collections.abc import Mapping


def may_be_shown(answers: int, smallest: int) -> bool:
    """Whether so many answers make a group that is large enough."""
    return answers >= smallest


def published_groups(sizes: Mapping[int, int], smallest: int) -> set[int]:
    """The groups whose own table is shown; `sizes` sums to everybody.

    What is left out is as large as the threshold, or empty: the table of all less those of the groups shown
    is that of those left out together. Where they would be too few, the smallest group joins them.
    """
    shown = {group for group, size in sizes.items() if may_be_shown(size, smallest)}
    rest = sum(sizes.values()) - sum(sizes[group] for group in shown)
    while shown and 0 < rest < smallest:
        least = min(shown, key=lambda group: (sizes[group], group))
        shown.discard(least)
        rest += sizes[least]
    return shown


def percent(count: int, whole: int) -> str:
    """« 42 % », rounded half up; a dash when nobody answered."""
    return f"{(200 * count + whole) // (2 * whole)} %" if whole else "–"
