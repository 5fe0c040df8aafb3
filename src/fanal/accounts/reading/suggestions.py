"""What a référent may propose to the head this week, as an app counts it (`SUGGESTIONS`).

Each is a number of rows that stand there, never an opinion; all are one question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.reading.home_facts import count_of
from fanal.core.database.prepared import prepared
from fanal.core.registry import Kind, registered

# for « Point de la semaine »
SUGGESTIONS: "Kind[Suggestion]" = Kind(
    "suggestions",
    (
        "requests_late",
        "promises_past",
        "acts_ending",
        "contracts_ending",
        "reviews_late",
        "machines_broken",
        "tasks_late",
    ),
)


@dataclass(frozen=True)
class Suggestion:
    """`rows(school, now, today)`: what is counted, of the school given as an outer reference.

    `one` and `many` are the line proposed, with its `{count}`.
    """

    code: str
    rows: Callable[[OuterRef, datetime, date], QuerySet]
    one: str
    many: str


@dataclass(frozen=True)
class Suggested:
    code: str
    text: str


def suggested(school: School, now: datetime) -> list[Suggested]:
    """The lines that have something to say today."""
    suggestions: list[Suggestion] = registered(SUGGESTIONS)
    counts = _counts.first(school.pk, now, timezone.localdate(now, school.zone_info))
    return [
        Suggested(
            suggestion.code,
            (suggestion.one if counts[suggestion.code] == 1 else suggestion.many).format(
                count=counts[suggestion.code]
            ),
        )
        for suggestion in suggestions
        if counts[suggestion.code]
    ]


@prepared
def _counts(school_id: int, now: datetime, today: date) -> QuerySet:
    suggestions: list[Suggestion] = registered(SUGGESTIONS)
    counts = {
        suggestion.code: count_of(suggestion.rows(OuterRef("pk"), now, today)) for suggestion in suggestions
    }
    return School.objects.filter(pk=school_id).annotate(**counts).values(*counts)
