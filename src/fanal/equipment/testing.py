"""Fixtures of equipment: a technician of the authority, and the référent of a school that has rooms."""

from datetime import date
from typing import Any

import pytest

from fanal.accounts.models import PartnerMembership, School, User
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import BuildingFactory, EquipmentTypeFactory, RoomFactory


@pytest.fixture
def technician(school: School) -> Any:
    """A browser of someone of the school's authority."""
    user = User.objects.create(email="technicien@departement.invalid", password="!")
    return signed_in(
        PartnerMembership.objects.create(
            user=user,
            name="Tech",
            role=Role.TECHNICIAN,
            authority=school.authority,
            valid_from=date(2020, 9, 1),
        )
    )


@pytest.fixture
def lead(client_of: Any, school: School) -> Any:
    """The référent of a school that has five rooms, in one building, and one type."""
    with scope(school):
        building = BuildingFactory(school=school, name="Bâtiment A")
        for name in ("Salle 203", "Salle 204", "Salle 112", "Salle des professeurs", "CDI"):
            RoomFactory(school=school, building=building, name=name)
        EquipmentTypeFactory(school=school, name="Ordinateur portable")
    return client_of(school, Role.DIGITAL_LEAD)
