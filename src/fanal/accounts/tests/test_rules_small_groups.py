"""No sum or difference of published tables reveals a group under the threshold: proved on made-up schools.

`revealed` is the attacker: it adds and subtracts everything that was published, whatever the factors, and
says every group of people whose size comes out exactly.
"""

from collections import defaultdict
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.accounts.rules.small_groups import (
    is_small,
    may_be_shown,
    may_be_shown_beside,
    published_cross,
    published_table,
    shown_part,
    threshold_refusals,
)

THRESHOLDS = st.integers(5, 20)
COUNTS = st.integers(0, 30) | st.integers(0, 6)


def _reduced(vectors: list[list[int]]) -> list[list[Fraction]]:
    """The same space, as rows of which each has a one where the others have zeros."""
    rows = [[Fraction(value) for value in vector] for vector in vectors]
    done: list[list[Fraction]] = []
    for column in range(len(vectors[0]) if vectors else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows, done = (
            [[value - row[column] * unit for value, unit in zip(row, pivot, strict=True)] for row in part]
            for part in (rows, done)
        )
        done.append(pivot)
    return done


def revealed(published: list[list[int]], people: list[int]) -> list[int]:
    """The sizes of all the groups (sets of cells) that sums and differences of what is published give."""
    space = _reduced(published)
    pivots = [next(rank for rank, value in enumerate(row) if value) for row in space]
    sizes = []
    for group in product((0, 1), repeat=len(people)):
        left = [Fraction(member) for member in group]
        for row, pivot in zip(space, pivots, strict=True):
            factor = left[pivot]
            left = [value - factor * unit for value, unit in zip(left, row, strict=True)]
        if any(group) and not any(left):
            sizes.append(sum(size for member, size in zip(group, people, strict=True) if member))
    return sizes


def vectors_of(table, labels, cells_of) -> list[list[int]]:
    """One vector for each figure shown: which cells it adds."""
    shown = [cells_of(label) for label in labels if table.cells[label] is not None]
    return shown + (
        [[1] * len(shown[0] if shown else cells_of(labels[0]))] if table.total is not None else []
    )


@given(st.lists(COUNTS, min_size=1, max_size=8), THRESHOLDS)
def test_no_sum_or_difference_of_a_published_table_reveals_a_small_group(people, smallest):
    """The property that the board's report rests on (users' ask C2 17)."""
    table = published_table(dict(enumerate(people)), smallest)
    labels = list(range(len(people)))
    published = vectors_of(table, labels, lambda label: [int(label == rank) for rank in labels])
    assert not [size for size in revealed(published, people) if is_small(size, smallest)]


@given(st.lists(COUNTS, min_size=1, max_size=8), THRESHOLDS)
def test_a_hidden_group_may_be_empty_and_may_be_large_for_all_that_is_shown(people, smallest):
    table = published_table(dict(enumerate(people)), smallest)
    hidden = [label for label, shown in table.cells.items() if shown is None]
    if hidden and table.total is not None:
        room = table.total - sum(shown for shown in table.cells.values() if shown is not None)
        assert len(hidden) > 1
        assert room >= smallest


@given(st.lists(COUNTS, min_size=4, max_size=4), st.sampled_from([(2, 2)]), THRESHOLDS)
def test_no_sum_or_difference_of_two_margins_reveals_a_small_group(people, shape, smallest):
    """Two published tables of the same people: by profile and by site."""
    height, width = shape
    places = list(product(range(height), range(width)))
    cross = published_cross(dict(zip(places, people, strict=True)), smallest)
    published = [[int(place == cell) for cell in places] for place in cross.cells or []]
    published += vectors_of(
        cross.rows, list(range(height)), lambda row: [int(cell[0] == row) for cell in places]
    )
    published += vectors_of(
        cross.columns, list(range(width)), lambda column: [int(cell[1] == column) for cell in places]
    )
    assert not [size for size in revealed(published, people) if is_small(size, smallest)]


@given(st.lists(COUNTS, min_size=9, max_size=9), THRESHOLDS)
def test_three_profiles_by_three_sites_reveal_no_small_group_either(people, smallest):
    places = list(product(range(3), range(3)))
    cross = published_cross(dict(zip(places, people, strict=True)), smallest)
    published = [[int(place == cell) for cell in places] for place in cross.cells or []]
    for side, table in enumerate((cross.rows, cross.columns)):
        published += vectors_of(
            table, [0, 1, 2], lambda label, side=side: [int(cell[side] == label) for cell in places]
        )
    assert not [size for size in revealed(published, people) if is_small(size, smallest)]


@given(st.integers(0, 60), st.integers(0, 60), THRESHOLDS)
def test_a_part_of_people_is_said_exactly_only_where_neither_side_is_small(part, others, smallest):
    bounds = shown_part(part, part + others, smallest)
    if bounds is None:
        assert part + others < smallest
    else:
        assert bounds.lowest <= part <= bounds.highest
        is_hidden = is_small(part, smallest) or is_small(others, smallest)
        assert bounds.is_exact is not is_hidden


def test_nobody_is_no_group_to_show_and_no_small_group_to_hide():
    """Surveys, indicators, opinions and the training plan ask here whether a group is large enough."""
    assert [may_be_shown(count, 5) for count in (0, 4, 5)] == [False, False, True]
    assert [is_small(count, 5) for count in (0, 4, 5)] == [False, True, False]


def test_a_whole_stands_beside_its_parts_when_none_is_small():
    """A year of eleven, a half of seven: the other half would be four. A half of nobody tells nothing."""
    shown = [may_be_shown_beside(parts, sum(parts), 5) for parts in ((7, 4), (7, 5), (7, 0), (0, 0), (4, 0))]
    assert shown == [False, True, True, False, False]


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        pytest.param([12, 9, 30], [12, 9, 30], 51, id="nothing small"),
        pytest.param([12, 0, 30], [12, 0, 30], 42, id="nobody is not a small group"),
        pytest.param([4, 12, 30], [None, None, 30], 46, id="the smallest other hides it"),
        pytest.param([3, 0, 30], [None, None, None], 33, id="an empty group hides nothing by itself"),
        pytest.param(
            [2, 2, 30], [None, None, None], 34, id="two small ones are still a small group together"
        ),
        pytest.param([3, 4, 30], [None, None, 30], 37, id="two small ones that make a group"),
        pytest.param([4], [None], None, id="a survey of four people"),
        pytest.param([1, 1, 1, 1, 1], [None] * 5, 5, id="five alone"),
        pytest.param([], [], 0, id="nothing at all"),
    ],
)
def test_what_is_hidden_with_a_small_group(counts, shown, total):
    table = published_table(dict(enumerate(counts)), 5)
    assert (list(table.cells.values()), table.total) == (shown, total)


@pytest.mark.parametrize(
    ("part", "whole", "bounds"),
    [
        (12, 41, (12, 12)),
        (3, 41, (0, 4)),
        (39, 41, (37, 41)),
        (0, 41, (0, 0)),
        (41, 41, (41, 41)),
        (3, 7, (0, 7)),
        (2, 4, None),
    ],
)
def test_how_a_part_is_said(part, whole, bounds):
    said = shown_part(part, whole, 5)
    assert (said and (said.lowest, said.highest)) == bounds


@pytest.mark.parametrize(("smallest", "refused"), [(4, True), (5, False), (20, False), (21, True)])
def test_a_school_may_only_raise_the_threshold(smallest, refused):
    assert bool(threshold_refusals(smallest)) is refused


def _as_published(counts: tuple[int, ...], smallest: int = 5) -> tuple:
    table = published_table(dict(enumerate(counts)), smallest)
    return tuple(table.cells[place] for place in range(len(counts))), table.total


@pytest.mark.parametrize("width", [2, 3, 4])
def test_whoever_tries_every_table_cannot_name_a_small_group(width):
    """Who knows the rule lists all tables that look the same: each hidden cell may still be two numbers."""
    alike = defaultdict(list)
    for counts in product(range(10), repeat=width):
        alike[_as_published(counts)].append(counts)
    for (cells, _), tables in alike.items():
        for place in (place for place, cell in enumerate(cells) if cell is None):
            assert len({counts[place] for counts in tables}) > 1, (cells, tables)
