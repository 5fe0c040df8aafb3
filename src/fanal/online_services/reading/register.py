"""The list of services, its views, and the usual services that it does not hold yet."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.database.prepared import prepared
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.text.words import fold
from fanal.online_services.models import OnlineService
from fanal.online_services.reading.service_detail import say_all
from fanal.online_services.rules.catalogue import USUAL, Usual

UNSAID, ENDING = "fiche", "contrat"


def services_of(school: School, today: date) -> list[Any]:
    """Those in use by name, each with its `light` and the `ending` of its contract."""
    rows: list[Any] = _in_use(school.pk)
    say_all(rows, today)
    return rows


@prepared
def _in_use(school_id: int) -> QuerySet[OnlineService]:
    return OnlineService.objects.for_school(school_id).in_use().by_name().select_related("processing")


def of_view(services: list[Any], view: str) -> list[Any]:
    """Those of one view: without a validated sheet, or whose contract ends, the soonest first."""
    if view == UNSAID:
        return [service for service in services if service.gdpr_status.tone != "ok"]
    if view == ENDING:
        return sorted(
            (service for service in services if _ends(service)), key=lambda service: service.contract_ends_on
        )
    return services


def _ends(service: Any) -> bool:
    return service.ending is not None and bool(service.ending.is_soon)


def chips_of(services: list[Any], view: str) -> list[FilterChip]:
    """The views that hold something, and the one that is read."""
    views = {"": "Tous", UNSAID: "Sans fiche validée", ENDING: "Contrat qui finit"}
    chips = tab_chips(views, [len(of_view(services, code)) for code in views], view)
    return [chip for chip in chips if chip.count or chip.current] if len(services) else []


def usual_left(services: list[OnlineService]) -> list[Usual]:
    """The usual services that the list does not hold yet."""
    names = {fold(service.name) for service in services}
    return [usual for usual in USUAL if fold(usual.name) not in names]
