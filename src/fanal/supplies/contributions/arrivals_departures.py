"""The licences of which somebody who leaves has a seat."""

from datetime import date

from django.db.models import F, OuterRef, QuerySet

from fanal.core.http.addresses import address
from fanal.core.people.arrivals_departures import LEAVER_CHECKS, OffboardingCheck
from fanal.core.registry import register
from fanal.supplies.models import LicenceSeat


def _seats(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = LicenceSeat.objects.for_school(school_id).filter(person=who).order_by("licence__name", "pk")
    return rows.annotate(words=F("licence__name")).values("words")


def _page(uai: str, pk: int) -> str:
    return f"{address('supplies:licence_list', uai)}?personnel={pk}"


register(LEAVER_CHECKS, "supplies")(
    OffboardingCheck("licences", "Licences à reprendre", "le référent", _seats, page=_page)
)
