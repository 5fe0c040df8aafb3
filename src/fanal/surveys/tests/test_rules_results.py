"""No table, no sum and no difference of two tables shows a group under the threshold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.accounts.rules.small_groups import is_small
from fanal.surveys.rules.results import (
    HIDDEN,
    bounds_words,
    crossed_choice,
    crossed_ticks,
    percent,
    published_choice,
    published_ticks,
)

COUNTS = st.dictionaries(st.integers(1, 7), st.integers(0, 40), min_size=2, max_size=7)
COUNTED = frozenset({1, 2})


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        pytest.param({1: 10, 2: 8}, {1: 10, 2: 8}, id="all are large enough"),
        pytest.param({1: 10, 2: 8, 3: 4}, {1: 10, 2: None, 3: None}, id="the smallest hides with four"),
        pytest.param({1: 10, 2: 8, 3: 3, 4: 2}, {1: 10, 2: 8, 3: None, 4: None}, id="two hide each other"),
        pytest.param({1: 2, 2: 2}, {1: None, 2: None}, id="four people"),
        pytest.param({1: 6, 2: 0}, {1: None, 2: None}, id="all of them alike"),
        pytest.param({1: 39, 2: 1}, {1: None, 2: None}, id="all of them but one"),
    ],
)
def test_which_options_are_shown(counts, shown):
    assert published_choice(counts, 5).cells == shown


def hidden_sum(counts, cells, labels):
    return sum(counts[label] for label in labels if cells[label] is None)


@given(COUNTS, st.integers(5, 12))
def test_no_difference_of_published_counts_reveals_a_small_group(counts, smallest):
    """The indicator gives the sum of the counted options: each side hides no small group."""
    table = published_choice(counts, smallest, COUNTED)
    if table.total is None:
        return
    assert not any(is_small(count, smallest) for count in table.cells.values() if count is not None)
    assert not is_small(hidden_sum(counts, table.cells, counts), smallest)
    sides = [{label for label in counts if (label in COUNTED) is side} for side in (True, False)]
    sums = [sum(counts[label] for label in side) for side in sides]
    if sides[0] and not any(is_small(count, smallest) for count in sums):
        assert not any(is_small(hidden_sum(counts, table.cells, side), smallest) for side in sides)


def test_the_sum_of_an_indicator_gives_no_hidden_option_back():
    """3 each day, 20 each week, 11 others: with 23 out of 34 beside it, « 20 » would tell the 3."""
    assert published_choice({1: 3, 2: 20, 3: 8, 4: 3}, 5, COUNTED).cells == dict.fromkeys((1, 2, 3, 4))


@given(COUNTS, st.integers(5, 12))
def test_several_choices_are_each_a_part_of_all(counts, smallest):
    parts = published_ticks(counts, 40, smallest)
    for label, part in parts.items():
        assert part is not None
        assert part.lowest <= counts[label] <= part.highest
        if part.is_exact:
            assert not is_small(counts[label], smallest)
            assert not is_small(40 - counts[label], smallest)


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 3), st.integers(1, 3)), st.integers(0, 15), min_size=9, max_size=9
)


@given(CELLS, st.integers(5, 8))
def test_a_crossed_table_is_shown_without_a_small_cell_or_not_at_all(counts, smallest):
    cells = crossed_choice(counts, smallest)
    assert cells is None or not any(is_small(count, smallest) for count in counts.values())


def test_a_group_that_answers_alike_hides_its_table():
    """All eight of « Lettres » said yes: whoever knows the eight would know it of each."""
    counts = {("Lettres", "Oui"): 8, ("Lettres", "Non"): 0, ("Sciences", "Oui"): 5, ("Sciences", "Non"): 5}
    assert crossed_choice(counts, 5) is None
    ticked = {key: count for key, count in counts.items() if key[1] == "Oui"}
    assert crossed_ticks(ticked, {"Lettres": 8, "Sciences": 10}, 5) is None


@given(CELLS, st.integers(5, 8))
def test_ticks_by_group_leave_no_small_group_on_either_side(counts, smallest):
    groups = {group: 15 for group, _ in counts}
    for (group, label), count in (crossed_ticks(counts, groups, smallest) or {}).items():
        assert count == counts[group, label]
        assert not is_small(count, smallest)
        assert not is_small(15 - count, smallest)


@pytest.mark.parametrize(
    ("count", "whole", "said"), [(1, 2, "50 %"), (1, 3, "33 %"), (2, 3, "67 %"), (1, 8, "13 %"), (0, 0, "–")]
)
def test_percent(count, whole, said):
    assert percent(count, whole) == said


@pytest.mark.parametrize(
    ("count", "whole", "said"),
    [
        *((12, 34, "12 (35 %)"), (3, 34, "moins de 5"), (3, 8, HIDDEN), (2, 4, HIDDEN), (0, 8, "0 (0 %)")),
        *((32, 34, "30 ou plus"), (34, 34, "30 ou plus"), (8, 8, HIDDEN), (5, 5, HIDDEN)),
    ],
)
def test_what_is_said_of_a_part(count, whole, said):
    assert bounds_words(published_ticks({1: count}, whole, 5)[1], whole) == said
