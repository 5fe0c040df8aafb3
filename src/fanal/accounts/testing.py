"""Fixtures of schools and signed-in people, for every app's tests."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from fanal.core.testing import ForgetfulClient

if TYPE_CHECKING:
    from fanal.accounts.models import Membership, School


@pytest.fixture
def school(db: None) -> "School":
    from fanal.accounts.tests.factories import SchoolFactory

    return SchoolFactory(name="Collège d’ici")


@pytest.fixture
def elsewhere(db: None) -> "School":
    from fanal.accounts.tests.factories import SchoolFactory

    return SchoolFactory(name="Collège d’ailleurs")


def signed_in(membership: "Membership") -> ForgetfulClient:
    """A browser that has given both proofs."""
    import time

    from fanal.accounts.sign_in import session_assurance

    client = ForgetfulClient()
    client.force_login(membership.user)
    session = client.session
    session[session_assurance.STRONG] = True
    session[session_assurance.SINCE] = int(time.time())
    session.save()
    client.membership = membership
    return client


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
