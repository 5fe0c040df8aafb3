"""An invitation opens a membership only for whoever proves that the address invited is theirs."""

import pytest
from django.conf import settings
from django.urls import reverse

from fanal.accounts.models import Invitation, Membership, User
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.core.clock.testing import today
from fanal.core.mail.models import Mail
from fanal.core.mail.sending import compose
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.people.reading.invitation_link import joining_token

PASSWORD = "Un-Phare-Sur-La-Jetée-42"


@pytest.fixture
def newcomer(school) -> Membership:
    """On record with a function, without a sign-in."""
    with scope(school):
        person = PersonFactory(school=school, email="lise.aubert@ecole.invalid")
        return Membership.objects.create(school=school, person=person, roles=["teacher"], valid_from=today())


def invited(client, school, membership: Membership) -> str:
    """Press the button; the address of the link that leaves."""
    answer = client.post(reverse("people:person_invite", args=[school.uai, membership.person_id]))
    assert answer.status_code == 302
    return _address(school, membership)


def _address(school, membership: Membership) -> str:
    with scope(school):
        invitation = Invitation.objects.for_school(school).waiting().get(person=membership.person_id)
    return reverse("joining", args=[joining_token(invitation)])


def account(school, email: str) -> Membership:
    """Somebody who works in another school and signs in there."""
    with scope(school):
        made = member_of(school, Role.TEACHER)
    User.objects.filter(pk=made.user.pk).update(email=email)
    made.user.refresh_from_db()
    made.user.set_password(PASSWORD)
    made.user.save()
    return made


def user_of(school, membership: Membership) -> User | None:
    with scope(school):
        return Membership.objects.for_school(school).get(pk=membership.pk).user


def test_the_link_is_made_when_the_letter_leaves_and_kept_nowhere(client_of, school, newcomer):
    address = invited(client_of(school, Role.DIGITAL_LEAD), school, newcomer)
    with scope(school):
        mail = Mail.objects.for_school(school).select_related("school").get(to="lise.aubert@ecole.invalid")
        assert address not in mail.text + mail.html
        leaving = compose(mail)
    text, html = (part.get_content() for part in leaving.iter_parts())
    # Its signature names the second when the letter leaves.
    invitation = settings.PUBLIC_URL + address.rsplit(":", 2)[0]
    assert invitation in text
    assert invitation in html


def test_whoever_has_no_account_chooses_a_password_and_is_in(client_of, school, newcomer):
    address, client = invited(client_of(school, Role.HEAD), school, newcomer), ForgetfulClient()
    assert "Choisissez un mot de passe" in client.get(address).content.decode()
    client.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert client.get(reverse("web:home", args=[school.uai])).status_code == 200
    assert ForgetfulClient().get(address).status_code == 410


def test_an_account_that_exists_must_be_signed_in(client_of, school, elsewhere, newcomer):
    theirs = account(elsewhere, "lise.aubert@ecole.invalid")
    address, stranger = invited(client_of(school, Role.HEAD), school, newcomer), ForgetfulClient()
    page = stranger.get(address).content.decode()
    assert "Un compte existe déjà" in page
    stranger.post(
        address, {"password": "Autre-Phare-Sur-La-Jetée-43", "again": "Autre-Phare-Sur-La-Jetée-43"}
    )
    theirs.user.refresh_from_db()
    assert theirs.user.check_password(PASSWORD)
    assert user_of(school, newcomer) is None
    owner = signed_in(theirs)
    assert owner.get(reverse("web:home", args=[school.uai])).status_code == 404
    assert "s’ajoutera à votre compte" in owner.get(address).content.decode()
    assert owner.post(address).url == reverse("web:home", args=[school.uai])
    assert user_of(school, newcomer) == theirs.user
    assert elsewhere.name in owner.get(reverse("web:home", args=[school.uai])).content.decode()  # the menu


def test_somebody_else_signed_in_takes_nothing(client_of, school, elsewhere, newcomer):
    address = invited(client_of(school, Role.HEAD), school, newcomer)
    thief = client_of(elsewhere, Role.HEAD)
    assert "Déconnectez-vous" in thief.get(address).content.decode()
    thief.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert user_of(school, newcomer) is None


def test_sent_again_the_first_link_is_dead_and_withdrawn_both_are(client_of, school, newcomer):
    client = client_of(school, Role.HEAD)
    first = invited(client, school, newcomer)
    second = invited(client, school, newcomer)
    assert ForgetfulClient().get(first).status_code == 410
    assert ForgetfulClient().get(second).status_code == 200
    client.post(reverse("people:person_withdraw", args=[school.uai, newcomer.person_id]))
    assert ForgetfulClient().get(second).status_code == 410


def test_a_link_sent_to_a_wrong_address_is_dead_once_the_address_is_corrected(client_of, school, newcomer):
    client = client_of(school, Role.DIGITAL_LEAD)
    address = invited(client, school, newcomer)
    card, page = {"given_name": "Lise", "family_name": "Aubert"}, [school.uai, newcomer.person_id]
    same = card | {"email": "Lise.Aubert@ecole.invalid", "phone": "01 02 03 04 05"}
    client.post(reverse("people:person_change", args=page), same)
    assert ForgetfulClient().get(address).status_code == 200
    right = card | {"email": "l.aubert@ecole.invalid"}
    page_text = client.post(reverse("people:person_change", args=page), right, follow=True).text
    assert "n’ouvre plus rien à qui l’a reçu à lise.aubert@ecole.invalid" in page_text
    assert ForgetfulClient().get(address).status_code == 410
    assert ForgetfulClient().get(invited(client, school, newcomer)).status_code == 200


def test_whoever_signs_in_already_is_not_invited(client_of, school):
    client = client_of(school, Role.HEAD)
    with scope(school):
        other = member_of(school, Role.TEACHER)
    answer = client.post(reverse("people:person_invite", args=[school.uai, other.person_id]))
    assert answer.status_code == 403


def test_whoever_left_meanwhile_is_told_so(client_of, school, newcomer):
    client = client_of(school, Role.HEAD)
    address = invited(client, school, newcomer)
    with scope(school):
        Membership.objects.for_school(school).filter(pk=newcomer.pk).update(
            valid_from="2020-09-01", valid_until="2021-08-31"
        )
    answer = ForgetfulClient().post(address, {"password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 422
    assert not User.objects.filter(email="lise.aubert@ecole.invalid", password__startswith="argon2").exists()
