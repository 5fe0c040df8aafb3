"""What the faults happen to."""

from collections.abc import Iterator

import pytest

from tests.faults.serving import Served


@pytest.fixture(scope="session")
def served(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One `fanal serve` for the tests that leave it as they met it."""
    made = Served(tmp_path_factory.mktemp("served") / "home")
    yield made
    made.remove()
