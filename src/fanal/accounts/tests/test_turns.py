"""Passwords are read one at a time, and one address does not have them read without end."""

import threading
import time
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from fanal.accounts.models import User
from fanal.accounts.rules.slowing import FROM_ONE_ADDRESS
from fanal.accounts.sign_in import adapters
from fanal.core.http.turns import TooMany, Turns
from fanal.core.testing import ForgetfulClient

PASSWORD, EMAIL = "Un-Phare-Sur-La-Jetée-42", "anne@ecole.invalid"
HERE, START = "203.0.113.1", 1_800_000_000


@pytest.fixture
def anne(db) -> Iterator[User]:
    cache.clear()
    yield User.objects.create_user(EMAIL, password=PASSWORD)
    cache.clear()


def attempt(email: str, password: str, browser: ForgetfulClient | None = None, address: str = HERE):
    browser = browser or ForgetfulClient()
    return browser.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address)


def test_one_more_than_may_wait_is_sent_away_at_once_and_a_place_comes_back():
    turns, inside = Turns(most_waiting=1, seconds=30), []

    def take() -> None:
        with turns.turn():
            inside.append(1)

    with turns.turn():
        waiting = threading.Thread(target=take)
        waiting.start()
        while turns._places._value:  # until it waits
            time.sleep(0.001)
        with pytest.raises(TooMany), turns.turn():
            pass
        assert inside == []
    waiting.join()
    take()
    assert inside == [1, 1]


def test_whoever_waits_too_long_is_sent_away():
    turns = Turns(most_waiting=1, seconds=0.01)
    with turns.turn(), pytest.raises(TooMany), turns.turn():
        pass
    with turns.turn():
        pass


def test_the_page_says_so_and_counts_nothing(anne, monkeypatch):
    monkeypatch.setattr(adapters, "PASSWORDS", Turns(most_waiting=0, seconds=0))
    with adapters.PASSWORDS.turn():
        for _ in range(8):
            assert "Trop de connexions en même temps" in attempt(EMAIL, PASSWORD).text
    assert attempt(EMAIL, PASSWORD).status_code == 302


def test_one_address_that_tries_every_account_waits_but_a_known_browser_passes(anne):
    mine = ForgetfulClient()
    with time_machine.travel(START, tick=False):
        assert attempt(EMAIL, PASSWORD, mine).status_code == 302
        mine_again = ForgetfulClient()
        mine_again.cookies["fanal-device"] = mine.cookies["fanal-device"].value
        read = ["Trop d’essais" not in attempt(f"p{n}@ecole.invalid", "faux").text for n in range(35)]
        assert read == [True] * FROM_ONE_ADDRESS.free + [False] * (35 - FROM_ONE_ADDRESS.free)
        assert "Trop d’essais" in attempt(EMAIL, PASSWORD).text
        assert attempt(EMAIL, PASSWORD, mine_again).status_code == 302
        assert attempt(EMAIL, PASSWORD, address="198.51.100.7").status_code == 302
