"""Terms, notices, alerts, seats, stock: what is said on which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.supplies.rules.licence import giving_refusals, installed_words, seat_refusals
from fanal.supplies.rules.purchase import (
    ALERTS,
    LAST_ALERT,
    PurchaseState,
    Term,
    days_of,
    decide_by,
    month_of,
    months_ahead,
    months_before,
    next_end,
    price_words,
    renewal_refusals,
)
from fanal.supplies.rules.stock import MOST, movement_refusals, quantity_to_order, state_words

END = date(2027, 5, 31)
DAYS = st.dates(date(1990, 1, 1), date(2150, 1, 1))


def term(ends_on=END, *, notice=0, is_tacit=False, starts_on=date(2026, 6, 1)):
    return Term(starts_on, ends_on, decide_by(ends_on, notice, is_tacit=is_tacit), is_tacit)


@pytest.mark.parametrize(
    ("ends_on", "months", "day"),
    [
        (date(2027, 8, 31), 3, date(2027, 5, 31)),
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
        (date(2028, 5, 31), 3, date(2028, 2, 29)),
        (date(2027, 6, 30), 1, date(2027, 5, 30)),
        (date(2027, 2, 28), 3, date(2026, 11, 28)),
        (date(2027, 1, 15), 1, date(2026, 12, 15)),
        (date(2027, 8, 31), 12, date(2026, 8, 31)),
        (date(2027, 8, 31), 0, date(2027, 8, 31)),
    ],
)
def test_a_notice_is_counted_back_in_months_whose_ends_differ(ends_on, months, day):
    assert decide_by(ends_on, months, is_tacit=True) == day
    assert decide_by(ends_on, months, is_tacit=False) == ends_on


@given(DAYS, st.integers(0, 24))
def test_a_notice_never_begins_later_than_it_is_owed(day, months):
    before = months_before(day, months)
    assert before <= day
    assert before.day <= day.day
    assert (day.year - before.year) * 12 + day.month - before.month == months


@pytest.mark.parametrize(
    ("left", "alert"), [(91, None), (90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (0, 30), (-1, None)]
)
def test_somebody_is_told_90_60_and_30_days_before(left, alert):
    assert term().alert_on(END - timedelta(days=left)) == alert
    assert (sorted(ALERTS), LAST_ALERT) == ([30, 60, 90], 30)


@pytest.mark.parametrize(
    ("made", "today", "state", "words"),
    [
        (term(), date(2026, 7, 1), PurchaseState.RUNNING, "En cours"),
        (term(), date(2026, 5, 1), PurchaseState.TO_COME, "Commence le 1er juin"),
        (term(), date(2027, 5, 1), PurchaseState.TO_DECIDE, "Finit dans 30 jours"),
        (term(), END, PurchaseState.TO_DECIDE, "Finit aujourd’hui"),
        (term(), date(2027, 6, 1), PurchaseState.TO_SETTLE, "Finie, suite à décider"),
        (term(), date(2028, 6, 2), PurchaseState.OVER, "Fin passée"),
        (term(None), date(2040, 1, 1), PurchaseState.RUNNING, "Sans fin"),
        (
            term(notice=3, is_tacit=True),
            date(2027, 2, 27),
            PurchaseState.TO_DECIDE,
            "À décider sous 1 jour",
        ),
        (term(notice=3, is_tacit=True), date(2027, 3, 1), PurchaseState.RENEWS, "Se reconduit"),
        (term(notice=3, is_tacit=True), date(2027, 6, 1), PurchaseState.TO_NOTE, "Reconduction à noter"),
    ],
)
def test_each_state_is_said(made, today, state, words):
    assert made.state_on(today) is state
    assert made.words_on(today) == words


def test_impossible_terms_are_refused():
    assert "avant le début" in term(date(2026, 1, 1)).refusals[0]
    assert "plus de trente ans" in term(date(2099, 1, 1)).refusals[0]
    assert "avant 1990" in term(starts_on=date(1901, 1, 1)).refusals[0]
    assert "donnez-la" in term(None, is_tacit=True).refusals[0]
    assert term().refusals == term(None).refusals == []


def test_what_is_renewed_early_runs_on():
    """A newcomer, November 2026: « Commence le 11 janvier 2027 » of a licence that ran that day."""
    today = date(2026, 11, 26)
    following = Term(date(2027, 1, 11), date(2028, 1, 10), date(2028, 1, 10))
    assert following.state_on(today) is PurchaseState.TO_COME
    assert replace(following, is_renewed_early=True).words_on(today) == "En cours"


def test_a_renewal_goes_on_from_the_end():
    assert renewal_refusals(END, END + timedelta(days=365)) == []
    assert "après le 31 mai 2027" in renewal_refusals(END, END)[0]
    assert "pas de fin" in renewal_refusals(None, END)[0]
    assert "trente ans" in renewal_refusals(END, date(2099, 1, 1))[0]


def test_a_price_says_whether_it_is_by_the_year():
    said = [price_words(640, is_yearly=each) for each in (True, False)]
    assert [words.replace("\u00a0", " ").replace("\u202f", " ") for words in said] == [
        "6,40 € par an",
        "6,40 €",
    ]
    assert price_words(None, is_yearly=True) == ""


def test_twelve_months_are_shown_and_no_other():
    today = date(2026, 11, 26)
    months = months_ahead(today)
    assert (months[0], months[-1], len(months)) == (date(2026, 11, 1), date(2027, 10, 1), 12)
    assert month_of("2027-02", today) == date(2027, 2, 1)
    for unknown in ("2026-10", "2027-11", "9999-12", "0000-00", "x", ""):
        assert month_of(unknown, today) == months[0]
    assert days_of(months[0], today) == (today, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("kind", "seats", "machines", "people", "said"),
    [
        ("machine", None, 0, 0, "Donnez le nombre"),
        ("person", 0, 0, 0, "Donnez le nombre"),
        ("machine", 2, 3, 0, "3 places sont données"),
        ("school", 5, 0, 0, "ne compte pas"),
        ("free", None, 1, 0, "reprenez-les"),
        ("person", 3, 2, 0, "données à des appareils : reprenez-les"),
        ("machine", 3, 0, 2, "données à des personnes : reprenez-les"),
    ],
)
def test_seats_that_cannot_be_are_refused(kind, seats, machines, people, said):
    """A newcomer, November 2026: a licence by person held the seats of two machines."""
    assert said in seat_refusals(kind, seats, machines, people)[0]


def test_seats_are_given_to_whom_they_are_for():
    assert giving_refusals("machine", 3, 2, 1, 0) == []
    assert "Il reste 1 place sur 3, et il en faut 2" in giving_refusals("machine", 3, 2, 2, 0)[0]
    assert "pas à des personnes" in giving_refusals("machine", 3, 0, 0, 1)[0]
    assert "pas à des appareils" in giving_refusals("person", 3, 0, 1, 0)[0]
    assert "vaut pour tous" in giving_refusals("school", None, 0, 1, 0)[0]
    assert "déjà une place" in giving_refusals("machine", 3, 0, 0, 0)[0]


def test_more_installed_than_bought_is_said_plainly():
    assert installed_words(24, "machine", 20) == (
        "bad",
        "24 machines remontent ce programme, pour 20 places : 4 de trop.",
    )
    assert installed_words(1, "machine", 20)[0] == "ok"
    assert installed_words(7, "free", None) == ("", "7 machines remontent ce programme.")


def test_the_level_is_never_negative_nor_absurd():
    assert movement_refusals(3, -3, "pièce") == []
    assert "Il en reste 3 (pièce)" in movement_refusals(3, -4, "pièce")[0]
    assert "vérifiez le nombre" in movement_refusals(3, MOST, "pièce")[0]
    assert movement_refusals(3, 0, "pièce") == [], "counted, and exact"
    assert [state_words(level, 2)[0] for level in (0, 2, 3)] == ["Épuisé", "À commander", "En réserve"]


def test_so_many_are_ordered_as_make_twice_the_threshold():
    assert [quantity_to_order(level, 2) for level in (0, 1, 2, 3)] == [4, 3, 2, 0]
    assert quantity_to_order(0, 0) == 1, "a threshold of none still orders what is empty"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "until"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), date(2027, 12, 31)),
        (date(2026, 9, 1), date(2027, 2, 28), date(2027, 8, 31)),
        (date(2027, 3, 1), date(2028, 2, 29), date(2029, 2, 28)),
        (date(2026, 9, 15), date(2027, 7, 3), date(2028, 4, 20)),
    ],
)
def test_the_same_length_again_is_proposed(starts_on, ends_on, until):
    assert next_end(starts_on, ends_on) == until
