"""The supplies of the measured school: two hundred licences, whose seats are given, as many consumables."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models import School
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.supplies.models import Consumable, Licence, LicenceSeat

EACH, SEATS = 200, 30


def fill(school_id: int) -> None:
    """Made once for a data set."""
    school, today = School.objects.get(pk=school_id), timezone.localdate()
    with scope(school):
        if Licence.objects.for_school(school).exists():
            return
        machines = list(Equipment.objects.for_school(school).present().order_by("pk")[:SEATS])
        licences = Licence.objects.bulk_create(
            [
                Licence(
                    school=school,
                    name=f"Logiciel {rank}",
                    seats=SEATS,
                    price_cents=rank * 100,
                    starts_on=today - timedelta(days=300),
                    ends_on=today + timedelta(days=rank * 3),
                    decide_on=today + timedelta(days=rank * 3),
                )
                for rank in range(EACH)
            ]
        )
        LicenceSeat.objects.bulk_create(
            [
                LicenceSeat(school=school, licence=licence, equipment=machine, given_on=today)
                for licence in licences
                for machine in machines
            ]
        )
        Consumable.objects.bulk_create(
            [Consumable(school=school, name=f"Toner {rank}", level=rank % 9) for rank in range(EACH)]
        )
