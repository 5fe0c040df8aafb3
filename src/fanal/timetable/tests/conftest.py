import pytest

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.bookings.actions.bookable import offer
from fanal.bookings.models import Bookable
from fanal.bookings.tests.conftest import LIMITS
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import RoomFactory
from fanal.timetable.actions.periods import keep_periods
from fanal.timetable.rules.periods import MODELS


@pytest.fixture
def boss(head):
    """The head, as who acts."""
    return actor_of(head.membership.person, Role.HEAD)


@pytest.fixture
def periods(school, boss):
    with scope(school):
        keep_periods(school, MODELS["8h30"][1], by=boss)
    return MODELS["8h30"][1]


@pytest.fixture
def room(school, boss, periods) -> Bookable:
    """The computer room, which can be booked: lessons hold it."""
    with scope(school):
        return offer(school, RoomFactory(school=school, name="Salle info"), LIMITS, by=boss)
