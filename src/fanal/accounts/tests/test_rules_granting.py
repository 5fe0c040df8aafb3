"""Who may give which function, and what is never left without anybody."""

from datetime import date

import pytest

from fanal.accounts.rules.awaiting import last_day
from fanal.accounts.rules.granting import Change, departure_refusals, grantable, period_refusals, refusals

TODAY = date(2026, 11, 25)
HEAD, DEPUTY, LEAD, BURSAR = {"head"}, {"deputy"}, {"digital_lead", "teacher"}, {"bursar"}


@pytest.mark.parametrize(
    ("giver", "before", "after", "is_self", "alone", "refused"),
    [
        pytest.param(HEAD, (), {"head"}, False, (), False, id="a head names a head"),
        pytest.param(HEAD, {"teacher"}, {"digital_lead", "teacher"}, False, (), False, id="and a référent"),
        pytest.param(HEAD, {"head"}, {"head", "digital_lead"}, True, (), False, id="a head gives themselves"),
        pytest.param(DEPUTY, (), {"deputy"}, False, (), False, id="a deputy names a deputy"),
        pytest.param(DEPUTY, (), {"head"}, False, (), True, id="a deputy does not name a head"),
        pytest.param(
            DEPUTY, {"deputy"}, {"deputy", "bursar"}, True, (), True, id="nor gives themselves more"
        ),
        pytest.param(LEAD, (), {"teacher"}, False, (), False, id="a référent adds a teacher"),
        pytest.param(LEAD, {"teacher"}, {"digital_lead"}, False, (), False, id="and shares the mission"),
        pytest.param(LEAD, {"teacher"}, {"bursar"}, False, (), True, id="but names no bursar"),
        pytest.param(LEAD, {"bursar"}, {"teacher"}, False, (), True, id="nor removes one"),
        pytest.param(LEAD, {"digital_lead", "teacher"}, {"teacher"}, True, (), False, id="one may step down"),
        pytest.param(BURSAR, (), {"teacher"}, False, (), True, id="a bursar gives nothing"),
        pytest.param(HEAD, {"teacher"}, set(), False, (), True, id="nobody is left without function"),
        pytest.param(HEAD, {"head"}, {"deputy"}, True, {"head"}, True, id="the last head stays"),
        pytest.param(HEAD, {"head"}, {"deputy"}, False, (), False, id="one of two heads may go"),
        pytest.param(HEAD, {"digital_lead"}, {"teacher"}, False, {"digital_lead"}, True, id="last référent"),
    ],
)
def test_refusals(giver, before, after, is_self, alone, refused):
    change = Change(giver=giver, before=before, after=after, is_self=is_self, alone=alone)
    assert bool(refusals(change)) is refused


def test_several_functions_add_what_they_may_give():
    assert grantable({"deputy", "teacher"}) == grantable({"deputy"})
    assert grantable({"teacher", "staff", "technician"}) == frozenset()


@pytest.mark.parametrize(
    ("starts", "ends", "refused"),
    [
        (date(2026, 9, 1), None, False),
        (date(2026, 9, 1), date(2027, 7, 4), False),
        (date(2027, 1, 4), date(2026, 12, 1), True),
        (date(2026, 9, 1), date(2026, 11, 24), True),
        (date(2026, 9, 1), TODAY, False),
    ],
)
def test_periods(starts, ends, refused):
    assert bool(period_refusals(starts, ends, today=TODAY)) is refused


def test_a_departure_to_come_is_a_date_of_end():
    assert departure_refusals(date(2026, 11, 26), today=TODAY)
    assert not departure_refusals(TODAY, today=TODAY)


DAY = date(2026, 11, 26)


def test_the_thirty_days_of_a_new_lead_count_the_first():
    assert last_day(date(2026, 11, 25)) == date(2026, 12, 24)
