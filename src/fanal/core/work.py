"""What each app knows was done by somebody, so that they need not write it down again.

An app offers (WORK_EVIDENCE) one `WorkSource` for each sort of work; whoever keeps a log asks them all in one
question. A line is a day of a person: how many, and the minutes noted when there are some. It never says what
the thing was about, nor for whom.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, QuerySet, Sum, Value
from django.db.models.functions import Cast

from fanal.core.journal.models import OF_PEOPLE, JournalEntry
from fanal.core.registry import WORK_EVIDENCE, offered

Rows = Callable[[int, int], QuerySet]  # (school id, person id) -> what that person did


@dataclass(frozen=True)
class WorkSource:
    """One sort of work. `part` is the line of the mission it belongs to (`missions.rules.parts`).

    `day` is the field or expression of its day; `minutes` a proposed duration for each, never a rule;
    `spent` the expression of the minutes that were noted, if they may be; `page` the name of the list of it.
    """

    code: str
    part: str
    one: str
    many: str
    minutes: int
    rows: Rows
    day: Any
    page: str
    spent: Any = None
    is_requests: bool = False


@dataclass(frozen=True)
class Done:
    """A day of work of one sort."""

    source: WorkSource
    day: date
    count: int
    spent: int


def journaled(*verbs: str) -> Rows:
    """What no row says the author of: by the sentences of the journal, which hold no word here."""

    def rows(school_id: int, person_id: int) -> QuerySet:
        entries = JournalEntry.objects.for_school(school_id)
        return entries.filter(OF_PEOPLE, author=f"person:{person_id}", verb__in=verbs)

    return rows


def by_code() -> dict[str, WorkSource]:
    """Every source that the apps offer, in their order."""
    return {source.code: source for source in offered(WORK_EVIDENCE)}


def done_by(school_id: int, person_id: int, first: date, last: date) -> list[Done]:
    """What this person did between two days, both included. One question, whatever the number of sources.

    The days are those of the current time zone.
    """
    sources: list[WorkSource] = offered(WORK_EVIDENCE)
    asked = [
        _question(rank, source, source.rows(school_id, person_id), first, last)
        for rank, source in enumerate(sources)
    ]
    if not asked:
        return []
    found: Iterable[Any] = asked[0].union(*asked[1:], all=True)
    told = [Done(sources[rank], day, count, spent or 0) for rank, day, count, spent in found]
    return sorted(told, key=lambda one: (one.day, one.source.code))


def _question(rank: int, source: WorkSource, rows: QuerySet, first: date, last: date) -> QuerySet:
    day = F(source.day) if isinstance(source.day, str) else source.day
    dated = rows.order_by().annotate(work_rank=Value(rank, IntegerField()), work_day=day)
    dated = dated.filter(work_day__gte=first, work_day__lte=last)
    spent = Cast(Sum(source.spent), IntegerField()) if source.spent else Value(0, IntegerField())
    counted = dated.values("work_rank", "work_day").annotate(work_count=Count("pk"), work_spent=spent)
    return counted.values_list("work_rank", "work_day", "work_count", "work_spent")
