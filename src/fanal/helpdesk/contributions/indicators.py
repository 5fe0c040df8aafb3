"""What requests measure: how many, how long they wait, who solves them, availability (TK1 to TK6, EQ10)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.reading.indicators import (
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRow,
    MeasuredRows,
    within,
)
from fanal.accounts.reading.measured_people import only_lead
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.models import JournalEntry
from fanal.core.registry import INDICATOR_SOURCE, register
from fanal.equipment.reading.measured import all_devices, devices
from fanal.helpdesk.models import HelpRequest, Message, Transmission
from fanal.helpdesk.reading.availability import hours_down, hours_open
from fanal.helpdesk.rules.measured import Span, TimedRequest, hours_words, median_hours

MOST = 20_000  # requests whose delays are read, of one period
NOT_ANSWERED = "Aucune demande de la période n’a encore reçu de réponse."
NOT_SOLVED = "Aucune demande n’a été résolue dans la période."
REOPENED = "helpdesk.reopened"
BY_SOMEBODY = (
    Q(messages__audience=Message.Audience.EVERYONE)
    & Q(messages__author__isnull=False)
    & ~Q(messages__author=F("requester"))
)
Requests = Callable[[School, MeasurePeriod], QuerySet[HelpRequest]]


def _here(school: School) -> Any:
    return HelpRequest.objects.for_school(school).not_merged()


def _asked(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    rows: QuerySet[HelpRequest] = _here(school).filter(**within(school, period, "asked_at"))
    return rows


def _solved(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    rows: QuerySet[HelpRequest] = _here(school).filter(**within(school, period, "solved_at"))
    return rows


def _answered(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    """Those asked in the period that somebody else than their requester answered, or solved.

    `answered_at`: the first answer that the requester could read.
    """
    rows: Any = _asked(school, period).annotate(answered_at=Min("messages__written_at", filter=BY_SOMEBODY))
    answered: QuerySet[HelpRequest] = rows.exclude(answered_at=None, solved_at=None)
    return answered


def _first_answer(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    answered: Any = _answered(school, period)
    times = answered.values_list("asked_at", "answered_at", "solved_at")[:MOST]
    ends = ((asked, min(filter(None, (answered, solved)))) for asked, answered, solved in times)
    return _median(school, period, [(asked, end, ()) for asked, end in ends], NOT_ANSWERED)


def solving_delay(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Hours of work from the asking to the solution, without the wait for the authority: TK3."""
    rows: list[tuple[int, datetime, Any]] = list(
        _solved(school, period).values_list("pk", "asked_at", "solved_at")[:MOST]
    )
    waits = defaultdict[int, list[Span]](list)
    sent = Transmission.objects.for_school(school).filter(help_request__in=[pk for pk, *_ in rows])
    solved = {pk: solved_at for pk, _, solved_at in rows}
    for pk, begins, ends in sent.values_list("help_request", "sent_at", "ended_at"):
        waits[pk].append((begins, ends or solved[pk]))
    return _median(school, period, [(asked, end, waits[pk]) for pk, asked, end in rows], NOT_SOLVED)


def _median(
    school: School, period: MeasurePeriod, spans: list[tuple[Any, Any, Iterable[Span]]], reason: str
) -> IndicatorMeasure:
    requests = [_timed(school, asked, end, waits) for asked, end, waits in spans]
    hours = median_hours(requests, calendar_of(school))
    if hours is None:
        return IndicatorMeasure.missing(reason)
    return IndicatorMeasure(hours, rows=len(requests), whose=only_lead(school, period))


def _timed(school: School, asked: datetime, end: datetime, waits: Iterable[Span] = ()) -> TimedRequest:
    """On the clock of the school."""
    zone = school.zone_info
    on_the_clock = tuple((first.astimezone(zone), last.astimezone(zone)) for first, last in waits)
    return TimedRequest(asked.astimezone(zone), end.astimezone(zone), on_the_clock)


def _until_answered(school: School, request: Any) -> TimedRequest:
    return _timed(school, request.asked_at, min(filter(None, (request.answered_at, request.solved_at))))


def until_solved(school: School, request: Any) -> TimedRequest:
    """Its transmissions are read with it."""
    waits = [(sent.sent_at, sent.ended_at or request.solved_at) for sent in request.transmissions.all()]
    return _timed(school, request.asked_at, request.solved_at, waits)


def _per_device(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    return IndicatorMeasure.ratio(_asked(school, period).count(), devices(school, period).count())


def _due(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    return _solved(school, period).filter(due_at__isnull=False)


def _in_time(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    return _due(school, period).filter(solved_at__lte=F("due_at"))


def _on_site(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    sent = Transmission.objects.for_school(school).filter(help_request=OuterRef("pk"))
    return _solved(school, period).filter(~Exists(sent))


def _reopened(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    entries = JournalEntry.objects.for_school(school).filter(verb=REOPENED, **within(school, period, "at"))
    subjects = entries.values_list("subject", flat=True).distinct()[:MOST]
    rows: QuerySet[HelpRequest] = _here(school).filter(pk__in=[int(one.split(":")[1]) for one in subjects])
    return rows


def _ever_solved(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    """Those solved in the period, those that were then reopened with them."""
    rows: QuerySet[HelpRequest] = _here(school).filter(
        Q(pk__in=_solved(school, period).values("pk")) | Q(pk__in=_reopened(school, period).values("pk"))
    )
    return rows


def _share(part: Requests, whole: Requests) -> Callable[[School, MeasurePeriod], IndicatorMeasure]:
    def measure(school: School, period: MeasurePeriod) -> IndicatorMeasure:
        total = whole(school, period).count()
        if not total:
            return IndicatorMeasure.missing(NOT_SOLVED)
        return IndicatorMeasure.ratio(part(school, period).count(), total, whose=only_lead(school, period))

    return measure


def _listed(
    requests: Requests, timed: Callable[[School, Any], TimedRequest] | None = None
) -> Callable[[School, MeasurePeriod], MeasuredRows]:
    """A request is named by its number and its kind: its words may name somebody. `timed`: its own delay."""

    def read(school: School, period: MeasurePeriod) -> MeasuredRows:
        calendar = calendar_of(school) if timed else None

        def row(request: HelpRequest) -> MeasuredRow:
            page = address("helpdesk:request_page", school.uai, request.number)
            day = request.asked_at.astimezone(school.zone_info).date()
            worth = hours_words(timed(school, request), calendar) if timed and calendar else ""
            return MeasuredRow(f"{request} · {request.shown_kind.label}", page, day, worth)

        rows = requests(school, period).order_by("-asked_at", "-number")
        return MeasuredRows(rows.prefetch_related("transmissions") if timed else rows, row)

    return read


def _broken(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    """Requests about a device that are not over when the period begins, nor asked after it."""
    after = within(school, period, "asked_at")["asked_at__lt"]
    first = within(school, period, "asked_at")["asked_at__gte"]
    rows: QuerySet[HelpRequest] = _here(school).filter(
        Q(solved_at__isnull=True, closed_at__isnull=True) | Q(solved_at__gte=first),
        equipment__in=all_devices(school).values("pk"),
        asked_at__lt=after,
    )
    return rows


def _available(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Hours that devices worked, out of the hours of all: ten a working day, each device once at a time."""
    total = hours_open(school, period) * all_devices(school).count()
    down = hours_down(school, period, _broken(school, period))
    rows = _broken(school, period).count()
    return IndicatorMeasure(max(Decimal(0), total - down), total, rows=rows)


SOURCES = (
    IndicatorSource("TK1", _per_device, _listed(_asked), is_recounted=False),
    IndicatorSource("TK2", _first_answer, _listed(_answered, _until_answered)),
    IndicatorSource("TK3", solving_delay, _listed(_solved, until_solved)),
    IndicatorSource("TK4", _share(_in_time, _due), _listed(_in_time)),
    IndicatorSource("TK5", _share(_on_site, _solved), _listed(_on_site)),
    IndicatorSource("TK6", _share(_reopened, _ever_solved), _listed(_reopened)),
    IndicatorSource("EQ10", _available, _listed(_broken), is_recounted=False),
)
for source in SOURCES:
    register(INDICATOR_SOURCE)(source)
