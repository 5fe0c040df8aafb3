"""How long requests wait, in hours of work: the one delay of indicators, reports and figures of a year."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.models.request_queryset import HelpRequestQuerySet
from fanal.helpdesk.rules.measured import Span, TimedRequest, median_hours

MOST = 20_000  # requests whose delays are read, of one period


def timed(school: School, asked: datetime, end: datetime, waits: Iterable[Span] = ()) -> TimedRequest:
    """On the clock of the school."""
    zone = school.zone_info
    on_the_clock = tuple((first.astimezone(zone), last.astimezone(zone)) for first, last in waits)
    return TimedRequest(asked.astimezone(zone), end.astimezone(zone), on_the_clock)


def until_solved(school: School, request: Any) -> TimedRequest:
    """Its transmissions are read with it."""
    waits = [(sent.sent_at, sent.ended_at or request.solved_at) for sent in request.transmissions.all()]
    return timed(school, request.asked_at, request.solved_at, waits)


def solving_median(school: School, solved: HelpRequestQuerySet) -> tuple[Decimal, int] | None:
    """The median from the asking to the solution, without the wait for the authority; of how many requests.

    None of none. Three questions.
    """
    solved = solved.order_by()
    rows: list[tuple[int, datetime, Any]] = list(solved.values_list("pk", "asked_at", "solved_at")[:MOST])
    if not rows:
        return None
    waits = defaultdict[int, list[Span]](list)
    sent = Transmission.objects.for_school(school).filter(help_request__in=solved.values("pk"))
    columns = ("help_request", "sent_at", "ended_at", "help_request__solved_at")
    for pk, begins, ends, solved_at in sent.values_list(*columns):
        waits[pk].append((begins, ends or solved_at))
    requests = [timed(school, asked, end, waits[pk]) for pk, asked, end in rows]
    hours = median_hours(requests, calendar_of(school))
    return None if hours is None else (hours, len(requests))


def every(school: School | int) -> HelpRequestQuerySet:
    rows: HelpRequestQuerySet = HelpRequest.objects.for_school(school)
    return rows
