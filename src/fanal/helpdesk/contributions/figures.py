"""What requests say of a school year: how many, how long until they were solved, how many were passed on."""

from django.db.models import F, QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.figures import Figure, Window
from fanal.accounts.reading.school_years import year_query
from fanal.accounts.rules.years import SchoolYear
from fanal.core.addresses import address
from fanal.core.combined_counts import Median
from fanal.core.registry import FIGURES, register
from fanal.helpdesk.models import HelpRequest, Transmission


def _asked(school_id: int, window: Window) -> QuerySet:
    rows = HelpRequest.objects.for_school(school_id).not_merged()
    return rows.filter(**window.within("asked_at"))


def _solved(school_id: int, window: Window) -> QuerySet:
    rows = HelpRequest.objects.for_school(school_id).not_merged()
    return rows.filter(**window.within("solved_at"))


def _sent(school_id: int, window: Window) -> QuerySet:
    return Transmission.objects.for_school(school_id).filter(**window.within("sent_at"))


def _list(school: School, year: SchoolYear) -> str:
    return f"{address('helpdesk:request_list', school.uai)}{year_query(year)}&vue=toutes"


FIGURES_OFFERED = (
    Figure("helpdesk.asked", "Demandes envoyées", _asked, url=_list),
    Figure("helpdesk.solved", "Demandes résolues", _solved),
    Figure(
        "helpdesk.delay",
        "Temps médian pour résoudre, nuits comprises",
        _solved,
        value=Median(F("solved_at") - F("asked_at")),
        is_duration=True,
    ),
    Figure("helpdesk.sent", "Demandes transmises à la collectivité", _sent),
)
for figure in FIGURES_OFFERED:
    register(FIGURES, 10)(figure)
