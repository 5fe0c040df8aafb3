"""Every proof given or failed is in the journal of each school where the person works."""

import json

import pytest
from django.urls import reverse

from fanal.accounts.models import Membership, PartnerMembership
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core import journal
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope

PASSWORD = "Un-Phare-Sur-La-Jetée-42"


@pytest.fixture
def member(school, db) -> Membership:
    with scope(school):
        made = member_of(school, Role.TEACHER)
    made.user.set_password(PASSWORD)
    made.user.save()
    return made


def noted(school) -> list[tuple[str, str]]:
    with scope(school):
        entries = JournalEntry.objects.for_school(school).filter(chain=journal.Chain.SECURITY).order_by("seq")
        assert list(journal.verify_school(school.pk)) == []
        return [(entry.verb, entry.author) for entry in entries]


def sign_in(client, user, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def test_a_sign_in_and_a_sign_out_are_told(client, member, school, elsewhere):
    sign_in(client, member.user)
    client.post(reverse("account_logout"))
    author = f"person:{member.person_id}"
    assert noted(school) == [("accounts.signed_in", author), ("accounts.signed_out", author)]
    assert noted(elsewhere) == []


def test_a_failed_sign_in_is_told_without_naming_anyone(client, member, school):
    sign_in(client, member.user, "pas le bon")
    assert noted(school) == [("accounts.sign_in_failed", "nobody")]
    with scope(school):
        entry = JournalEntry.objects.for_school(school).get()
    assert json.loads(entry.payload) == {"address": "127.0.0.1"}
    assert entry.subject == f"accounts.membership:{member.pk}"


def test_a_failure_for_an_unknown_address_is_told_nowhere(client, member, school):
    client.post(reverse("account_login"), {"login": "inconnu@ecole.invalid", "password": "rien"})
    assert noted(school) == []


def test_a_partner_is_told_in_every_school_they_see(client, member, school, elsewhere):
    for here in (school, elsewhere):
        PartnerMembership.objects.create(
            user=member.user,
            authority=here.authority,
            name="T",
            role=Role.TECHNICIAN,
            valid_from="2020-01-01",
        )
    sign_in(client, member.user)
    partner = PartnerMembership.objects.get(authority=elsewhere.authority)
    assert noted(school) == [("accounts.signed_in", f"person:{member.person_id}")]
    assert noted(elsewhere) == [("accounts.signed_in", f"partner:{partner.pk}")]


def test_recovery_codes_and_a_lost_factor_are_told(client, member, school):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    sign_in(client, member.user)
    TOTP.activate(member.user, generate_totp_secret())
    factor = Authenticator.objects.get(user=member.user)
    client.post(reverse("mfa_deactivate_totp"))
    if Authenticator.objects.filter(pk=factor.pk).exists():  # the password is asked again first
        client.post(reverse("account_reauthenticate") + "?next=/", {"password": PASSWORD})
        client.post(reverse("mfa_deactivate_totp"))
    assert ("accounts.second_factor_removed", f"person:{member.person_id}") in noted(school)
