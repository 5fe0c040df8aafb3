"""What each app knows was done by somebody, so that they need not write it down again.

An app offers (WORK_EVIDENCE) one `WorkSource` for each sort of work; whoever keeps a log asks them all in one
question. A line is a day of a person: how many, and the minutes noted when there are some. It never says what
the thing was about, nor for whom.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, TruncDate

from fanal.core.database.prepared import prepared
from fanal.core.journal.models import OF_PEOPLE, JournalEntry
from fanal.core.registry import Kind, registered

# one for each sort of work that somebody did
WORK_EVIDENCE: "Kind[WorkSource]" = Kind(
    "work evidence",
    (
        "helpdesk.handled",
        "helpdesk.accounts",
        "helpdesk.timed",
        "helpdesk.timed_accounts",
        "helpdesk.passed_on",
        "helpdesk.sheets",
        "helpdesk.visits",
        "peer_help.sessions",
        "peer_help.ended",
        "peer_help.thanks",
        "equipment.records",
        "equipment.labels",
        "equipment.convention",
        "equipment.imports",
        "disposals.prepared",
        "online_services.kept",
        "online_services.states",
        "online_services.acts",
        "online_services.compared",
        "online_services.settled",
        "online_services.printed",
        "online_services.reviewed",
        "online_services.reviews",
        "online_services.habits",
        "privacy.register",
        "privacy.rights",
        "privacy.breaches",
        "directory.movements",
        "directory.joined",
        "directory.letters",
        "directory.imports",
        "accounts.people",
        "missions.advice",
        "missions.equipment",
        "missions.services",
        "missions.mission",
        "commission.meetings",
        "missions.switch",
        "missions.points",
        "missions.training",
        "training.followed",
        "training.given",
        "training.prepared",
    ),
)

Rows = Callable[[int, int], QuerySet]  # (school id, person id) -> what that person did
NOTHING = Value(0, IntegerField())


@dataclass(frozen=True)
class WorkSource:
    """One sort of work. `part` is the line of the mission it belongs to (`missions.rules.parts`).

    It is found in `rows`, each of its `day` (a field or an expression); or, where no row keeps who did it, in
    the journal, by `verbs`. `minutes` is a proposed duration for each, never a rule; `spent` the expression
    of the minutes that were noted, if they may be; `page` the name of the list of it.
    """

    code: str
    part: str
    one: str
    many: str
    minutes: int
    page: str
    rows: Rows | None = None
    day: Any = None
    verbs: tuple[str, ...] = ()
    spent: Any = None
    is_requests: bool = False


@dataclass(frozen=True)
class Done:
    """A day of work of one sort."""

    source: WorkSource
    day: date
    count: int
    spent: int


def by_code() -> dict[str, WorkSource]:
    """Every source that the apps offer, in their order."""
    return {source.code: source for source in registered(WORK_EVIDENCE)}


def done_by(school_id: int, person_id: int, first: date, last: date) -> list[Done]:
    """What this person did between two days, both included. One question, whatever the number of sources.

    The days are those of the current time zone.
    """
    sources: list[WorkSource] = registered(WORK_EVIDENCE)
    rows: list[Any] = _done(school_id, person_id, f"person:{person_id}", first, last)
    days = [Done(sources[rank], day, count, spent or 0) for rank, day, count, spent in rows]
    return sorted(days, key=lambda done: (done.day, done.source.code))


@prepared
def _done(school_id: int, person_id: int, author: str, first: date, last: date) -> QuerySet:
    sources: list[WorkSource] = registered(WORK_EVIDENCE)
    querysets = [_journaled(sources, school_id, author)]
    for rank, source in enumerate(sources):
        if source.rows is not None:
            querysets.append(_counted_rows(rank, source, source.rows(school_id, person_id)))
    each = [rows.filter(work_day__gte=first, work_day__lte=last) for rows in querysets]
    columns = [rows.values_list("work_rank", "work_day", "work_count", "work_spent") for rows in each]
    return columns[0].union(*columns[1:], all=True)


def _counted_rows(rank: int, source: WorkSource, rows: QuerySet) -> QuerySet:
    day = F(source.day) if isinstance(source.day, str) else source.day
    spent = Cast(Sum(source.spent), IntegerField()) if source.spent else NOTHING
    dated = rows.order_by().annotate(work_rank=Value(rank, IntegerField()), work_day=day)
    return dated.values("work_rank", "work_day").annotate(work_count=Count("pk"), work_spent=spent)


def _journaled(sources: list[WorkSource], school_id: int, author: str) -> QuerySet:
    """By the sentences of the journal alone: its words are not read."""
    ranks = [
        When(verb__in=source.verbs, then=Value(rank)) for rank, source in enumerate(sources) if source.verbs
    ]
    verbs = [verb for source in sources for verb in source.verbs]
    entries = JournalEntry.objects.for_school(school_id).filter(OF_PEOPLE, author=author, verb__in=verbs)
    ranked = Case(*ranks, output_field=IntegerField())
    dated = entries.order_by().annotate(work_rank=ranked, work_day=TruncDate("at"))
    return dated.values("work_rank", "work_day").annotate(work_count=Count("pk"), work_spent=NOTHING)
