from datetime import date

import pytest
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.bookings.actions.bookable import offer, put_away
from fanal.bookings.models import Bookable
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.timetable.actions.periods import keep_periods
from fanal.timetable.rules.periods import MODELS

TODAY = date(2026, 11, 26)
LIMITS = {"days_ahead": 60, "most_periods": 4, "quota": 3, "shows_who": True}


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
    """The computer room, which can be booked."""
    with scope(school):
        return offer(school, RoomFactory(school=school, name="Salle info"), LIMITS, by=boss)


@pytest.fixture
def trolley(school, boss, periods) -> Bookable:
    """A case of fifteen tablets, which can be booked."""
    with scope(school):
        case = EquipmentFactory(school=school, name="Valise")
        made = offer(school, case, LIMITS, by=boss)
        tablets = EquipmentFactory.create_batch(15, school=school, room=case.room)
        put_away(made, tablets, now=timezone.now(), by=boss)
        return made
