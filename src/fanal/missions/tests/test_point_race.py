"""Two who prepare one point at the same moment."""

from functools import partial

import pytest
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import refusals_at_once
from fanal.missions.actions import point as actions
from fanal.missions.models import PointLine


@pytest.mark.django_db(transaction=True)
def test_two_referents_who_add_the_fifth_line_at_once_leave_five(school):
    with scope(school):
        people = [member_of(school, Role.DIGITAL_LEAD).person for _ in range(2)]
        by = actor_of(people[0], Role.DIGITAL_LEAD)
        for text in "abcd":
            actions.add_line(school, text, now=timezone.now(), by=by)

    def add(person):
        by = actor_of(person, Role.DIGITAL_LEAD)
        actions.add_line(school, f"de {person.pk}", now=timezone.now(), by=by)

    refused = refusals_at_once(school, *(partial(add, person) for person in people))
    with scope(school):
        assert PointLine.objects.for_school(school).count() == 5
    assert len(refused) == 1
