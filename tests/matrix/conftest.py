"""The matrix asks more pages in a minute than any hand: what limits a program run wild is set aside."""

from collections.abc import Iterator

import pytest

from fanal.core.database.prepared import forget_built
from fanal.core.tenancy import SchoolOwnedQuerySet
from tests.matrix.neighbours import OTHER_FIRST, OWN_FIRST
from tests.matrix.rows import World
from tests.matrix.world import make_world


@pytest.fixture(autouse=True)
def _no_limit_for_programs(settings) -> None:
    settings.FAIR_USE = False


@pytest.fixture
def worlds(transactional_db) -> tuple[World, World]:
    return make_world("ici", OWN_FIRST), make_world("ailleurs", OTHER_FIRST)


@pytest.fixture
def policies_alone(monkeypatch) -> Iterator[None]:
    """The querysets' own scoping is switched off: only PostgreSQL's policies stand between two schools.

    SQL built before keeps its filter by school, and SQL built meanwhile has none: both are forgotten.
    """
    monkeypatch.setattr(SchoolOwnedQuerySet, "for_school", lambda self, school: self.all())
    monkeypatch.setattr(SchoolOwnedQuerySet, "for_schools", lambda self, schools: self.all())
    forget_built()
    yield
    forget_built()
