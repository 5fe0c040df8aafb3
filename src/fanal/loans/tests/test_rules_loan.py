"""The rules of a loan: due days, hand-over, return in part, reminders, signatures."""

import json
from datetime import date, timedelta

import pytest

from fanal.directory.rules.letters import refusals as text_refusals
from fanal.loans.rules import loan as rules
from fanal.loans.rules.agreement import FIELDS, in_words
from fanal.loans.rules.agreement_texts import MODELS
from fanal.loans.rules.loan import LoanState, Outcome
from fanal.loans.rules.signature import (
    EMPTY,
    MOST_POINTS,
    STRANGE,
    NoSignature,
    path_of,
    picture_of,
    strokes_in,
)

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("due_on", "refused"),
    [
        pytest.param(None, False, id="a dotation has no end"),
        pytest.param(TODAY, False, id="today"),
        pytest.param(TODAY - timedelta(days=1), True, id="past"),
        pytest.param(date(2031, 6, 30), False, id="from 6e to 3e, and more"),
        pytest.param(date(2062, 6, 30), True, id="a year mistyped"),
    ],
)
def test_when_it_may_be_due(due_on, refused):
    assert bool(rules.due_refusals(due_on, TODAY)) is refused


@pytest.mark.parametrize(
    ("state", "is_signed", "said"),
    [
        (LoanState.PREPARED, True, None),
        (LoanState.PREPARED, False, "pas signée"),
        (LoanState.OUT, True, "déjà remis"),
        (LoanState.CANCELLED, True, "terminé"),
    ],
)
def test_nothing_is_handed_over_before_the_agreement(state, is_signed, said):
    reasons = rules.hand_over_refusals(state, is_signed=is_signed)
    assert reasons == [] if said is None else said in reasons[0]


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        pytest.param(["back"] * 12 + ["out"] * 3, LoanState.OUT, id="shelf #1374: 12 of 15 back, 3 stay due"),
        pytest.param(["back"] * 15, LoanState.CLOSED, id="all back"),
        pytest.param(["back", "lost", "stolen"], LoanState.CLOSED, id="nothing is left to come back"),
    ],
)
def test_the_last_machine_closes_the_loan(outcomes, state):
    assert rules.state_after(outcomes, LoanState.OUT) == state


def test_a_theft_is_noted_before_the_complaint():
    assert rules.end_refusals(Outcome.STOLEN) == []
    assert rules.end_refusals(Outcome.OUT)
    assert rules.complete_refusals(Outcome.STOLEN, is_erased=False) == []
    assert rules.complete_refusals(Outcome.BACK, is_erased=False)
    assert rules.complete_refusals(Outcome.LOST, is_erased=True)


DUE, HANDED = date(2026, 12, 31), date(2026, 9, 7)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(date(2026, 11, 30), None, id="31 days before"),
        pytest.param(date(2026, 12, 1), 30, id="30 days before"),
        pytest.param(date(2026, 12, 7), 30, id="the job did not run that day: the next ones make up for it"),
        pytest.param(date(2026, 12, 16), 15, id="15 days before"),
        pytest.param(date(2026, 12, 28), 3, id="3 days before"),
        pytest.param(DUE, 3, id="the day itself"),
        pytest.param(DUE + timedelta(days=1), rules.LATE, id="late: once"),
        pytest.param(DUE + timedelta(days=7), rules.LATE, id="late, and no job ran in the holidays"),
        pytest.param(DUE + timedelta(days=8), None, id="late for long: the home page says it"),
    ],
)
def test_reminders_come_30_15_and_3_days_before_and_once_when_it_is_late(today, expected):
    assert rules.reminder_due(DUE, HANDED, today) == expected


def test_a_short_loan_is_not_reminded_the_day_it_is_made():
    handed = DUE - timedelta(days=10)
    assert rules.reminder_due(DUE, handed, handed) is None
    assert rules.reminder_due(DUE, handed, DUE - timedelta(days=3)) == 3
    assert rules.reminder_due(None, handed, handed) is None


def drawn(*strokes):
    return json.dumps(strokes)


def test_a_signature_is_drawn_again_from_what_was_read():
    strokes = strokes_in(drawn([[0, 0], [50.4, 60.2], [120, 20]], [[10, 10]]))
    assert path_of(strokes) == "M0 0L50 60L120 20"
    assert 'd="M0 0L50 60L120 20"' in picture_of(path_of(strokes))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param("", EMPTY, id="nothing"),
        pytest.param("[]", EMPTY, id="no stroke"),
        pytest.param(drawn([[5, 5], [6, 6]]), EMPTY, id="a slip of the finger"),
        pytest.param("{", STRANGE, id="no JSON"),
        pytest.param("[" * 100_000, STRANGE, id="deep"),
        pytest.param('{"a": 1}', STRANGE, id="no list"),
        pytest.param(drawn([["<script>", 1], [2, 3]]), STRANGE, id="text"),
        pytest.param("[[[NaN, 1], [100, 100]]]", STRANGE, id="no number"),
        pytest.param("[[[Infinity, 1], [100, 100]]]", STRANGE, id="endless"),
        pytest.param(drawn([[-1, 0], [100, 100]]), STRANGE, id="out of the box"),
        pytest.param(drawn([[True, 0], [100, 100]]), STRANGE, id="true is no place"),
        pytest.param(drawn([[1, 2, 3]]), STRANGE, id="three numbers"),
        pytest.param(drawn([[1, 1], [2, 2]] * MOST_POINTS), STRANGE, id="too many points"),
        pytest.param("[" + "[]," * 200 + "[]]", STRANGE, id="too many strokes"),
    ],
)
def test_hostile_strokes_are_refused_in_a_sentence(sent, said):
    with pytest.raises(NoSignature, match=said[:20]):
        strokes_in(sent)


@pytest.mark.parametrize("borrower_kind", list(MODELS))
def test_the_proposed_text_names_fields_that_exist(borrower_kind):
    text = MODELS[borrower_kind]
    assert text_refusals(text.title, text.body, FIELDS[borrower_kind]) == []


def test_machines_in_words():
    assert in_words(["T1", "T2", "T3"]) == "T1, T2 et T3"
    assert in_words(["T1"]) == "T1"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("n° 18", 18),
        ("N°18", 18),
        (" no 18 ", 18),
        ("prêt n°\u00a018", 18),
        ("numéro 18", 18),
        ("18", 18),
        ("18 T", 0),
        ("T-18", 0),
        ("n°", 0),
        ("n° " + "9" * 20, 0),
        ("-18", 0),
    ],
)
def test_the_number_of_a_loan_is_read_as_it_is_said(typed, number):
    assert rules.number_in(typed) == number
