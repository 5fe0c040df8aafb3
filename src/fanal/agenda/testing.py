"""Fixtures of the mission and its year: the browsers of a head and of a référent, a school in its scope."""

from collections.abc import Iterator
from typing import Any

import pytest

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope


@pytest.fixture
def head(client_of: Any, school: School) -> Any:
    """The browser of a head."""
    return client_of(school, Role.HEAD)


@pytest.fixture
def lead(client_of: Any, school: School) -> Any:
    """The browser of a référent."""
    return client_of(school, Role.DIGITAL_LEAD)


@pytest.fixture
def here(school: School) -> Iterator[School]:
    """The school, for as long as the test in its scope."""
    with scope(school):
        yield school
