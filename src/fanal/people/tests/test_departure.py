"""« Envoyée » is said of what left: an invitation, or the link of a forgotten password.

Verified in November 2026, § 2.16.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope


@pytest.fixture
def invited(lead, school, settings) -> Person:
    settings.ENV = settings.ENV.model_copy(update={"smtp_url": ""})
    with scope(school):
        membership = member_of(school, Role.TEACHER)
        membership.user = None
        membership.save()
    person = membership.person
    answer = lead.post(reverse("people:person_invite", args=[school.uai, person.pk]), follow=True)
    assert "Les courriels attendent" in answer.text
    return person


def pages(lead, school, person) -> list[str]:
    return [
        lead.get(reverse("people:person_page", args=[school.uai, person.pk])).text,
        lead.get(reverse("people:person_list", args=[school.uai])).text,
    ]


def test_an_invitation_that_waits_says_so_and_why(lead, school, invited):
    card, listed = pages(lead, school, invited)
    for page in (card, listed):
        assert "Invitation en attente d’envoi" in page
        assert "Invitation envoyée" not in page
    assert "aucun serveur d’envoi n’est réglé" in card


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        ("sent", "", "Invitation envoyée"),
        ("kept", "", "Invitation envoyée"),
        ("failed", "Le serveur d’envoi a refusé ce courriel (code 550).", "a refusé ce courriel (code 550)"),
    ],
)
def test_an_invitation_is_sent_once_its_letter_left(lead, school, invited, state, reason, said):
    with scope(school):
        Mail.objects.for_school(school).update(state=state, reason=reason, sent_at=timezone.now())
    assert said in pages(lead, school, invited)[0]


@pytest.mark.parametrize("address", ["known", "nobody@ecole.invalid"])
def test_a_forgotten_password_says_that_no_mail_left(lead, client, settings, address):
    settings.MAILERS = {"default": {"BACKEND": "fanal.core.mail.nowhere.RefusingBackend"}}
    email = lead.membership.user.email if address == "known" else address
    answer = client.post(reverse("account_reset_password"), {"email": email})
    assert answer.status_code == 503
    assert "Aucun courriel n’est parti" in answer.text
