"""No table, no sum and no difference of two tables shows a group under the threshold."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.surveys.rules.results import may_be_shown, percent, published_groups

SIZES = st.dictionaries(st.integers(1, 9), st.integers(0, 40), max_size=9)


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        pytest.param({1: 10, 2: 8}, {1, 2}, id="all are large enough"),
        pytest.param({1: 10, 2: 8, 3: 4}, {1}, id="the smallest joins a group of four"),
        pytest.param({1: 10, 2: 5, 3: 1}, {1}, id="the smallest joins a group of one"),
        pytest.param({1: 10, 2: 8, 3: 3, 4: 2}, {1, 2}, id="two small ones hide each other"),
        pytest.param({1: 10, 2: 0}, {1}, id="nobody is no group"),
        pytest.param({1: 7, 2: 3}, set(), id="nothing is left to hide a group of three behind"),
        pytest.param({1: 4, 2: 4}, set(), id="all are too small"),
        pytest.param({}, set(), id="no group"),
    ],
)
def test_which_groups_are_shown(sizes, shown):
    assert published_groups(sizes, 5) == shown


@given(SIZES, st.integers(5, 12))
def test_no_sum_nor_difference_of_published_tables_reveals_a_small_group(sizes, smallest):
    """The tables: of all, of each group shown, and of all less some of these."""
    shown = published_groups(sizes, smallest)
    whole = sum(sizes.values())
    assert all(sizes[group] >= smallest for group in shown)
    for length in range(1, len(shown) + 1):
        for taken in combinations(shown, length):
            rest = whole - sum(sizes[group] for group in taken)
            assert rest == 0 or rest >= smallest


@given(SIZES, st.integers(5, 12))
def test_a_higher_threshold_never_shows_another_group(sizes, smallest):
    assert published_groups(sizes, smallest + 1) <= published_groups(sizes, smallest)


@pytest.mark.parametrize(
    ("count", "whole", "said"), [(1, 2, "50 %"), (1, 3, "33 %"), (2, 3, "67 %"), (1, 8, "13 %"), (0, 0, "–")]
)
def test_percent(count, whole, said):
    assert percent(count, whole) == said


def test_four_answers_are_too_few_and_five_are_enough():
    assert [may_be_shown(count, 5) for count in (4, 5)] == [False, True]
