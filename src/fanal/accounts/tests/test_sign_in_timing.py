"""A stranger cannot tell by the clock which addresses have an account (docs/domain/security.md).

Both kinds of attempts are measured in one run, one after the other, and compared by their medians with a
generous margin: a machine that is busy slows both.
"""

import re
import time
from statistics import median

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.urls import reverse

from fanal.accounts.models import User
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient

PASSWORD = "Un-Phare-Sur-La-Jetée-42"
PAIRS, MOST_RATIO = 12, 1.5
ARGON2 = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
ADDRESS = "adresse"


@pytest.fixture
def user(school, settings) -> User:
    """Somebody of a school: a refused sign-in is also told in its journal."""
    settings.PASSWORD_HASHERS = ARGON2
    with scope(school):
        user = member_of(school, Role.TEACHER).user
    user.email = "connue@ecole.invalid"
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(email: str) -> float:
    """Seconds that the page of sign-in takes to refuse this address with a wrong password."""
    cache.clear()  # the limit of attempts is not what is measured
    client, started = ForgetfulClient(), time.perf_counter()
    answer = client.post(reverse("account_login"), {"login": email, "password": "pas le bon du tout"})
    assert answer.status_code == 200
    return time.perf_counter() - started


def test_known_and_unknown_addresses_take_the_same_time(user):
    attempt(user.email), attempt("x@ecole.invalid")  # what a process learns once
    pairs = [(attempt(user.email), attempt(f"inconnue{n}@ecole.invalid")) for n in range(PAIRS)]
    there, nowhere = median(seconds for seconds, _ in pairs), median(seconds for _, seconds in pairs)
    assert max(there, nowhere) / min(there, nowhere) < MOST_RATIO, (there, nowhere)


@pytest.mark.parametrize("email", ["connue@ecole.invalid", "inconnue@ecole.invalid", "sans@ecole.invalid"])
def test_argon2_runs_once_whatever_the_address(user, monkeypatch, email):
    User.objects.create_user("sans@ecole.invalid")  # invited, no password yet
    runs = []
    for name in ("encode", "verify"):
        real = getattr(hashers.Argon2PasswordHasher, name)

        def counted(self, *args, real=real, name=name, **kwargs):
            runs.append(name)
            return real(self, *args, **kwargs)

        monkeypatch.setattr(hashers.Argon2PasswordHasher, name, counted)
    attempt(email)
    assert len(runs) == 1, runs


def test_the_refusal_is_the_same_for_both(user):
    pages = []
    for email in (user.email, "inconnue@ecole.invalid"):
        cache.clear()
        page = ForgetfulClient().post(
            reverse("account_login"), {"login": email, "password": "faux faux faux"}
        )
        pages.append(page.content.decode().replace(email, ADDRESS))
    bodies = [page[page.index("<main") : page.index("</main")] for page in pages]
    bare = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", body) for body in bodies]
    assert bare[0] == bare[1]
