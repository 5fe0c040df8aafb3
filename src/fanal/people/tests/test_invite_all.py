"""Verified § 8: forty-eight teachers are invited by one press, and the mail says who invites them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models import Invitation, Membership
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.clock.testing import today
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, letters, words_of

PRESS = {"key": "k" * 24}


def somebody(school, role=Role.TEACHER, **card):
    person = PersonFactory(school=school, **card)
    Membership.objects.create(school=school, person=person, roles=[role], valid_from=today())
    return person


@pytest.fixture
def teachers(school):
    """Twelve with an address, two without."""
    with scope(school):
        made = [somebody(school, email=f"{letters(rank)}@ecole.invalid") for rank in range(12)]
        return made, [somebody(school, email="", family_name=name) for name in ("Sauvage", "Perdrix")]


def page(client, school):
    return words_of(client.get(reverse("people:person_list", args=[school.uai])).text)


def press(client, school, **more):
    return client.post(reverse("people:invite_all", args=[school.uai]), PRESS | more)


def mails(school):
    with scope(school):
        return list(Mail.objects.for_school(school).filter(key__startswith="accounts.invitation:"))


def test_verified_8_everybody_without_access_is_invited_by_one_press(client_of, school, teachers):
    head = client_of(school, Role.HEAD)
    said = page(head, school)
    assert "Inviter les 12 sans accès" in said
    assert "2 personnes sans adresse" in said
    assert {"Sauvage", "Perdrix"} <= set(said.replace(",", " ").split())
    for _ in range(2):
        assert press(head, school).url == reverse("people:person_list", args=[school.uai])
    assert {mail.to for mail in mails(school)} == {person.email for person in teachers[0]}
    assert len(mails(school)) == 12
    said = page(head, school)
    assert "12 invitations partent" in said
    assert "Inviter les" not in said
    press(head, school, key="other" * 5)
    assert len(mails(school)) == 12, "whoever was just invited is not invited again"
    assert "Tout le monde est déjà invité" in page(head, school)


def test_verified_8_the_mail_names_who_invites(client_of, school, teachers):
    head = client_of(school, Role.HEAD)
    press(head, school)
    inviter = str(head.membership.person)
    assert all(
        f"{inviter} (Chef d’établissement), {school.name}, vous invite" in mail.text for mail in mails(school)
    )


def test_an_invitation_too_old_is_sent_again_and_one_that_stands_is_not(client_of, school, teachers):
    head = client_of(school, Role.HEAD)
    press(head, school)
    with scope(school):
        first = Invitation.objects.for_school(school).order_by("pk")[0]
        seed, first.sent_at = first.seed, first.sent_at - timedelta(days=8)
        first.save()
    assert "Inviter la personne sans accès" in page(head, school)
    press(head, school, key="later" * 5)
    with scope(school):
        assert Invitation.objects.for_school(school).get(pk=first.pk).seed != seed
        assert Invitation.objects.for_school(school).count() == 12


def test_three_letters_a_day_and_no_more(client_of, school):
    """Withdrawn and sent again eight times, an address of one’s choice had eight letters in seconds."""
    head = client_of(school, Role.HEAD)
    with scope(school):
        person = somebody(school, email="toujours@ecole.invalid")
    invite, withdraw = (
        reverse(f"people:{name}", args=[school.uai, person.pk])
        for name in ("person_invite", "person_withdraw")
    )
    for rank in range(5):
        answer = head.post(invite, {"key": f"{rank}" * 24})
        head.post(withdraw, {"key": f"{rank}w" * 12})
    assert "3 invitations aujourd’hui" in words_of(answer.text)
    press(head, school, key="all" * 8)
    assert len(mails(school)) == 3


def test_nobody_invites_above_their_own_reach(client_of, school):
    """A référent gives no function of the management: the head invites the deputy."""
    with scope(school):
        above = somebody(school, Role.DEPUTY, email="adjointe@ecole.invalid")
        somebody(school, email="lise@ecole.invalid")
    press(client_of(school, Role.DIGITAL_LEAD), school)
    assert above.email not in {mail.to for mail in mails(school)}
    assert len(mails(school)) == 1


def test_whoever_invites_nobody_is_offered_nothing(client_of, school, teachers):
    bursar = client_of(school, Role.BURSAR)
    assert "sans accès" not in page(bursar, school)
    assert press(bursar, school).status_code == 403
    assert mails(school) == []


def test_what_is_searched_does_not_ask_for_it(client_of, school, teachers, count_queries):
    """A keystroke paid for a notice that stands outside of what it draws (read, November 2026)."""
    head = client_of(school, Role.HEAD)
    address = reverse("people:person_list", args=[school.uai])
    head.get(address)
    with count_queries() as whole:
        head.get(address)
    with count_queries() as fragment:
        head.get(address, {"q": "a"}, headers={"HX-Request": "true", "HX-Target": "div#results"})
    assert len(fragment) <= len(whole) - 3


def test_whoever_left_or_has_no_function_is_left_alone(client_of, school):
    with scope(school):
        PersonFactory(school=school, email="sans-fonction@ecole.invalid")
        gone = somebody(school, email="partie@ecole.invalid")
        gone.left_on = today()
        gone.save()
    head = client_of(school, Role.HEAD)
    assert "sans accès" not in page(head, school)
    press(head, school)
    assert mails(school) == []


def test_the_list_costs_the_same_for_one_and_twenty_without_access(client_of, school, count_queries):
    head = client_of(school, Role.HEAD)
    counts = []
    for more in (1, 19):
        with scope(school):
            for _ in range(more):
                somebody(school)
        page(head, school)
        with count_queries() as asked:
            page(head, school)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES
