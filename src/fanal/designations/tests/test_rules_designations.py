"""In which state is an act on a day, what does it open, and what is refused?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.designations.rules.designations import (
    OPENS,
    Act,
    ActState,
    default_end,
    opening,
    renewal_period,
    state_on,
)
from fanal.designations.rules.drafting import ActDraft, refusals

START, END = date(2026, 9, 1), date(2027, 9, 30)
DAYS = st.dates(date(2026, 8, 1), date(2028, 1, 1))
MAYBE = st.none() | DAYS


@st.composite
def acts(draw):
    starts, lasts = draw(DAYS), draw(st.integers(0, 400))
    return Act(
        draw(st.sampled_from(["draft", "awaiting", "signed"])),
        starts,
        starts + timedelta(days=lasts),
        draw(st.booleans()),
        draw(MAYBE),
        draw(MAYBE),
    )


@given(acts(), DAYS)
def test_the_period_of_the_right_is_the_state_of_the_act_on_every_day(act, day):
    period = opening(act)
    is_open = period is not None and period.starts_on <= day <= period.ends_on and not period.is_suspended
    assert is_open == (state_on(act, day) in OPENS)


@given(acts(), DAYS)
def test_nothing_opens_before_it_is_signed_nor_after_its_end(act, day):
    if act.step != "signed" or not act.starts_on <= day <= act.ends_on:
        assert state_on(act, day) not in OPENS


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 8, 31), ActState.UPCOMING),
        (START, ActState.ACTIVE),
        (END, ActState.ACTIVE),
        (date(2027, 10, 1), ActState.EXPIRED),
    ],
)
def test_both_days_of_its_period_are_included(day, state):
    assert state_on(Act("signed", START, END), day) == state


def test_a_new_head_has_thirty_days_and_rights_are_kept_meanwhile():
    act = Act("signed", START, END, confirm_by=date(2026, 12, 1))
    assert state_on(act, date(2026, 12, 1)) == ActState.CONFIRM
    assert state_on(act, date(2026, 12, 2)) == ActState.SUSPENDED


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 9, 1), date(2027, 9, 30)),
        (date(2026, 11, 26), date(2027, 9, 30)),
        (date(2027, 8, 31), date(2027, 9, 30)),
    ],
)
def test_an_act_ends_on_30_september_after_the_year(day, end):
    assert default_end(day) == end


def test_a_renewal_leaves_no_hole():
    assert renewal_period(END) == (date(2027, 10, 1), date(2028, 9, 30))


def said(**more):
    facts = {
        "nature": "designation",
        "operations": ["x"],
        "starts_on": START,
        "ends_on": END,
        "today": START,
        "delegate_roles": ["teacher"],
    }
    return refusals(ActDraft(**(facts | more)))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"nature": "signature"}, "R421-13"),
        ({"operations": []}, "une opération"),
        ({"ends_on": date(2026, 8, 1)}, "avant la date de début"),
        ({"is_delegate_here": False}, "plus dans"),
        ({"is_delegate_head": True}, "lui-même"),
        ({"is_substitute_delegate": True}, "suppléant"),
        ({"today": date(2028, 1, 1)}, "déjà finie"),
        ({"ends_on": date(2030, 1, 1)}, "deux ans"),
    ],
)
def test_each_refusal_says_why(more, words):
    (reason,) = said(**more)
    assert words in reason


@pytest.mark.parametrize("role", ["deputy", "bursar"])
def test_the_deputy_and_the_gestionnaire_may_hold_a_delegation_of_signature(role):
    assert said(nature="signature", delegate_roles=[role]) == said() == []
