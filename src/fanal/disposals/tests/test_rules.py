from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.disposals.rules.disposal import DATED, OPEN, STATES, DisposalState, noting_refusals
from fanal.disposals.rules.item import (
    Destination,
    DisposalFacts,
    DisposalReason,
    Wiping,
    hindrances,
    item_refusals,
    leaving_refusals,
    proposal_refusals,
    reason_of,
    usual_wiping,
    wiping_refusals,
)
from fanal.equipment.rules.states import DisposalDecision, EquipmentState

DAY = date(2026, 11, 26)
NOTED = {"prepared_on": DAY - timedelta(days=2), "is_same_list": False, "today": DAY}
WORN, LOST, STOLEN = DisposalReason.WORN, DisposalReason.LOST, DisposalReason.STOLEN


def test_what_is_lost_or_stolen_leaves_for_that_reason():
    assert reason_of("stolen", WORN) is STOLEN
    assert reason_of("broken", WORN) is WORN


@pytest.mark.parametrize(
    ("state", "reason", "word"),
    [
        ("stock", WORN, ""),
        ("lost", LOST, ""),
        ("stock", LOST, "perdu"),
        ("lost", STOLEN, "volé"),
        ("disposed", WORN, "déjà sorti"),
    ],
)
def test_what_may_be_proposed(state, reason, word):
    assert [word in said for said in proposal_refusals(state, reason)] == ([True] if word else [])


@pytest.mark.parametrize(
    ("state", "reason", "destination", "words", "count"),
    [
        ("stock", WORN, Destination.RECYCLING, "", 0),
        ("stock", WORN, None, "", 1),
        ("stock", WORN, Destination.OTHER, " ", 1),
        ("stock", WORN, Destination.OTHER, "vente", 0),
        ("lost", LOST, None, "", 0),
        ("lost", LOST, Destination.DONATION, "", 1),
        ("lost", WORN, Destination.DONATION, "", 1),
        ("stock", LOST, None, "", 1),
    ],
)
def test_what_is_said_of_a_good_holds_together(state, reason, destination, words, count):
    assert len(item_refusals(state, reason, destination, words)) == count


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"state": "service"}, "en réserve"),
        ({"is_held": True}, "confié"),
        ({"is_lent": True}, "prêté"),
        ({"is_lent": True, "is_held": True}, "prêté"),
        ({"booked_on": DAY}, "26 novembre 2026"),
        ({"fault_since": DAY}, "demande ouverte"),
        ({"content": 2}, "2 équipements"),
        ({"is_of_owner": False}, "propriétaire"),
        ({"state": "lost"}, "changé d’état"),
        ({"state": "disposed", "is_lent": True}, "déjà sorti"),
    ],
)
def test_what_keeps_a_good_from_leaving_is_one_sentence_that_says_what_to_do(more, word):
    (said,) = hindrances(DisposalFacts(**{"state": "stock", "reason": WORN} | more))
    assert word in said
    assert said.endswith(".")


def test_data_are_wiped_first_but_for_what_is_gone():
    assert "effacer" in leaving_refusals(DisposalFacts("stock", WORN), Wiping.TODO)[0]
    for wiping in (Wiping.DONE, Wiping.NO_DATA):
        assert leaving_refusals(DisposalFacts("stock", WORN), wiping) == []
    assert leaving_refusals(DisposalFacts("stolen", STOLEN), Wiping.TODO) == []


@given(st.sampled_from([*EquipmentState]), st.sampled_from([*DisposalReason]))
def test_nothing_leaves_that_the_record_itself_would_refuse(state, reason):
    """A good without hindrance is in a state from which its record may leave, for a reason that is true."""
    if not hindrances(DisposalFacts(state, reason)):
        assert state in {"stock", "broken", "repair", "lost", "stolen"}
        assert (state in {"lost", "stolen"}) == (reason == state)


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({}, 0),
        ({"method": " "}, 1),
        ({"wiped_on": None}, 1),
        ({"wiped_on": DAY + timedelta(days=1)}, 1),
        ({"wiped_on": DAY - timedelta(days=21 * 366)}, 1),
        ({"newest": ("IMP-3", DAY + timedelta(days=-1))}, 0),
        ({"newest": ("IMP-3", DAY), "wiped_on": DAY - timedelta(days=1)}, 1),
        ({"service": ""}, 1),
        ({"is_person": True}, 1),
        ({"is_person": True, "service": ""}, 0),
    ],
)
def test_a_certificate_needs_how_when_and_by_whom(more, count):
    said = {"method": "Réécriture", "wiped_on": DAY, "is_person": False, "service": "Région"}
    said |= {"today": DAY} | more
    assert len(wiping_refusals(Wiping.DONE, **said)) == count
    assert wiping_refusals(Wiping.NO_DATA, **said) == []


def test_only_sorts_that_may_hold_data_are_to_be_wiped():
    assert usual_wiping("computer") is Wiping.TODO
    assert usual_wiping("projector") is Wiping.NO_DATA


@pytest.mark.parametrize(("days", "is_refused"), [(0, False), (1, True), (-3, True), (-2, False)])
def test_a_decision_is_not_to_come_nor_older_than_its_list(days, is_refused):
    decision, settled = DisposalDecision("CP-12", DAY + timedelta(days=days)), DAY - timedelta(days=2)
    assert bool(noting_refusals(decision, "le conseil", **NOTED, proposed_on=settled)) == is_refused


def test_a_vote_on_paper_before_the_list_was_settled_here_may_be_noted():
    decision, settled = DisposalDecision("CP-12", DAY - timedelta(days=3)), DAY
    asked = {"prepared_on": DAY, "proposed_on": settled, "today": DAY}
    assert "cochez-le" in noting_refusals(decision, "le conseil", is_same_list=False, **asked)[0]
    assert noting_refusals(decision, "le conseil", is_same_list=True, **asked) == []


@pytest.mark.parametrize(
    ("day", "is_refused"), [(date(1990, 1, 1), True), (DAY - timedelta(days=365), False)]
)
def test_a_decision_that_is_years_older_than_its_list_is_asked_about(day, is_refused):
    """1 January 1990 was noted once « avant qu’elle soit arrêtée » was ticked; December § 3.6: a framework
    decision is as old, and was refused."""
    asked = {"prepared_on": DAY, "proposed_on": DAY, "today": DAY, "is_same_list": True}
    said = noting_refusals(DisposalDecision("CP-12", day), "le conseil", **asked)
    assert ["vérifiez l’année" in reason for reason in said] == [True] * is_refused
    asked |= {"is_same_list": False, "is_framework": True}
    assert noting_refusals(DisposalDecision("CP-12", day), "le conseil", **asked) == []


def test_a_decision_without_a_reference_names_who_decides():
    said = noting_refusals(DisposalDecision(" ", DAY), "le conseil", **NOTED, proposed_on=None)
    assert said == ["La sortie d’inventaire est décidée par le conseil : indiquez la décision et sa date."]


def test_each_step_has_a_name_and_an_end():
    assert set(STATES) == set(DisposalState) == {*OPEN, *DATED, DisposalState.ABANDONED}
