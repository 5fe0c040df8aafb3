"""What requests divide into indicators: how many, how long, who solves them, availability (TK1 to EQ10)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.equipment.contributions.device_measures import WORKING_DEVICES
from fanal.equipment.reading.measured import all_devices
from fanal.helpdesk.contributions.measures import ASKED, SOLVED, SOLVING_DELAY
from fanal.helpdesk.contributions.share_measures import (
    ANSWERING_DELAY,
    DUE,
    EVER_SOLVED,
    IN_TIME,
    ON_SITE,
    REOPENED,
    until_answered,
)
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.availability import hours_down, hours_open
from fanal.helpdesk.reading.delays import every, until_solved
from fanal.helpdesk.rules.measured import TimedRequest, hours_words
from fanal.measures.reading.indicators import (
    INDICATOR_SOURCE,
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRows,
)
from fanal.measures.reading.measures import MeasuredRow, ReadMeasured
from fanal.measures.reading.period_filters import within
from fanal.measures.reading.shares import ReadRows, delay, share
from fanal.year.rules.periods import MeasurePeriod

NOT_ANSWERED = "Aucune demande de la période n’a encore reçu de réponse."
NOT_SOLVED = "Aucune demande n’a été résolue dans la période."
NOT_DUE = "Aucune des demandes résolues dans la période n’avait de date prévue."
WORKED = "Délai ouvré"


def _listed(rows: ReadMeasured, until: Callable[[School, Any], TimedRequest] | None = None) -> ReadRows:
    """A request is named by its number and its kind: its words may name somebody. `until`: its own delay."""

    def read(school: School, period: MeasurePeriod) -> MeasuredRows:
        calendar = calendar_of(school) if until else None

        def row(request: HelpRequest) -> MeasuredRow:
            page = address("helpdesk:request_page", school.uai, request.number)
            day = request.asked_at.astimezone(school.zone_info).date()
            worth = hours_words(until(school, request), calendar) if until and calendar else ""
            return MeasuredRow(f"{request} · {request.shown_kind.label}", page, day, worth)

        return MeasuredRows(rows(school, period).select_related(None), row)

    return read


def _broken(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    """Requests about a device that are not over when the period begins, nor asked after it."""
    after = within(school, period, "asked_at")["asked_at__lt"]
    first = within(school, period, "asked_at")["asked_at__gte"]
    rows: QuerySet[HelpRequest] = (
        every(school)
        .not_merged()
        .filter(
            Q(solved_at__isnull=True, closed_at__isnull=True) | Q(solved_at__gte=first),
            equipment__in=all_devices(school).values("pk"),
            asked_at__lt=after,
        )
    )
    return rows.order_by("-asked_at", "-pk")


def _available(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Hours that devices worked, out of the hours of all: ten a working day, each device once at a time."""
    total = hours_open(school, period) * all_devices(school).count()
    down = hours_down(school, period, _broken(school, period))
    rows = _broken(school, period).count()
    return IndicatorMeasure(max(Decimal(0), total - down), total, rows=rows)


SOURCES = (
    share("TK1", ASKED, WORKING_DEVICES, rows=_listed(ASKED.rows)),
    delay(
        "TK2",
        ANSWERING_DELAY,
        none=NOT_ANSWERED,
        rows=_listed(ANSWERING_DELAY.rows, until_answered),
        worth_noun=WORKED,
    ),
    delay(
        "TK3",
        SOLVING_DELAY,
        none=NOT_SOLVED,
        rows=_listed(SOLVING_DELAY.rows, until_solved),
        worth_noun=WORKED,
    ),
    share("TK4", IN_TIME, DUE, needs=((SOLVED, NOT_SOLVED), (DUE, NOT_DUE)), rows=_listed(IN_TIME.rows)),
    share("TK5", ON_SITE, SOLVED, needs=((SOLVED, NOT_SOLVED),), rows=_listed(ON_SITE.rows)),
    share("TK6", REOPENED, EVER_SOLVED, needs=((EVER_SOLVED, NOT_SOLVED),), rows=_listed(REOPENED.rows)),
    IndicatorSource("EQ10", _available, _listed(_broken), is_recounted=False),
)
for source in SOURCES:
    register(INDICATOR_SOURCE)(source)
