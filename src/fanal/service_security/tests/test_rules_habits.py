"""What is known of a habit: a fresh measure, else an answer of the year, else what is left."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.account_lists.rules.findings import KIND_OF
from fanal.online_services.rules.register import ServiceOwner
from fanal.service_security.rules.checklist import CHECKLIST, HABIT_OF, NextStep
from fanal.service_security.rules.habit_counts import counts_of
from fanal.service_security.rules.habit_facts import (
    HabitAnswer,
    HabitStatement,
    Measured,
    Reviewed,
    answers_to,
)
from fanal.service_security.rules.habits import fingerprint, first_left, line_of, lines_of
from fanal.service_security.rules.own_habits import OwnProofs, session_words

TODAY = date(2026, 11, 26)
OF_THE_CNIL = {"factor", "password"}  # what the CNIL recommends is no proposal of Fanal
SEEN_KINDS = frozenset({"orphan", "shared", "admin"})
FULL = Measured(TODAY, SEEN_KINDS, {}, acts=1, has_sheet=True)

days = st.integers(0, 800).map(lambda ago: TODAY - timedelta(days=ago))
saids = st.builds(HabitStatement, st.sampled_from(HabitAnswer), days, st.just(""))
reviews = st.builds(Reviewed, days, *[st.integers(0, 2)] * 4)
measures = st.builds(
    Measured,
    st.none() | days,
    st.frozensets(st.sampled_from(sorted(SEEN_KINDS))),
    st.dictionaries(st.sampled_from(sorted(SEEN_KINDS)), st.integers(1, 9)),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from(["", *(owner.value for owner in ServiceOwner)]),
    st.none() | reviews,
)


def line(code, measured=None, said=None):
    return line_of(HABIT_OF[code], measured or Measured(), said, TODAY)


def ago(days, answer=HabitAnswer.YES):
    return HabitStatement(answer, TODAY - timedelta(days=days))


def test_an_answer_holds_for_a_year_and_then_counts_as_unknown():
    assert line("factor", said=ago(364)).answer is HabitAnswer.YES
    old = line("factor", said=ago(365))
    assert old.answer is HabitAnswer.UNKNOWN
    assert old.words == "« Oui » le 26 novembre 2025, il y a plus d’un an"
    assert line("factor").words == "Personne ne l’a encore dit"


def test_a_recent_list_is_believed_before_an_answer_and_an_old_one_after():
    measured = Measured(TODAY, SEEN_KINDS, {"orphan": 3})
    assert line("departures", measured, ago(1)).answer is HabitAnswer.NO
    assert line("departures", measured).words == "3 comptes orphelins dans la liste du 26 novembre"
    stale = Measured(TODAY - timedelta(days=400), SEEN_KINDS, {"orphan": 3})
    assert line("departures", stale, ago(1)).answer is HabitAnswer.YES
    assert line("departures", stale).answer is HabitAnswer.UNKNOWN
    assert line("review", stale).answer is HabitAnswer.NO
    assert line("review", stale, ago(1)).answer is HabitAnswer.YES


def test_a_review_of_accesses_counts_until_somebody_answers_after_it():
    day = TODAY - timedelta(days=30)
    bare = Measured(review=Reviewed(day, proven=1, bare=2))
    habit_line = line("factor", bare)
    assert habit_line.answer is HabitAnswer.NO
    assert habit_line.words == "Revue du 27 octobre : 2 administrateurs sans double authentification"
    assert not habit_line.measured
    assert line("factor", bare, ago(31)).answer is HabitAnswer.NO
    assert line("factor", bare, ago(2)).answer is HabitAnswer.YES
    assert line("factor", bare, HabitStatement(HabitAnswer.NO, day - timedelta(days=9), "avant")).note == ""
    assert line("review", bare).words == "Revus le 27 octobre"


@pytest.mark.parametrize(
    ("review", "answer"),
    [
        (Reviewed(TODAY, proven=2), HabitAnswer.YES),
        (Reviewed(TODAY, proven=2, unsaid=1), HabitAnswer.UNKNOWN),
        (Reviewed(TODAY, never=2), HabitAnswer.NEVER),
        (Reviewed(TODAY), HabitAnswer.UNKNOWN),
        (Reviewed(TODAY - timedelta(days=365), proven=2), HabitAnswer.UNKNOWN),
    ],
)
def test_a_review_says_it_only_of_everybody_and_for_a_year(review, answer):
    assert line("factor", Measured(review=review)).answer is answer


def test_a_list_that_tells_no_administrator_measures_none():
    assert line("admins", Measured(TODAY, SEEN_KINDS - {"admin"})).answer is HabitAnswer.UNKNOWN
    assert line("admins", Measured(TODAY, SEEN_KINDS)).answer is HabitAnswer.YES


def test_acts_and_sheets_are_seen_and_somebody_may_only_say_that_they_cannot_be():
    for code in ("act", "sheet"):
        assert line(code, FULL).answer is HabitAnswer.YES
        assert line(code).answer is HabitAnswer.NO
        assert line(code, said=ago(1, HabitAnswer.NEVER)).answer is HabitAnswer.NEVER
        assert answers_to(HABIT_OF[code]) == [HabitAnswer.NEVER, HabitAnswer.UNKNOWN]


def test_whose_turn_it_is():
    assert line("factor", said=ago(1, HabitAnswer.NO)).turn == "ses administrateurs"
    assert line("factor").turn == "qui tient les services"
    password = ago(1, HabitAnswer.NO)
    assert line("password", Measured(owner="authority"), password).turn == "la collectivité"
    assert line("password", Measured(owner="school"), password).turn == "ses administrateurs"
    assert line("act").turn == "la direction"
    assert line("act", FULL).turn == ""


@given(measures, st.dictionaries(st.sampled_from(sorted(HABIT_OF)), saids))
def test_nothing_is_left_without_a_next_step_and_nothing_is_ever_red(measured, said):
    lines = lines_of(measured, said, TODAY)
    assert [row.habit for row in lines] == list(CHECKLIST)
    for row in lines:
        assert row.tone in {"ok", "warn", "info", ""}
        assert row.is_left == bool(row.turn)
        assert row.words
        if row.is_left:
            assert row.to_do
            assert row.next_step in NextStep
    ahead = first_left(lines)
    assert (ahead is None) == (not any(row.is_left for row in lines))
    if any(row.answer is HabitAnswer.NO for row in lines):
        assert ahead.answer is HabitAnswer.NO


@given(st.lists(st.tuples(measures, st.dictionaries(st.sampled_from(sorted(HABIT_OF)), saids)), min_size=1))
def test_the_counts_add_up(services):
    rows = [lines_of(measured, said, TODAY) for measured, said in services]
    for count in counts_of(rows):
        left = sum(int(part.split()[0]) for part in count.left.split(", ") if part)
        assert count.kept + left == count.services == len(rows)


def test_counts_are_said_in_words():
    lines = [lines_of(FULL, {"factor": ago(1)}, TODAY)] * 2 + [lines_of(FULL, {}, TODAY)]
    first = counts_of(lines)[0]
    assert (first.words, first.left) == ("2 services sur 3", "1 à dire")


def test_each_measured_habit_names_a_kind_of_difference():
    assert {habit.finding for habit in CHECKLIST if habit.finding} == SEEN_KINDS
    assert set(KIND_OF) >= SEEN_KINDS


def test_two_states_of_the_answers_have_two_fingerprints():
    first, other = {"factor": ago(1)}, {"factor": ago(2)}
    assert fingerprint(first) != fingerprint(other) != fingerprint({})


def test_fanal_counts_its_own_proofs_and_names_nobody():
    assert OwnProofs(3, 3).tone == "ok"
    proofs = OwnProofs(3, 1)
    assert (proofs.words, proofs.tone) == ("1 sur 3", "warn")
    assert proofs.says.startswith("2 personnes de l’établissement n’ont pas encore")
    assert session_words(30, 12).startswith("30 jours sur un appareil connu ; 12 heures")


@pytest.mark.parametrize("habit", CHECKLIST, ids=lambda habit: habit.code)
def test_what_is_only_advised_is_called_a_proposal(habit):
    text = habit.help
    assert "obligat" not in text
    if habit.code in OF_THE_CNIL:
        assert "CNIL" in text
    else:
        assert text.startswith(("Une proposition", "Fanal le voit"))
