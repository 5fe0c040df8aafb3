"""A school says which authority it depends on: its technicians see it, and are named, once confirmed."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models import Authority, PartnerMembership, School, User
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.testing import signed_in
from fanal.core.errors import RuleBroken
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.people.actions.invitations import Guest, invite_partner
from fanal.schools.actions.authority import confirm_authority
from fanal.schools.actions.school import NewSchool, create_school

BY = system(System.SETUP)
TODAY = date(2026, 11, 26)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def technician(elsewhere):
    """Of the neighbour's authority, which the school of the tests does not name yet."""
    user = User.objects.create(email="tech@dep.invalid", password="!")
    return signed_in(
        PartnerMembership.objects.create(
            user=user,
            name="Marc Vidal",
            role=Role.TECHNICIAN,
            authority=elsewhere.authority,
            valid_from=date(2020, 9, 1),
        )
    )


@pytest.fixture
def attached(client_of, school, elsewhere, technician):
    """The head, once the school has named its neighbour's authority in its settings."""
    head = client_of(school, Role.HEAD)
    authority = elsewhere.authority
    sent = {"authority": authority.name, "authority_kind": authority.kind, "desk_email": "", "desk_phone": ""}
    assert head.post(reverse("settings:desk", args=[school.uai]), sent).status_code == 302
    assert School.objects.get(pk=school.pk).authority_id == authority.pk
    return head


def partners(client, school):
    return client.get(reverse("sharing:partner_list", args=[school.uai]))


def confirm(school, kind=""):
    with scope(school):
        return confirm_authority(school, kind, today=TODAY, by=BY)


def test_a_school_that_names_it_learns_no_name_and_enters_no_queue(attached, school, elsewhere, technician):
    page = partners(attached, school)
    assert "Marc Vidal" not in page.text
    assert "Rattachement à confirmer" in page.text
    assert "à confirmer" in attached.get(reverse("settings:settings_page", args=[school.uai])).text
    assert technician.get(reverse("helpdesk:request_list", args=[school.uai])).status_code == 404
    queue = technician.get(reverse("overview:authority_queue", args=[elsewhere.authority.code]))
    assert elsewhere.name in queue.text
    assert school.name not in queue.text


def test_once_confirmed_its_technicians_are_named_and_enter(attached, school, elsewhere, technician):
    confirm(school)
    page = partners(attached, school)
    assert "Marc Vidal" in page.text
    assert "Rattachement à confirmer" not in page.text
    assert technician.get(reverse("helpdesk:request_list", args=[school.uai])).status_code == 200
    queue = technician.get(reverse("overview:authority_queue", args=[elsewhere.authority.code]))
    assert school.name in queue.text
    with scope(school):
        entry = JournalEntry.objects.for_school(school).get(verb="accounts.authority_confirmed")
    assert (entry.chain, elsewhere.authority.name in entry.payload) == ("security", True)


def test_the_keeper_of_the_installation_puts_a_wrong_type_right(school):
    assert confirm(school, "metropolis").authority.kind == "metropolis"
    School.objects.filter(pk=school.pk).update(authority=None)
    with pytest.raises(RuleBroken, match="ne dit pas encore"):
        confirm(school)


def test_no_technician_is_invited_through_a_school_that_nobody_confirmed(attached, school):
    school = School.objects.select_related("authority").get(pk=school.pk)
    guest = Guest("autre@dep.invalid", "Ana Roux")
    with scope(school), pytest.raises(RuleBroken, match=f"fanal school confirm {school.uai}"):
        invite_partner(school, guest, Role.TECHNICIAN, today=TODAY, by=BY)
    with scope(school):
        invite_partner(confirm(school), guest, Role.TECHNICIAN, today=TODAY, by=BY)
    assert PartnerMembership.objects.filter(authority=school.authority, name="Ana Roux").exists()


def opened(uai, authority, kind=None):
    return create_school(
        NewSchool(uai, "Collège", School.Kind.COLLEGE, School.Status.PUBLIC, School.Zone.C, authority, kind),
        by=BY,
    )


def test_a_school_opened_by_the_keeper_is_confirmed_and_finds_the_known_type(db):
    first = opened("9990001D", "Métropole de Lyon", Authority.Kind.METROPOLIS)
    second = opened("9990002E", "metropole  de lyon")
    assert first.is_authority_confirmed
    assert (second.authority_id, second.authority.kind) == (first.authority_id, "metropolis")
    assert second.authority.name == "Métropole de Lyon"
    with pytest.raises(RuleBroken, match="déjà connue ici, de type « Métropole »"):
        opened("9990003F", "Métropole de Lyon", Authority.Kind.CITY)
