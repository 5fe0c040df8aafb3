"""What administers Fanal follows an act: it opens while the act does, at each request, and no longer."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions.awaiting import roles_of
from fanal.accounts.models import AccessGrant
from fanal.accounts.models.member import actor_of, find_member
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import PersonFactory, grant, member_of
from fanal.core.errors import NotAllowed
from fanal.core.tenancy import scope
from fanal.people.actions.people import (
    Functions,
    add_person,
    change_card,
    change_functions,
    note_departure,
    take_back,
)

TODAY = date(2026, 11, 26)
pytestmark = pytest.mark.clock(TODAY)
YANN = {"given_name": "Yann", "family_name": "Le Goff"}


def adding(school):
    return reverse("people:person_add", args=[school.uai])


def test_a_designated_colleague_administers_until_the_last_evening_and_no_later(client_of, school):
    last = date(2026, 9, 30)
    with time_machine.travel("2026-09-30 23:59:00+02:00", tick=False):
        teacher = client_of(school, Role.TEACHER)
        with scope(school):
            grant(teacher.membership.person, Delegated.PEOPLE, valid_until=last)
        assert teacher.get(adding(school)).status_code == 200
    with time_machine.travel("2026-10-01 00:00:01+02:00", tick=False):
        assert teacher.get(adding(school)).status_code in {302, 403}  # 302: the session, too old, asks again
        with scope(school):
            assert find_member(teacher.membership.user, school.uai, timezone.now()).roles == {"teacher"}


def test_midnight_is_that_of_the_school(school):
    school.timezone = "Pacific/Noumea"  # eleven hours ahead of Greenwich
    school.save()
    with time_machine.travel("2026-09-30 12:30:00+00:00", tick=False):
        with scope(school):
            membership = member_of(school, Role.TEACHER)
            grant(membership.person, Delegated.PEOPLE, valid_until=date(2026, 9, 30))
        assert signed_in(membership).get(adding(school)).status_code == 200
        school.timezone = "Pacific/Auckland"
        school.save()
        assert signed_in(membership).get(adding(school)).status_code == 403


def test_what_is_suspended_opens_nothing_at_the_very_next_request(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert lead.get(adding(school)).status_code == 200
    with scope(school):
        AccessGrant.objects.for_school(school).update(is_suspended=True)
    answer = lead.get(adding(school))
    assert (answer.status_code, "désignation en cours" in answer.text) == (403, True)


@pytest.mark.parametrize("roles", [[Role.TEACHER], [Role.STAFF]])
def test_whoever_is_designated_proves_themselves_twice(client_of, school, roles):
    client = client_of(school, *roles)
    with scope(school):
        grant(client.membership.person, Delegated.PEOPLE)
        member = find_member(client.membership.user, school.uai, timezone.now())
    assert member.needs_second_factor


@pytest.fixture
def head(school):
    with scope(school):
        yield actor_of(member_of(school, Role.HEAD).person, Role.HEAD)


def named(school, head):
    functions = Functions(frozenset({Role.TEACHER, Role.DIGITAL_LEAD}), TODAY)
    card = {"given_name": "Aline", "family_name": "Roy", "email": "a@b.invalid"}
    return add_person(school, card, functions, today=TODAY, by=head)


def test_a_new_lead_waits_thirty_days_for_the_act_once_in_a_life(school, head):
    person = named(school, head)
    last = TODAY + timedelta(days=29)
    assert set(Delegated.values) <= roles_of(person, last)
    assert not set(Delegated.values) & roles_of(person, last + timedelta(days=1))
    for roles in ({Role.TEACHER}, {Role.TEACHER, Role.DIGITAL_LEAD}):
        change_functions(person, Functions(frozenset(roles), TODAY), today=TODAY, by=head)
        assert not set(Delegated.values) & roles_of(person, TODAY)


@pytest.mark.parametrize(
    "roles", [[Role.DIGITAL_LEAD, *Delegated], [Role.DEPUTY], [Role.DEPUTY, Role.BURSAR]]
)
def test_nobody_but_the_head_lets_a_new_lead_begin_without_an_act(school, roles):
    """verified.md § 3.2: a designated référent passed all six operations on for thirty days (ADR 0053)."""
    with scope(school):
        giver = member_of(school, Role.TEACHER).person
        grant(giver, *Delegated)
        person = named(school, actor_of(giver, *roles))
        assert roles_of(person, TODAY) == {"teacher", "digital_lead"}
        assert not AccessGrant.objects.for_school(school).filter(person=person).exists()


def test_the_thirty_days_end_with_the_function(school, head):
    """Who left and comes back as a teacher is a teacher; so is who was référent for two days."""
    gone, later = named(school, head), TODAY + timedelta(days=3)
    note_departure(gone, TODAY, today=TODAY, by=head)
    take_back(gone, today=later, by=head)
    two_days = Functions(frozenset({Role.DIGITAL_LEAD}), TODAY, TODAY + timedelta(days=1))
    for person in (gone, add_person(school, YANN, two_days, today=TODAY, by=head)):
        person.refresh_from_db()
        change_functions(person, Functions(frozenset({Role.TEACHER}), later), today=later, by=head)
        assert roles_of(person, later) == {"teacher"}


def test_thirty_days_are_not_passed_on(school, head):
    first = named(school, head)
    by = actor_of(first, *roles_of(first, TODAY))
    functions = Functions(frozenset({Role.DIGITAL_LEAD}), TODAY)
    other = add_person(school, YANN, functions, today=TODAY, by=by)
    assert roles_of(other, TODAY) == {"digital_lead"}


def test_nobody_touches_whoever_administers_more_than_they_do(school, head):
    """Otherwise they would write their own address on the card, then send the invitation to it."""
    keeper, other = member_of(school, Role.TEACHER).person, PersonFactory(school=school)
    grant(keeper, Delegated.PEOPLE)
    grant(other, Delegated.SETTINGS)
    card = {"given_name": other.given_name, "family_name": other.family_name, "email": "moi@b.invalid"}
    by = actor_of(keeper, *roles_of(keeper, TODAY))
    with pytest.raises(NotAllowed):
        change_card(other, card, today=TODAY, now=timezone.now(), by=by)
    change_card(other, card, today=TODAY, now=timezone.now(), by=head)


def test_the_page_of_somebody_says_until_when_they_administer(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        person = member_of(school, Role.TEACHER).person
        held = grant(person, Delegated.JOURNAL, valid_from=TODAY, valid_until=date(2099, 9, 30), act=7)
    page = reverse("people:person_page", args=[school.uai, person.pk])
    assert "30 septembre 2099, par l’acte n° 7" in head.get(page).text.replace("\N{NO-BREAK SPACE}", " ")
    with scope(school):
        AccessGrant.objects.for_school(school).filter(pk=held.pk).update(is_suspended=True)
    assert "suspendu" in head.get(page).text
