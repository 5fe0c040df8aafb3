"""Whoever may have lost their account stops the programs that somebody let in under their name."""

import re
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions.token import revoke_all_tokens
from fanal.accounts.models import ApiToken, Membership, PartnerMembership
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import forge_token, member_of
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient

NEW = "Une-Barque-Sous-La-Lune-17"


@pytest.fixture
def lead(client_of, school):
    """A référent with a token here."""
    client = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        client.text = forge_token(school, client.membership.user)
    return client


def answers(school, text) -> int:
    address = f"/e/{school.uai}/api/v1/health"
    return ForgetfulClient().get(address, headers={"Authorization": f"Bearer {text}"}).status_code


def reset(user):
    browser = ForgetfulClient()
    browser.post(reverse("account_reset_password"), {"email": user.email})
    (path,) = re.findall(r"https?://[^/\s]+(/\S+/key/\S+)", mail.outbox[-1].body)
    form = browser.get(path, follow=True)
    sent = {"password1": NEW, "password2": NEW}
    return browser.post(form.redirect_chain[-1][0], sent, follow=True)


def entry_of(school):
    with scope(school):
        return JournalEntry.objects.for_school(school).get(verb="accounts.token_revoked")


def test_a_password_chosen_again_stops_every_token(lead, school):
    assert answers(school, lead.text) == 200
    page = reset(lead.membership.user)
    assert page.status_code == 200
    assert "1 jeton d’accès est arrêté" in page.text
    assert answers(school, lead.text) == 401
    entry = entry_of(school)
    assert (entry.chain, entry.author) == ("security", f"person:{lead.membership.person_id}")
    assert "mot de passe choisi de nouveau" in entry.payload


@pytest.mark.parametrize(("fields", "after"), [({"stop_tokens": "on"}, 401), ({}, 200)])
def test_the_other_devices_leave_with_the_programs_if_that_is_asked(lead, school, fields, after):
    elsewhere = signed_in(lead.membership)
    for browser in (elsewhere, lead):
        browser.get(reverse("account"))
    assert answers(school, lead.text) == 200
    lead.post(reverse("usersessions_list"), fields)
    assert answers(school, lead.text) == after


def test_it_reaches_where_the_sign_in_led_before_and_nobody_else_s(lead, school, elsewhere):
    user = lead.membership.user
    with scope(elsewhere):
        past = member_of(elsewhere, Role.HEAD, valid_until=date(2021, 9, 1))
        Membership.objects.filter(pk=past.pk).update(user=user)
        forge_token(elsewhere, user, name="ancien")
        other = member_of(elsewhere, Role.HEAD)
        kept = forge_token(elsewhere, other.user, name="autre")
    assert revoke_all_tokens(user, "essai", now=timezone.now()) == 2
    assert answers(school, lead.text) == 401
    assert answers(elsewhere, kept) == 200
    assert revoke_all_tokens(user, "essai", now=timezone.now()) == 0


def test_a_technician_s_stop_in_each_school_of_the_authority(lead, school):
    user = lead.membership.user
    with scope(school):
        Membership.objects.filter(user=user).update(user=None)
        ApiToken.objects.for_school(school).filter(user=user).update(person=None)
    partner = PartnerMembership.objects.create(
        user=user, name="T", role=Role.TECHNICIAN, authority=school.authority, valid_from=date(2020, 9, 1)
    )
    assert revoke_all_tokens(user, "essai", now=timezone.now()) == 1
    assert entry_of(school).author == f"partner:{partner.pk}"
