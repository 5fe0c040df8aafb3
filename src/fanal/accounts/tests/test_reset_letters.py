"""Nobody shuts somebody out of « Mot de passe oublié ? », and no mailbox is flooded through it."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from fanal.accounts.models import User
from fanal.accounts.sign_in.guessing import LETTERS_FROM_ONE_PLACE, LETTERS_IN_ALL
from fanal.core.testing import ForgetfulClient
from fanal.core.text.typography import spaced

EMAIL = "anne@ecole.invalid"


@pytest.fixture(autouse=True)
def _nobody_asked_yet(db):
    cache.clear()
    User.objects.create_user(EMAIL, password="Un-Phare-Sur-La-Jetée-42")
    yield
    cache.clear()


def ask(address: str, email: str = EMAIL) -> tuple[int, str]:
    """The answer of the form of a forgotten password, asked from this network address."""
    answer = ForgetfulClient(REMOTE_ADDR=address).post(reverse("account_reset_password"), {"email": email})
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize("email", [EMAIL, "personne@ecole.invalid"])
def test_whoever_asks_too_often_gets_the_same_page_and_no_letter(email):
    answers = {ask("203.0.113.1", email) for _ in range(LETTERS_FROM_ONE_PLACE + 3)}
    assert answers == {(302, reverse("account_reset_password_done"))}
    assert len(mail.outbox) == LETTERS_FROM_ONE_PLACE


def test_the_owner_elsewhere_still_gets_a_letter():
    """Verified in November 2026: five requests by anyone closed the way out for an hour."""
    for _ in range(LETTERS_FROM_ONE_PLACE + 3):
        ask("203.0.113.1", EMAIL.upper())
    mail.outbox.clear()
    assert ask("198.51.100.7")[0] == 302
    assert len(mail.outbox) == 1


def test_the_letter_has_the_spaces_of_french():
    """Verified in November 2026, § 3.9."""
    ask("198.51.100.7")
    (letter,) = mail.outbox
    assert (spaced(letter.subject), spaced(letter.body)) == (letter.subject, letter.body)


def test_many_addresses_together_do_not_flood_a_mailbox():
    for number in range(LETTERS_IN_ALL + 5):
        assert ask(f"203.0.113.{number}")[0] == 302
    assert len(mail.outbox) == LETTERS_IN_ALL
