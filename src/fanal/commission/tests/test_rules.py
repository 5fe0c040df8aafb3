"""The rules of meetings and of decisions: terms, refusals, words."""

from datetime import date
from itertools import pairwise

import pytest

from fanal.commission.rules.decision import outcome_words, task_title
from fanal.commission.rules.dialogue import average_age, rate_per_hundred
from fanal.commission.rules.meeting import convocation_refusals, term_states, terms_of
from fanal.year.rules.years import SchoolYear

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize("first", [2023, 2026])
def test_the_terms_cover_a_school_year_without_a_hole(first):
    """2023-2024 holds a 29 February."""
    year, terms = SchoolYear(first), terms_of(first)
    assert terms[0].starts_on == year.starts_on
    assert terms[-1].ends_on == year.ends_on
    assert all((after.starts_on - before.ends_on).days == 1 for before, after in pairwise(terms))


def test_the_term_without_a_meeting_is_said():
    """S13: at least one meeting a term; the page says which term has none yet."""
    states = term_states(2026, [date(2026, 10, 8)], [date(2027, 2, 4)], today=date(2027, 2, 1))
    assert [state.words for state in states] == [
        "1 réunion tenue",
        "réunion prévue",
        "aucune réunion pour l’instant",
    ]
    (first, *_) = term_states(2026, [], [], today=date(2026, 12, 1))
    assert (first.words, first.tone) == ("aucune réunion", "warn")


def test_a_meeting_that_was_never_opened_is_no_meeting_to_come():
    """« Réunion prévue » was said of a term that is over, once its day had passed."""
    (_, second, third) = term_states(2026, [], [date(2027, 2, 4), date(2027, 5, 4)], today=date(2027, 8, 31))
    assert (second.words, second.tone) == ("aucune réunion", "warn")
    assert (third.words, third.tone) == ("aucune réunion pour l’instant", "warn")


def refused(**about):
    usual = {"items": 2, "recipients": 5, "has_begun": False, "mailed": 0, "is_unchanged": False}
    return convocation_refusals(**usual | about)


def test_a_convocation_needs_points_people_and_a_day_to_come():
    assert refused() == []
    assert len(refused(items=0, recipients=0, has_begun=True)) == 3
    assert "trop de courriels" in refused(mailed=119)[0]
    assert "n’est pas envoyée une seconde fois" in refused(is_unchanged=True)[0]


@pytest.mark.parametrize(
    ("outcome", "due_on", "ended_on", "words"),
    [
        ("", date(2026, 11, 26), None, "À tenir"),
        ("", date(2026, 11, 25), None, "En retard"),
        ("done", date(2026, 11, 25), date(2026, 11, 25), "Tenue"),
        ("done", date(2026, 11, 25), date(2026, 11, 26), "Tenue après la date"),
        ("dropped", date(2026, 11, 25), date(2026, 11, 26), "Non tenue"),
    ],
)
def test_what_becomes_of_a_decision_in_words(outcome, due_on, ended_on, words):
    assert outcome_words(outcome, due_on, ended_on, today=TODAY)[0] == words


def test_a_long_decision_gives_its_first_words_to_its_task():
    assert task_title("un deux trois", 160) == "un deux trois"
    assert task_title("un deux trois", 9) == "un deux…"


def test_figures_of_the_park_by_hand():
    assert average_age([date(2024, 11, 26), date(2021, 11, 26), None], today=TODAY) == "3,5 ans"
    assert average_age([None], today=TODAY) == "–"
    assert rate_per_hundred(3, 24) == "12,5"
    assert rate_per_hundred(3, 0) == "–"
