"""What waits for one authority is never read, or reminded, by another."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Authority, PartnerMembership, School, User
from fanal.accounts.models.member import find_member, system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import AuthorityFactory, member_of
from fanal.core.clock.testing import today
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.helpdesk.actions.requests import hold_request
from fanal.helpdesk.actions.transmission import conclude_transmission, remind_authority, transmit_request
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.rules.codes import WaitingFor
from fanal.helpdesk.rules.wording import AuthorityName, still_awaited
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.schools.actions.authority import confirm_authority
from fanal.schools.actions.settings import change_desk

REGION = {"authority": "Région Bretagne", "authority_kind": "region", "desk_email": "d@r.invalid"}


def technician_of(authority):
    user = User.objects.create(email=f"tech{authority.pk}@dep.invalid", password="!")
    return signed_in(
        PartnerMembership.objects.create(
            user=user, name="T", role=Role.TECHNICIAN, authority=authority, valid_from=date(2020, 9, 1)
        )
    )


@pytest.fixture
def region(db):
    return AuthorityFactory(code="region-bretagne", name="Région Bretagne", kind=Authority.Kind.REGION)


def actor(membership):
    with transaction.atomic():
        return find_member(membership.user, membership.school.uai, timezone.now()).actor


def new_request(school, person, text="Le projecteur de la salle 12 est éteint"):
    return HelpRequestFactory(school=school, requester=person, text=text)


def sent(client, text="Le projecteur de la salle 12 est éteint"):
    school, by = client.membership.school, actor(client.membership)
    with scope(school):
        request = new_request(school, client.membership.person, text)
        return transmit_request(request, now=timezone.now(), by=by)


def say(client, school, desk=REGION):
    return client.post(reverse("settings:desk", args=[school.uai]), desk)


def believe(school):
    with scope(school):
        confirm_authority(school, today=today(), by=system(System.SETUP))


def queue(client, authority):
    return client.get(reverse("overview:authority_queue", args=[authority.code])).text


def test_a_school_keeps_its_authority_while_it_awaits_it(lead, school):
    number = sent(lead).help_request.number
    with scope(school):
        held = new_request(school, lead.membership.person, "En attente d’un appel")
        hold_request(held, WaitingFor.AUTHORITY, until=None, by=actor(lead.membership))
    page = say(lead, school)
    assert page.status_code == 422
    assert f"2 demandes attendent encore le Département (n°\u00a0{number}, {held.number})" in page.text
    assert School.objects.get(pk=school.pk).authority_id == school.authority_id
    assert not Authority.objects.filter(name="Région Bretagne").exists()


def test_its_address_and_its_letters_may_change_meanwhile(lead, school):
    sent(lead)
    desk = {"authority": "Département du Loir", "authority_kind": "department"}
    assert say(lead, school, REGION | desk).status_code == 302
    assert School.objects.get(pk=school.pk).authority_id == school.authority_id


def test_once_each_is_settled_it_changes_and_nothing_old_is_shown(lead, school, region):
    old = school.authority
    transmission = sent(lead)
    before, after = technician_of(old), technician_of(region)
    assert "Le projecteur" in queue(before, old)
    with scope(school):
        conclude_transmission(transmission, now=timezone.now(), by=actor(lead.membership))
    assert say(lead, school).status_code == 302
    believe(school)
    new = sent(lead, "Le réseau de la salle 3 est coupé")
    assert "Le réseau" in queue(after, region)
    assert "Le projecteur" not in queue(after, region)
    assert "Le réseau" not in queue(before, old)
    address = reverse("helpdesk:request_page", args=[school.uai, new.help_request.number])
    assert (after.get(address).status_code, before.get(address).status_code) == (200, 404)


def test_what_was_left_with_another_stays_there_row_by_row(lead, school, region):
    """As in a base where the authority changed before anything refused it."""
    transmission, after = sent(lead), technician_of(region)
    School.objects.filter(pk=school.pk).update(authority=region)
    assert "Le projecteur" not in queue(after, region)
    for name in ("request_page", "request_list"):
        args = [school.uai, transmission.help_request.number][: 2 if name == "request_page" else 1]
        assert "Le projecteur" not in after.get(reverse(f"helpdesk:{name}", args=args)).text
    page = lead.get(reverse("helpdesk:request_page", args=[school.uai, transmission.help_request.number]))
    assert "Transmettre à la Région" in page.text
    assert "Relancer" not in page.text
    with scope(school):
        transmission.school.refresh_from_db()
        with pytest.raises(RuleBroken, match="dépend d’une autre collectivité"):
            remind_authority(transmission, now=timezone.now(), by=actor(lead.membership))
        request = HelpRequest.objects.for_school(school).get(pk=transmission.help_request_id)
        transmit_request(request, now=timezone.now(), by=actor(lead.membership))
    assert "Le projecteur" in queue(after, region)


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_for_the_old_one_while_it_changes(school):
    """The one that transmits second waits, then sends to the authority that was written meanwhile."""
    with scope(school):
        membership = member_of(school, Role.DIGITAL_LEAD)
        by, request = actor(membership), new_request(school, membership.person)
    started = threading.Event()
    raised = []

    def transmit():
        started.set()
        try:
            with scope(school):
                transmit_request(request, now=timezone.now(), by=by)
        except RuleBroken as refusal:
            raised.append(refusal)
        finally:
            connection.close()

    other = threading.Thread(target=transmit)
    with scope(school):
        change_desk(school, **REGION, desk_phone="", by=by)
        other.start()
        started.wait()
        other.join(0.5)
        assert other.is_alive()
    other.join()
    with scope(school):
        assert raised == []
        (transmission,) = Transmission.objects.for_school(school)
    assert (raised, transmission.authority_id) == ([], School.objects.get(pk=school.pk).authority_id)


def test_a_long_list_of_numbers_is_cut():
    sentence = still_awaited(range(1, 13), AuthorityName.of_kind("region"))
    assert sentence.startswith(
        "12 demandes attendent encore la Région (n° 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …) : "
    )
    assert still_awaited([4], AuthorityName.of_kind("ogec")).startswith(
        "1 demande attend encore l’OGEC (n° 4)"
    )
