"""Guessing a password becomes slow, and nobody is shut out of an account by a stranger's guesses."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from fanal.accounts.models import User
from fanal.accounts.models.roles import Role
from fanal.accounts.rules.slowing import FROM_ONE_PLACE
from fanal.accounts.tests.factories import member_of
from fanal.core.http.limits import one_try
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient

PASSWORD, NOBODY = "Un-Phare-Sur-La-Jetée-42", "personne@ecole.invalid"
START = 1_800_000_000
HOUR = 3600


@pytest.fixture(autouse=True)
def _nobody_tried_yet(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def teacher(school) -> User:
    with scope(school):
        user = member_of(school, Role.TEACHER).user
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(email: str, password: str, browser: ForgetfulClient | None = None, address: str = "203.0.113.1"):
    """The answer to one try from this address."""
    browser = browser or ForgetfulClient()
    return browser.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address)


def same_browser(browser: ForgetfulClient) -> ForgetfulClient:
    """This browser once its session is over: what it keeps of the account is the cookie of the device."""
    again = ForgetfulClient()
    again.cookies["fanal-device"] = browser.cookies["fanal-device"].value
    return again


def is_read(answer) -> bool:
    """Was the password looked at, rather than the try refused at once?"""
    return "Trop d’essais" not in answer.text


def test_a_stranger_with_a_whole_ipv6_network_is_one_place(teacher):
    """A hostile colleague, November 2026: whoever rents a /64 had a new address for each guess."""
    tried = [attempt(teacher.email, f"faux {n}", address=f"2001:db8:1:2::{n + 1:x}") for n in range(12)]
    assert not is_read(tried[-1])
    assert is_read(attempt(teacher.email, "faux", address="2001:db8:1:3::1"))


def guesses(email: str, *, every: int, hours: int, addresses: int = 1) -> int:
    """How many passwords a stranger gets read, trying every so many seconds."""
    read = 0
    with time_machine.travel(START, tick=False) as clock:
        for number in range(hours * HOUR // every):
            answer = attempt(email, f"faux {number}", address=f"203.0.113.{number % addresses}")
            read += is_read(answer)
            clock.shift(every)
    return read


def test_an_attacker_of_one_address_gets_a_few_guesses_an_hour(teacher):
    """Verified in November 2026, § 7, S10."""
    assert 5 <= guesses(teacher.email, every=9, hours=1) <= 15


def test_an_attacker_of_many_addresses_is_slowed_too(teacher):
    assert 50 <= guesses(teacher.email, every=6, hours=1, addresses=250) <= 110


def test_the_owner_signs_in_meanwhile_on_a_browser_they_have_used(teacher):
    """Verified in November 2026, § 7, S10: five wrong tries by anyone locked the account."""
    mine = ForgetfulClient()
    with time_machine.travel(START, tick=False) as clock:
        assert attempt(teacher.email, PASSWORD, mine).status_code == 302
        mine = same_browser(mine)
        clock.shift(60)
        for number in range(80):
            attempt(teacher.email, f"faux {number}", address=f"203.0.113.{number % 40}")
        assert not is_read(attempt(teacher.email, PASSWORD, address="203.0.113.77"))
        assert attempt(teacher.email, PASSWORD, mine, "203.0.113.1").status_code == 302


def test_a_stranger_of_another_address_does_not_slow_the_owner(teacher):
    for number in range(20):
        attempt(teacher.email, f"faux {number}")
    assert attempt(teacher.email, PASSWORD, address="198.51.100.7").status_code == 302


def test_a_known_browser_is_slowed_as_any_place(teacher):
    mine = ForgetfulClient()
    attempt(teacher.email, PASSWORD, mine)
    mine = same_browser(mine)
    answers = [attempt(teacher.email, f"faux {number}", mine) for number in range(8)]
    assert [is_read(answer) for answer in answers] == [True] * 5 + [False] * 3


def test_a_cookie_of_somebody_else_or_altered_is_no_pass(teacher, school):
    with scope(school):
        other = member_of(school, Role.TEACHER).user
    other.set_password(PASSWORD)
    other.save()
    browser = ForgetfulClient()
    attempt(other.email, PASSWORD, browser)
    browser = same_browser(browser)
    for number in range(6):
        attempt(teacher.email, f"faux {number}")
    assert not is_read(attempt(teacher.email, PASSWORD, browser))
    browser.cookies["fanal-device"] = "x" + browser.cookies["fanal-device"].value
    assert not is_read(attempt(teacher.email, PASSWORD, browser))


def test_whoever_chooses_the_password_again_enters_without_waiting(teacher):
    for number in range(80):
        attempt(teacher.email, f"faux {number}", address=f"203.0.113.{number % 40}")
    home = "198.51.100.7"
    mine = ForgetfulClient(REMOTE_ADDR=home)
    mine.post(reverse("account_reset_password"), {"email": teacher.email})
    link = next(
        word for word in mail.outbox[-1].body.split() if "/password/reset/key/" in word or "key" in word
    )
    form = mine.get(link[link.index("/", 8) :], follow=True)
    again = "Une-Autre-Jetée-Sur-Le-Port-43"
    changed = mine.post(form.request["PATH_INFO"], {"password1": again, "password2": again})
    assert changed.status_code == 302, changed.text
    assert attempt(teacher.email, again, ForgetfulClient(), home).status_code == 302


def test_an_address_without_account_is_answered_alike(teacher):
    def answers(email: str) -> list[tuple[int, bool]]:
        tries = [attempt(email, f"faux {number}") for number in range(8)]
        return [(answer.status_code, is_read(answer)) for answer in tries]

    with time_machine.travel(START, tick=False):
        assert answers(NOBODY) == answers(teacher.email)


def test_the_page_says_how_long_to_wait(teacher):
    with time_machine.travel(START, tick=False):
        for number in range(5):
            attempt(teacher.email, f"faux {number}")
        answer = attempt(teacher.email, PASSWORD)
    assert "réessayez dans 10 secondes" in answer.text
    assert "Mot de passe oublié" in answer.text


@pytest.mark.django_db(transaction=True)
def test_a_hundred_tries_at_once_are_a_hundred():
    def once(_: int) -> int:
        try:
            return one_try("tries:x", delay=FROM_ONE_PLACE.delay, now=START, memory=HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(once, range(100)))
    assert waits.count(0) == 5
