"""Two of the team press at the same second: the later is told, and overrides nothing."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import member_of
from fanal.core.clock.testing import today
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import version_of
from fanal.core.tenancy import scope
from fanal.helpdesk.actions import requests as actions
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.visits.actions import visit as visits
from fanal.visits.actions.visit import MOVED
from fanal.visits.models import Visit
from fanal.visits.rules.visit import Half


def test_a_request_entrusted_twice_stays_with_the_first_until_it_was_seen(school):
    with scope(school):
        first, second, third = (member_of(school, Role.DEPUTY) for _ in range(3))
        request = HelpRequestFactory(school=school)
        actions.entrust_request(request, first.person, by=actor_of(third.person, Role.DEPUTY))
    client = signed_in(third)
    entrust = reverse("helpdesk:request_entrust", args=[school.uai, request.number])
    answer = client.post(entrust, {"person_id": second.person_id})
    assert answer.status_code == 422
    assert f"vient de passer à {first.person}" in answer.text
    holders = re.findall(r'name="a_la_place_de" value="(\d+)"', answer.text)
    assert set(holders) == {str(first.person_id)}
    sent = {"person_id": second.person_id, "a_la_place_de": first.person_id}
    assert client.post(entrust, sent).status_code == 302
    with scope(school):
        assert HelpRequest.objects.for_school(school).get(pk=request.pk).taken_by_id == second.person_id


def test_a_passage_moved_meanwhile_is_not_moved_over(school):
    day, now = today(), timezone.now()
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        visit = Visit.objects.create(
            school=school,
            number=1,
            authority=school.authority,
            day=day + timedelta(days=7),
            half=Half.DAY,
            contact="",
            planned_by="M. Un",
            planned_at=now,
        )
        visit.refresh_from_db()
        seen = version_of(visit, MOVED)
        first, second = (
            {"day": day + timedelta(days=days), "half": Half.DAY, "contact": ""} for days in (8, 9)
        )
        visits.move_visit(visit, first, now=now, by=by, seen=seen)
        visits.move_visit(visit, first, now=now, by=by, seen=seen)  # pressed twice
        with pytest.raises(RuleBroken, match="Quelqu’un vient de changer"):
            visits.move_visit(visit, second, now=now, by=by, seen=seen)
        assert Visit.objects.for_school(school).get(pk=visit.pk).day == first["day"]
