"""A school that is closed opens to nobody, and is as it was when it opens again."""

from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import PartnerMembership, School
from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.partner import schools_under
from fanal.accounts.models.roles import Role, System
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.helpdesk.actions.delivery import unsubscribe_link
from fanal.people.actions import invitations as accounts_actions
from fanal.people.reading.invitation_link import joining_token
from fanal.schools.actions import school as actions

LAST_DAY = date(2027, 3, 12)
pytestmark = pytest.mark.clock(LAST_DAY)
SETUP = system(System.SETUP)


def close(school: School) -> None:
    with scope(school):
        actions.close_school(school, LAST_DAY, today=LAST_DAY, by=SETUP)


@pytest.fixture
def at_noon():
    with time_machine.travel(f"{LAST_DAY}T12:00+01:00", tick=False) as clock:
        yield clock


def test_pages_open_until_the_evening_of_the_last_day(at_noon, client_of, school):
    head = client_of(school, Role.HEAD)
    close(school)
    assert head.get(f"/e/{school.uai}/").status_code == 200
    at_noon.shift(timedelta(hours=12))
    tomorrow = client_of(school, Role.HEAD)
    assert tomorrow.get(f"/e/{school.uai}/").status_code == 404
    with scope(school):
        actions.reopen_school(school, by=SETUP)
    assert tomorrow.get(f"/e/{school.uai}/").status_code == 200


def test_the_program_of_a_technician_finds_the_school_no_more(at_noon, technician_program, school):
    address = f"/e/{school.uai}/api/v1/equipment"
    assert technician_program.get(address).status_code == 200
    close(school)
    at_noon.shift(timedelta(hours=12))
    assert technician_program.get(address).status_code == 401


def test_nobody_above_reaches_a_closed_school(technician_program, school):
    close(school)
    partnership = PartnerMembership.objects.get()
    reached = School.objects.filter(schools_under(partnership, LAST_DAY))
    assert list(reached) == [school]
    after = LAST_DAY + timedelta(days=1)
    assert not School.objects.filter(schools_under(partnership, after)).exists()
    assert not School.objects.open_on(after).exists()


def test_the_link_of_a_mail_opens_nothing_of_a_closed_school(at_noon, client_of, client, school):
    person = client_of(school, Role.TEACHER).membership.person
    with scope(school):
        address = unsubscribe_link(school, person).removeprefix(settings.PUBLIC_URL)
    assert client.get(address).status_code == 200
    close(school)
    at_noon.shift(timedelta(hours=12))
    assert client.get(address).status_code == 404


def test_an_invitation_stands_until_the_evening_of_the_last_day(at_noon, client, school):
    with scope(school):
        invitation = accounts_actions.invite_person(
            school,
            accounts_actions.Guest("lise.aubert@ecole.invalid"),
            [Role.TEACHER],
            today=LAST_DAY,
            now=timezone.now(),
            by=SETUP,
        )
    close(school)
    address = reverse("joining", args=[joining_token(invitation)])
    assert client.get(address).status_code == 200
    at_noon.shift(timedelta(hours=12))
    assert client.get(address).status_code == 410


def test_a_school_does_not_close_in_the_past(school):
    with scope(school), pytest.raises(RuleBroken, match="pas dans le passé"):
        actions.close_school(school, LAST_DAY, today=LAST_DAY + timedelta(days=1), by=SETUP)


def test_a_member_may_not_close_the_school(client_of, school):
    head = client_of(school, Role.HEAD).membership
    with scope(school), pytest.raises(NotAllowed):
        actions.close_school(school, LAST_DAY, today=LAST_DAY, by=actor_of(head.person, Role.HEAD))
