"""The ninety days of a service, drawn as one path a state."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import member_of
from fanal.core.tenancy import scope
from fanal.online_services.models import OnlineService
from fanal.service_status.actions.states import declare_state
from fanal.service_status.reading.states import states_of, strips_of
from fanal.service_status.rules.states import ServiceState

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(NOW)]


@pytest.fixture
def by(school):
    return actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD, *Delegated)


@pytest.fixture
def ent(school):
    with scope(school):
        yield OnlineService.objects.create(school=school, name="ENT")


def test_ninety_days_are_one_path_a_state(client_of, school, ent, by):
    """Fourteen services of ninety squares weighed 70 kB: the page keeps under 50 (`test_weight`)."""
    declare_state(ent, ServiceState.DOWN, now=NOW - timedelta(days=2), by=by)
    answer = client_of(school, Role.TEACHER).get(reverse("states:state_list", args=[school.uai]))
    strip = html.fromstring(answer.text).xpath("//*[contains(@class, 'strip')]//*[@d]")
    drawn = {path.get("class"): path.get("d") for path in strip}
    assert drawn == {"unknown": "M0 12h434", "down": "M435 12h14"}


def test_each_service_has_its_own_strip(school, ent, by):
    printer = OnlineService.objects.create(school=school, name="Impression")
    declare_state(ent, ServiceState.DOWN, now=NOW - timedelta(days=1), by=by)
    strips = strips_of(states_of(school, NOW), NOW)
    assert [line for line, _ in strips[ent.pk].lines] == ["unknown", "down"]
    assert [line for line, _ in strips[printer.pk].lines] == ["unknown"]
