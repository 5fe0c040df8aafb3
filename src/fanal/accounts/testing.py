"""Fixtures of schools and signed-in people, for every app's tests."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, user_logged_in

from fanal.core.testing import ForgetfulClient

if TYPE_CHECKING:
    from fanal.accounts.models import Membership, School, User


@pytest.fixture
def school(db: None) -> "School":
    from fanal.accounts.tests.factories import SchoolFactory

    return SchoolFactory(name="Collège d’ici")


@pytest.fixture
def elsewhere(db: None) -> "School":
    from fanal.accounts.tests.factories import SchoolFactory

    return SchoolFactory(name="Collège d’ailleurs")


def signed_in(membership: "Membership") -> ForgetfulClient:
    """A browser that has given both proofs: its session is written as signing in leaves it, in one row."""
    client = ForgetfulClient()
    client.cookies[settings.SESSION_COOKIE_NAME] = proven_session(membership.user)
    client.membership = membership
    return client


def proven_session(user: "User") -> str:
    """The key of a new session of this user; whoever listens to a sign-in hears of it."""
    import time

    from django.http import HttpRequest

    from fanal.accounts.sign_in import session_assurance

    request = HttpRequest()
    request.session = session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[session_assurance.STRONG] = True
    session[session_assurance.SINCE] = int(time.time())
    user_logged_in.send(sender=type(user), request=request, user=user)
    session.save()
    return str(session.session_key)


@pytest.fixture
def client_of(db: None) -> Callable[..., Any]:
    """`client_of(school, Role.TEACHER)`: a signed-in browser; `.membership` says whose."""
    from fanal.accounts.tests.factories import member_of
    from fanal.core.tenancy import scope

    def make(school: "School", *roles: Any, **membership: Any) -> ForgetfulClient:
        with scope(school):
            made = member_of(school, *roles, **membership)
        return signed_in(made)

    return make


@pytest.fixture
def lead(client_of: Callable[..., Any], school: "School") -> ForgetfulClient:
    """The browser of a référent; `head` and `teacher` are those of the others whom most pages meet."""
    from fanal.accounts.models.roles import Role

    return client_of(school, Role.DIGITAL_LEAD)


@pytest.fixture
def head(client_of: Callable[..., Any], school: "School") -> ForgetfulClient:
    from fanal.accounts.models.roles import Role

    return client_of(school, Role.HEAD)


@pytest.fixture
def teacher(client_of: Callable[..., Any], school: "School") -> ForgetfulClient:
    from fanal.accounts.models.roles import Role

    return client_of(school, Role.TEACHER)


@pytest.fixture
def technician_program(school: "School") -> ForgetfulClient:
    """A program that shows the token of a technician of the school's authority."""
    from datetime import date

    from fanal.accounts.models import PartnerMembership, User
    from fanal.accounts.models.roles import Role
    from fanal.accounts.tests.factories import forge_token
    from fanal.core.tenancy import scope

    user = User.objects.create(email="technicien@departement.invalid", password="!")
    PartnerMembership.objects.create(
        user=user, name="Sami", role=Role.TECHNICIAN, authority=school.authority, valid_from=date(2020, 9, 1)
    )
    with scope(school):
        text = forge_token(school, user)
    return ForgetfulClient(headers={"Authorization": f"Bearer {text}"})
