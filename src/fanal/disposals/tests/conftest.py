from datetime import date
from types import SimpleNamespace

import pytest

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.disposals.actions import items, leaving, preparing
from fanal.disposals.actions.preparing import GoodsInput
from fanal.disposals.rules.item import Destination, DisposalReason
from fanal.equipment.rules.states import DisposalDecision
from fanal.equipment.testing import lead, technician
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory

__all__ = ["lead", "technician"]
TODAY = date(2026, 11, 26)
WORN = GoodsInput(DisposalReason.WORN, Destination.RECYCLING)


@pytest.fixture
def boss(lead):
    """The référent, as who acts."""
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


@pytest.fixture
def bursar(client_of, school):
    return client_of(school, Role.BURSAR)


@pytest.fixture
def manager(bursar):
    """The bursar, as who acts."""
    return actor_of(bursar.membership.person, Role.BURSAR)


@pytest.fixture
def machines(school):
    """Three computers of the authority in stock, PC-A to PC-C, that hold data."""
    with scope(school):
        sort = EquipmentTypeFactory(school=school, name="Ordinateur fixe", kind="computer")
        return [
            EquipmentFactory(
                school=school,
                name=f"PC-{rank}",
                type=sort,
                state="stock",
                price_cents=50_000,
                owner="authority",
            )
            for rank in "ABC"
        ]


def prepared(school, machines, by, given=WORN, name="Postes"):
    """The batch of these. Inside `scope(school)`."""
    proposal = preparing.prepare_disposal(school, name, machines, given, today=TODAY, by=by)
    return proposal.disposals[0]


def wipe(disposal, by, **said):
    """Every good of it, unless `said` otherwise."""
    values = {
        "wiping": "done",
        "method": "Réécriture",
        "tool": "nwipe",
        "wiped_on": TODAY,
        "wiped_by": None,
        "wiping_service": "Service informatique",
    }
    keys = list(disposal.items.values_list("pk", flat=True))
    return items.note_wiping(disposal, keys, values | said, today=TODAY, by=by)


def decided(school, machines, by, manager, given=WORN, refused=()):
    """A batch whose decision is noted; `refused`: machines. Inside `scope(school)`."""
    disposal = prepared(school, machines, by, given)
    disposal = preparing.propose_disposal(disposal, today=TODAY, by=manager)
    keys = set(disposal.items.filter(equipment__in=refused).values_list("pk", flat=True))
    return leaving.decide_disposal(disposal, DisposalDecision("CP-12", TODAY), keys, today=TODAY, by=manager)


@pytest.fixture
def ready(school, machines, boss, manager) -> SimpleNamespace:
    """A batch that was decided of and wiped: it may leave."""
    with scope(school):
        disposal = decided(school, machines, boss, manager)
        wipe(disposal, boss)
    return SimpleNamespace(disposal=disposal, machines=machines)
