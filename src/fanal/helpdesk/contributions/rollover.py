"""What becomes of requests when the year ends."""

from datetime import datetime, time

from fanal.accounts.models import School
from fanal.accounts.reading.rollover import YEAR_ROLLOVER, Fate, RolloverItem
from fanal.accounts.reading.school_years import year_query
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.helpdesk.models import HelpRequest
from fanal.year.rules.years import SchoolYear


@register(YEAR_ROLLOVER, "helpdesk")
def requests(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
    begins, ends = (datetime.combine(year.starts_on, time(), school.zone_info) for year in (ending, opening))
    rows = HelpRequest.objects.for_school(school).not_merged().filter(asked_at__lt=ends)
    listed = address("helpdesk:request_list", school.uai)
    return [
        RolloverItem(
            Fate.CLOSED,
            "demande encore ouverte",
            "demandes encore ouvertes",
            rows.open(),
            listed,
            "Résolue sans qu’on l’ait dit, abandonnée, ou à reprendre à la rentrée ?",
        ),
        RolloverItem(
            Fate.ARCHIVED,
            f"demande de {ending}",
            f"demandes de {ending}",
            rows.filter(asked_at__gte=begins),
            f"{listed}{year_query(ending)}&vue=toutes",
        ),
    ]
