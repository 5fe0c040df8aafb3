"""Goods of the measured school that leave: thirty batches, one of two hundred machines."""

from django.utils import timezone

from fanal.accounts.models import School
from fanal.core.database.numbers import next_number
from fanal.core.tenancy import scope
from fanal.disposals.models import Disposal, DisposalItem
from fanal.equipment.models import Equipment

BATCHES, LARGEST = 30, 200


def fill(school_id: int) -> int:
    """Made once for a data set; the key of the largest batch."""
    school, day = School.objects.get(pk=school_id), timezone.localdate()
    with scope(school):
        if known := Disposal.objects.for_school(school).order_by("pk").last():
            return int(known.pk)
        for rank in range(BATCHES):
            batch = Disposal.objects.create(
                school=school,
                number=next_number(school.pk, "disposal"),
                name=f"Sortie {rank}",
                owner="authority",
                prepared_on=day,
            )
        machines = Equipment.objects.for_school(school).present().order_by("pk")[:LARGEST]
        DisposalItem.objects.bulk_create(
            [DisposalItem(school=school, disposal=batch, equipment=machine) for machine in machines]
        )
        return int(batch.pk)
