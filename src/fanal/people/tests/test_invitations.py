"""An invitation opens one account, once, within seven days."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Invitation, Membership, Person, User
from fanal.accounts.models.member import Actor, system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.core import journal
from fanal.core.clock.testing import today
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.people.actions.invitations import Guest, invite_person
from fanal.people.reading.invitation_link import joining_token

SETUP = system(System.SETUP)
TODAY = date(2026, 11, 25)
PASSWORD = "Un-Phare-Sur-La-Jetée-42"
BOTH = {"password": PASSWORD, "again": PASSWORD}
pytestmark = pytest.mark.clock(TODAY)


def invite(
    school, *roles: Role, email: str = "Lise.Aubert@ecole.invalid", by: Actor = SETUP
) -> Invitation | None:
    with scope(school):
        now = timezone.now()
        return invite_person(school, Guest(email), roles, today=today(), now=now, by=by)


def link(invitation: Invitation | None) -> str:
    return reverse("joining", args=[joining_token(invitation)])


def test_the_invited_teacher_chooses_a_password_and_is_in(client, school):
    address = link(invite(school, Role.TEACHER))
    assert "lise.aubert@ecole.invalid" in client.get(address).content.decode()
    answer = client.post(address, BOTH)
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get(reverse("web:home", args=[school.uai])).status_code == 200
    with scope(school):
        entries = JournalEntry.objects.for_school(school)
        verbs = list(
            entries.filter(chain=journal.Chain.SECURITY).order_by("seq").values_list("verb", flat=True)
        )
        assert entries.filter(verb="accounts.person_invited", author="system:setup").count() == 1
    assert verbs == ["accounts.invitation_accepted", "accounts.signed_in"]


def test_whoever_sees_other_peoples_data_meets_the_second_factor_first(client, school):
    client.post(link(invite(school, Role.DIGITAL_LEAD)), BOTH)
    answer = client.get(reverse("web:home", args=[school.uai]))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("mfa_index"))


def test_a_link_serves_once_and_reading_it_does_not_use_it(client, school):
    address = link(invite(school, Role.TEACHER))
    for _ in range(3):
        assert client.get(address).status_code == 200
    client.post(address, BOTH)
    client.logout()
    again = client.post(address, {"password": PASSWORD + "x", "again": PASSWORD + "x"})
    assert again.status_code == 410
    assert User.objects.get().check_password(PASSWORD)


def test_a_link_lasts_seven_days(client, school):
    address = link(invite(school, Role.TEACHER))
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert client.get(address).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.get(address).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "é" * 40, "0" * 500])
def test_an_invented_link_opens_nothing(client, db, token):
    for name in ("invitation", "joining"):
        assert client.get(reverse(name, args=[token])).status_code == 410


def test_a_link_for_one_does_not_open_another(client, school):
    invitation, other = invite(school, Role.TEACHER), invite(school, Role.HEAD, email="chef@ecole.invalid")
    payload, *rest = joining_token(invitation).split(":")
    forged = ":".join([joining_token(other).split(":")[0], *rest])
    assert client.get(reverse("joining", args=[forged])).status_code == 410
    assert payload


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"password": "court", "again": "court"}, "trop facile"),
        ({"password": PASSWORD, "again": PASSWORD + "!"}, "diffèrent"),
        ({}, "obligatoire"),
    ],
)
def test_a_weak_or_mistyped_password_is_explained(client, school, sent, says):
    answer = client.post(link(invite(school, Role.TEACHER)), sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not User.objects.exists()


def test_inviting_again_adds_roles_and_makes_nobody_twice(school):
    invite(school, Role.TEACHER)
    invite(school, Role.DIGITAL_LEAD, email="lise.aubert@ECOLE.invalid")
    with scope(school):
        membership = Membership.objects.for_school(school).get()
        assert set(membership.roles) == {"teacher", "digital_lead"}
        assert Person.objects.for_school(school).count() == 1


def test_a_person_known_without_a_sign_in_gets_one(school):
    with scope(school):
        person = PersonFactory(school=school, email="lise.aubert@ecole.invalid")
    user = invite(school, Role.STAFF)
    with scope(school):
        assert Membership.objects.for_school(school).get().person == person
    assert user is not None


def test_a_teacher_does_not_invite_and_nobody_invites_next_door(school, elsewhere):
    for role, there in ((Role.TEACHER, school), (Role.HEAD, elsewhere)):
        with scope(school):
            person = member_of(school, role).person
        by = Actor(f"person:{person.pk}", "x", frozenset({role.value}), school.pk, person.pk)
        with pytest.raises(NotAllowed):
            invite(there, Role.TEACHER, by=by)


@pytest.mark.parametrize("email", ["pas une adresse", "a@", "", f"{'a' * 250}@b.fr"])
def test_what_is_not_an_address_is_refused(school, email):
    with pytest.raises(RuleBroken):
        invite(school, Role.TEACHER, email=email)
