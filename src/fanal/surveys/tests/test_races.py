"""Many people press at the same second: a ticket serves once, the last place is taken once."""

import pytest

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.tenancy import scope
from fanal.core.testing import at_once
from fanal.surveys.actions.answering import count_answer, make_tickets
from fanal.surveys.tests.conftest import TODAY, answer, counts, given, opened

pytestmark = pytest.mark.clock(TODAY)


def test_a_ticket_serves_once_and_the_last_place_is_taken_once(transactional_db):
    school = SchoolFactory()
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        survey = opened(school, by, access="ticket", invited=10)
        (ticket,) = make_tickets(survey, 1, by=by)
        last = opened(school, by, invited=5)
        answer(last, "Oui", times=3)
        one, other = given(survey, "Oui"), given(last, "Oui")
    used = at_once(school, lambda _: count_answer(survey, one, today=TODAY, ticket=ticket))
    taken = at_once(school, lambda _: count_answer(last, other, today=TODAY))
    assert (used, taken) == (1, 2)
    with scope(school):
        assert counts(survey)["Chaque semaine ? Oui"] == 1
        assert counts(last)["Chaque semaine ? Oui"] == 5
