from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.equipment.testing import technician
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.supplies.actions import consumable, purchase
from fanal.supplies.models import Licence, MaintenanceContract

__all__ = ["technician"]
TODAY = date(2026, 11, 26)
LICENCE = {
    "name": "Atelier Photo",
    "kind": "machine",
    "seats": 3,
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 12, 31),
    "notice_months": 0,
    "is_tacit": False,
    "price_cents": 64_000,
}
CONTRACT = {
    "name": "Photocopieurs",
    "supplier": "Bureautique",
    "starts_on": date(2026, 9, 1),
    "ends_on": date(2027, 8, 31),
    "notice_months": 3,
    "is_tacit": True,
}


@pytest.fixture
def boss(lead):
    """The référent, as who acts."""
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


@pytest.fixture
def machines(school):
    """Five, P-1 to P-5."""
    with scope(school):
        return [EquipmentFactory(school=school, name=f"P-{rank}") for rank in range(1, 6)]


@pytest.fixture
def colleague(school):
    with scope(school):
        return PersonFactory(school=school, given_name="Ada", family_name="Hamel", email="ada@ecole.invalid")


def bought(school, by, **about) -> Licence:
    """A licence of three seats that ends in December, inside `scope(school)`."""
    return purchase.register_purchase(Licence(school=school), LICENCE | about, by=by)


def signed(school, by, **about) -> MaintenanceContract:
    return purchase.register_purchase(MaintenanceContract(school=school), CONTRACT | about, by=by)


def followed(school, by, level=4, **about):
    """A toner whose threshold is two."""
    values = {"name": "Toner", "unit": "cartouche", "threshold": 2} | about
    return consumable.register_consumable(school, values, level, now=timezone.now(), by=by)


def url(school, name, *args):
    return reverse(f"supplies:{name}", args=[school.uai, *args])
