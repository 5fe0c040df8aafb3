"""The supplies of a school of the matrix: two licences and their seats, a contract, a toner."""

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.equipment.models import Equipment
from fanal.supplies.models import (
    Consumable,
    CoveredMachine,
    FormerPeriod,
    Licence,
    LicenceSeat,
    MaintenanceContract,
    StockMovement,
)


def fill_supplies(school: School, person: Person, canary: str) -> None:
    """Each bears the word of the school in its name, its supplier and its note."""
    machine = Equipment.objects.filter(school=school).order_by("pk")[0]
    day = {"starts_on": today(), "ends_on": today(), "decide_on": today()}
    words = {"supplier": canary, "note": canary}
    for kind, holder in (("machine", {"equipment": machine}), ("person", {"person": person})):
        named = f"Licence {kind} {canary}"
        licence = Licence.objects.create(school=school, name=named, kind=kind, seats=9, **day, **words)
        LicenceSeat.objects.create(school=school, licence=licence, given_on=today(), **holder)
        FormerPeriod.objects.create(
            school=school, licence=licence, starts_on=today(), ends_on=today(), seats=9
        )
    contract = MaintenanceContract.objects.create(school=school, name=f"Contrat {canary}", **day, **words)
    CoveredMachine.objects.create(school=school, contract=contract, equipment=machine)
    toner = Consumable.objects.create(school=school, name=f"Toner {canary}", level=4, supplier=canary)
    StockMovement.objects.create(
        school=school,
        consumable=toner,
        kind="in",
        change=4,
        word=canary,
        made_by=person,
        made_at=timezone.now(),
    )
