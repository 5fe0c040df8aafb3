"""What somebody who leaves must give back, and whether somebody who arrives has what they need."""

from datetime import date

from django.db.models import CharField, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from fanal.core.http.addresses import address
from fanal.core.people.arrivals_departures import ARRIVAL_CHECKS, LEAVER_CHECKS, OffboardingCheck
from fanal.core.registry import register
from fanal.equipment.models import Equipment


def _held(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = Equipment.objects.for_school(school_id).present().filter(holder=who).order_by("number")
    return rows.annotate(
        words=Concat(F("name"), Value(" (n° "), F("number"), Value(")"), output_field=CharField())
    ).values("words")


def _fleet(uai: str, pk: int) -> str:
    return f"{address('equipment:equipment_list', uai)}?porteur={pk}"


register(LEAVER_CHECKS, "equipment")(
    OffboardingCheck(
        "equipment",
        "Matériel à rendre",
        "le gestionnaire",
        _held,
        page=_fleet,
        is_held=True,
        own="loans:own",
    )
)
register(ARRIVAL_CHECKS, "equipment")(
    OffboardingCheck("equipment", "Matériel confié", "le référent", _held, page=_fleet)
)
