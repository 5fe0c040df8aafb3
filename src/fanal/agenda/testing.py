"""What the tests of the mission and its year share: a school in its scope."""

from collections.abc import Iterator

import pytest

from fanal.accounts.models import School
from fanal.core.tenancy import scope


@pytest.fixture
def here(school: School) -> Iterator[School]:
    """The school, for as long as the test in its scope."""
    with scope(school):
        yield school
