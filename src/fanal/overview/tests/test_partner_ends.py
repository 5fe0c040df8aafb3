"""A technician's access ends: from one school by its head, everywhere by whoever keeps Fanal."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions.partners import end_partner_access
from fanal.accounts.models import ApiToken, PartnerMembership
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import forge_token
from fanal.core.clock.testing import today
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.helpdesk.models import Transmission
from fanal.helpdesk.reading.correspondents import correspondent
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.people.actions.invitations import Guest, invite_partner

SETUP = system(System.SETUP)


@pytest.fixture
def sami(technician, school) -> PartnerMembership:
    return PartnerMembership.objects.get(authority=school.authority)


def program(school, user) -> ForgetfulClient:
    with scope(school):
        text = forge_token(school, user)
    return ForgetfulClient(headers={"Authorization": f"Bearer {text}"})


def status(browser, school, path: str = "") -> int:
    return browser.get(f"/e/{school.uai}/{path}").status_code


def end(browser, school, sami, day: str = "") -> int:
    address = reverse("sharing:partner_end", args=[school.uai, sami.pk])
    return browser.post(address, {"day": day}).status_code


@pytest.mark.parametrize("role", [Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD])
def test_an_access_ended_by_the_school_closes_tab_and_token_at_once(
    client_of, technician, sami, school, second, role
):
    """Verified in November 2026, § 2.11: nothing ended a partner's access."""
    here, there = program(school, sami.user), program(second, sami.user)
    assert status(technician, school) == 200
    assert [status(here, school, "api/v1/health"), status(there, second, "api/v1/health")] == [200, 200]
    assert end(client_of(school, role), school, sami) == 302
    assert status(technician, school) == 404
    assert status(here, school, "api/v1/health") == 401
    assert status(technician, second) == 200
    assert status(there, second, "api/v1/health") == 200
    queue = technician.get(reverse("overview:authority_queue", args=[school.authority.code])).text
    assert school.name not in queue[queue.index("<main") :]
    with scope(school):
        entry = JournalEntry.objects.for_school(school).get(verb="accounts.partner_ended")
        assert entry.chain == "security"
        assert ApiToken.objects.for_school(school).get(user=sami.user).revoked_at is not None


def test_a_day_given_lets_them_in_until_its_end(client_of, technician, sami, school):
    day = today()
    assert end(client_of(school, Role.HEAD), school, sami, (day + timedelta(days=3)).isoformat()) == 302
    assert status(technician, school) == 200
    page = client_of(school, Role.HEAD).get(reverse("sharing:partner_list", args=[school.uai])).text
    assert "jusqu’au" in page
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert status(signed_in(sami), school) == 404


def test_a_refused_day_is_a_page_of_its_own_and_the_button_works_once_afterwards(
    client_of, technician, sami, school
):
    head, page = client_of(school, Role.HEAD), reverse("sharing:partner_end", args=[school.uai, sami.pk])
    refused = head.post(page, {"day": "demain", "key": "k" * 24})
    assert refused.status_code == 422
    assert "Cette date n’en est pas une" in refused.text
    sent = {"day": (today() + timedelta(days=3)).isoformat(), "key": "k" * 24}
    first, again = head.post(page, sent), head.post(page, sent)
    assert first.status_code == again.status_code == 302
    assert first.url == again.url == reverse("sharing:partner_list", args=[school.uai])
    with scope(school):
        assert JournalEntry.objects.for_school(school).filter(verb="accounts.partner_ended").count() == 1


def test_the_school_opens_again_and_says_who_is_out(client_of, technician, sami, school):
    head = client_of(school, Role.HEAD)
    end(head, school, sami)
    page = head.get(reverse("sharing:partner_list", args=[school.uai])).text
    assert "Leur accès à cet établissement est arrêté" in page
    head.post(reverse("sharing:partner_reopen", args=[school.uai, sami.pk]))
    assert status(technician, school) == 200


@pytest.mark.parametrize("role", [Role.TEACHER, Role.BURSAR])
def test_others_end_nothing(client_of, technician, sami, school, role):
    assert end(client_of(school, role), school, sami) == 403
    assert status(technician, school) == 200


def test_a_day_that_is_past_or_none_is_refused(client_of, technician, sami, school):
    head = client_of(school, Role.HEAD)
    assert end(head, school, sami, "2020-01-01") == 422
    assert end(head, school, sami, "demain ?") == 422
    assert status(technician, school) == 200


def test_their_mail_is_no_longer_the_authority_s(technician, sami, client_of, school):
    with scope(school):
        request = HelpRequestFactory(school=school, state="waiting", waiting_for="authority")
        Transmission.objects.create(
            school=school, help_request=request, authority=school.authority, sent_at=timezone.now()
        )
        assert correspondent(sami.user.email, request) is not None
    end(client_of(school, Role.HEAD), school, sami)
    with scope(school):
        request.school.refresh_from_db()
        assert correspondent(sami.user.email, request) is None


def test_whoever_keeps_fanal_ends_it_everywhere_with_sessions_and_tokens(technician, sami, school, second):
    tokens = program(school, sami.user), program(second, sami.user)
    end_partner_access(sami, today=today(), now=timezone.now(), by=SETUP)
    assert not UserSession.objects.filter(user=sami.user).exists()
    for place, token in zip((school, second), tokens, strict=True):
        assert status(signed_in(sami), place) == 404
        assert status(token, place, "api/v1/health") == 401
        with scope(place):
            assert JournalEntry.objects.for_school(place).filter(verb="accounts.partner_ended").count() == 1


def test_nobody_else_ends_it_everywhere(sami):
    with pytest.raises(NotAllowed):
        end_partner_access(sami, today=today(), now=timezone.now(), by=system(System.SCHEDULE))


def test_an_end_is_given_with_the_invitation(school):
    day = today()
    until, guest = day + timedelta(days=30), Guest("t@departement.invalid")
    past = day - timedelta(days=1)
    with scope(school):
        user = invite_partner(school, guest, Role.TECHNICIAN, until=until, today=day, by=SETUP)
        with pytest.raises(RuleBroken):
            invite_partner(school, guest, Role.TECHNICIAN, until=past, today=day, by=SETUP)
    assert PartnerMembership.objects.get(user=user).valid_until == until


def test_an_end_given_with_a_second_invitation_counts(school, sami):
    """It was dropped without a word."""
    day, guest = today(), Guest(sami.user.email)
    until = day + timedelta(days=30)
    with scope(school):
        invite_partner(school, guest, Role.TECHNICIAN, until=until, today=day, by=SETUP)
        invite_partner(school, guest, Role.TECHNICIAN, today=day, by=SETUP)
        written = JournalEntry.objects.for_school(school).filter(verb="accounts.partner_kept_until")
        assert f"jusqu’au {until:%d/%m/%Y}" in written.get().payload
    assert PartnerMembership.objects.get(user=sami.user).valid_until == until


def test_an_invitation_does_not_reopen_what_the_school_ended(client_of, school, sami):
    assert end(client_of(school, Role.HEAD), school, sami) == 302
    school.refresh_from_db()
    guest, until = Guest(sami.user.email), today() + timedelta(days=30)
    with scope(school), pytest.raises(RuleBroken, match="d’abord dans « Partenaires »"):
        invite_partner(school, guest, Role.TECHNICIAN, until=until, today=today(), by=SETUP)
    sami.refresh_from_db()
    assert sami.valid_until is None
