"""What a référent may propose to the head this week, as an app counts it (`core.registry.SUGGESTIONS`).

Each is a number of rows that stand there, never an opinion; all are one question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from fanal.accounts.home_facts import count_of
from fanal.accounts.models import School
from fanal.core.registry import SUGGESTIONS, offered


@dataclass(frozen=True)
class Suggestion:
    """`rows(school, now)`: what is counted, of the school given as an outer reference. `one` and `many` are
    the line proposed, with its `{count}`."""

    code: str
    rows: Callable[[OuterRef, datetime], QuerySet]
    one: str
    many: str


@dataclass(frozen=True)
class Suggested:
    code: str
    text: str


def suggested(school: School, now: datetime) -> list[Suggested]:
    """The lines that have something to say today."""
    known: list[Suggestion] = offered(SUGGESTIONS)
    local = timezone.localtime(now, school.zone_info)
    counts = {one.code: count_of(one.rows(OuterRef("pk"), local)) for one in known}
    told = School.objects.filter(pk=school.pk).annotate(**counts).values(*counts).get() if counts else {}
    return [
        Suggested(one.code, (one.one if told[one.code] == 1 else one.many).format(count=told[one.code]))
        for one in known
        if told[one.code]
    ]
