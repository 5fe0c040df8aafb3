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
TOLD = "adresse"


@pytest.fixture
def known(school, settings) -> User:
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


def test_known_and_unknown_addresses_take_the_same_time(known):
    attempt(known.email), attempt("x@ecole.invalid")  # what a process learns once
    pairs = [(attempt(known.email), attempt(f"inconnue{n}@ecole.invalid")) for n in range(PAIRS)]
    there, nowhere = median(one for one, _ in pairs), median(other for _, other in pairs)
    assert max(there, nowhere) / min(there, nowhere) < MOST_RATIO, (there, nowhere)


@pytest.mark.parametrize("email", ["connue@ecole.invalid", "inconnue@ecole.invalid", "sans@ecole.invalid"])
def test_argon2_runs_once_whatever_the_address(known, monkeypatch, email):
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


def test_the_refusal_is_the_same_for_both(known):
    pages = []
    for email in (known.email, "inconnue@ecole.invalid"):
        cache.clear()
        page = ForgetfulClient().post(
            reverse("account_login"), {"login": email, "password": "faux faux faux"}
        )
        pages.append(page.content.decode().replace(email, TOLD))
    told = [page[page.index("<main") : page.index("</main")] for page in pages]
    bare = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", one) for one in told]
    assert bare[0] == bare[1]
