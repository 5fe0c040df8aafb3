from datetime import date
from types import SimpleNamespace

import pytest

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.campaigns.actions.campaign import open_campaign
from fanal.core.tenancy import scope
from fanal.equipment.actions.labels import give_labels
from fanal.equipment.testing import technician
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory

__all__ = ["technician"]
TODAY = date(2026, 11, 26)


@pytest.fixture
def boss(lead):
    """The référent, as who acts."""
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


@pytest.fixture
def world(school, boss) -> SimpleNamespace:
    """Two rooms of one building, three machines in the first and one in the second, all with labels."""
    with scope(school):
        room = RoomFactory(school=school, name="Salle 204")
        other = RoomFactory(school=school, name="Salle 205", building=room.building)
        machines = [EquipmentFactory(school=school, room=room, name=f"PC-{rank}") for rank in "ABC"]
        machines.append(EquipmentFactory(school=school, room=other, name="PC-D"))
        codes = give_labels([room, other, *machines], school=school, by=boss)
        campaign = open_campaign(school, "Juin", TODAY, TODAY, [room, other], today=TODAY, by=boss)
    labels = {str(thing): code for thing, code in codes.items()}
    return SimpleNamespace(campaign=campaign, room=room, other=other, machines=machines, labels=labels)
