"""In which words is a publication said, and what does it hide together?"""

import pytest

from fanal.accounts.rules.small_groups import Bounds
from fanal.surveys.rules.codes import QuestionKind
from fanal.surveys.rules.publication import publication_of
from fanal.surveys.rules.publication_data import publication_data, read_publication
from fanal.surveys.rules.results import HIDDEN, bounds_words, finding_of, leader_of, percent, sum_words
from fanal.surveys.rules.tallied import TalliedOption, TalliedQuestion


def one(counts, counted=(), kind=QuestionKind.ONE):
    """A question of which so many chose each option; the whole is their sum unless it has several choices."""
    options = tuple(
        TalliedOption(str(label), count, is_counted=label in counted) for label, count in counts.items()
    )
    return TalliedQuestion("Souvent ?", kind, options, measure="US1" if counted else "")


def published(question, answers=None, smallest=5):
    answers = sum(option.count for option in question.options) if answers is None else answers
    publication = publication_of([question], answers, smallest)
    return publication.questions[0] if publication.questions else None


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        pytest.param({1: 10, 2: 8}, [10, 8], id="all are large enough"),
        pytest.param({1: 10, 2: 8, 3: 4}, [10, None, None], id="the smallest hides with four"),
        pytest.param({1: 10, 2: 8, 3: 3, 4: 2}, [10, 8, None, None], id="two hide each other"),
        pytest.param({1: 6, 2: 0}, [None, None], id="all of them alike"),
        pytest.param({1: 39, 2: 1}, [None, None], id="all of them but one"),
    ],
)
def test_which_options_are_shown(counts, shown):
    assert [option.count for option in published(one(counts)).options] == shown


def test_four_people_make_no_publication():
    assert published(one({1: 2, 2: 2})) is None


def test_the_sum_of_an_indicator_gives_no_hidden_option_back():
    """3 each day, 20 each week, 11 others: with 23 out of 34 beside it, « 20 » would tell the 3."""
    question = published(one({1: 3, 2: 20, 3: 8, 4: 3}, (1, 2)))
    assert [option.count for option in question.options] == [None] * 4
    assert question.sum == Bounds(23, 23)


def test_beside_a_range_no_option_is_said():
    """December § 7, N2: « Chaque semaine 5 » beside « plus de 8 sur 13 » was exactly four others."""
    question = published(one({1: 4, 2: 5, 3: 3, 4: 1}, (1, 2)))
    assert question.is_hidden
    assert sum_words(question.sum, 13) == "plus de 8 sur 13"


def test_the_most_chosen_is_said_where_nothing_hidden_can_be_larger():
    """« Le plus choisi : 8 » was said beside a hidden 20."""
    question = one({1: 3, 2: 20, 3: 8, 4: 9}, (1, 2))
    publication = publication_of([question], 40, 5)
    assert [option.count for option in publication.questions[0].options] == [None, None, 8, 9]
    assert leader_of(publication.questions[0], 40) is None
    assert "Le plus choisi" not in finding_of(publication.questions[0], publication)
    assert leader_of(published(one({1: 20, 2: 8, 3: 4})), 32).label == "1"


def test_a_publication_is_read_back_as_it_was_kept():
    questions = [one({1: 10, 2: 8}), one({1: 3, 2: 30}, kind=QuestionKind.SEVERAL), one({1: 9, 2: 9}, (1,))]
    publication = publication_of(questions, 18, 5)
    assert read_publication(publication_data(publication)) == publication


@pytest.mark.parametrize(
    ("count", "whole", "said"), [(1, 2, "50 %"), (1, 3, "33 %"), (2, 3, "67 %"), (1, 8, "13 %"), (0, 0, "–")]
)
def test_percent(count, whole, said):
    assert percent(count, whole) == said


@pytest.mark.parametrize(
    ("count", "whole", "said"),
    [
        (12, 34, "12 (35 %)"),
        (3, 34, "moins de 5"),
        (3, 8, HIDDEN),
        (2, 4, HIDDEN),
        (0, 8, "0 (0 %)"),
        (32, 34, "30 ou plus"),
        (34, 34, "30 ou plus"),
        (8, 8, HIDDEN),
        (5, 5, HIDDEN),
    ],
)
def test_what_is_said_of_a_part(count, whole, said):
    question = published(one({1: count}, kind=QuestionKind.SEVERAL), answers=whole)
    assert (bounds_words(question.options[0].bounds, whole) if question else HIDDEN) == said
