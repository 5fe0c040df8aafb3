"""A log as its person reads it, as the management does when it is shown, and as it leaves Fanal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.database.prepared import prepared
from fanal.core.http.addresses import address
from fanal.core.people.work import by_code
from fanal.core.text.french import full_day, weekday_and_day
from fanal.helpdesk.rules.time_spent import in_words
from fanal.missions.rules.parts import BY_CODE
from fanal.work_log.models import WorkEntry, WorkShare
from fanal.work_log.rules.work import MORE_REQUESTS, WorkSum, sums

HEADERS = ("Jour", "Activité", "Partie", "Quoi", "Minutes", "D’où")
UNSAID = "Sans précision"
ZERO = "0 min"


def duration_words(minutes: int) -> str:
    return in_words(minutes) if minutes else ZERO


def entries_of(school: School, person_id: int, first: date, last: date) -> list[WorkEntry]:
    """Every line of these days, the latest first; one question."""
    return _entries(school.pk, person_id, first, last)


@prepared
def _entries(school_id: int, person_id: int, first: date, last: date) -> QuerySet[WorkEntry]:
    return WorkEntry.objects.for_school(school_id).of(person_id).between(first, last).latest_first()


def counted(entries: Iterable[WorkEntry]) -> list[WorkEntry]:
    return [entry for entry in entries if not entry.is_aside]


@dataclass(frozen=True)
class ActivitySum:
    """One kind of activity as a page tells it."""

    label: str
    minutes: int
    words: str
    hundredths: int
    parts: list[tuple[str, str]]


@dataclass(frozen=True)
class Summary:
    """The sums of a period."""

    kinds: list[ActivitySum]
    minutes: int
    requests: int

    @property
    def words(self) -> str:
        return duration_words(self.minutes)

    @property
    def about_requests(self) -> str:
        return MORE_REQUESTS if self.requests else ""


def summary_of(entries: Iterable[WorkEntry]) -> Summary:
    """What the lines that count make together."""
    kept, sources = counted(entries), by_code()
    kinds = [_kind(work_sum) for work_sum in sums(entry.line for entry in kept)]
    requests = [entry.count for entry in kept if _is_requests(sources.get(entry.source))]
    return Summary(kinds, sum(kind.minutes for kind in kinds), sum(requests))


def _is_requests(source: Any) -> bool:
    return source is not None and source.is_requests


def _kind(work_sum: WorkSum) -> ActivitySum:
    parts = [
        (BY_CODE[part].label if part else UNSAID, duration_words(minutes)) for part, minutes in work_sum.parts
    ]
    label, duration = work_sum.activity.label, duration_words(work_sum.minutes)
    return ActivitySum(label, work_sum.minutes, duration, work_sum.hundredths, parts)


def dressed(entries: Iterable[WorkEntry], uai: str) -> list[WorkEntry]:
    """Each line with the words and the address that a list shows of it."""
    sources, rows = by_code(), list(entries)
    for row in rows:
        source = sources.get(row.source)
        row.page = address(source.page, uai) if source else ""  # type: ignore[attr-defined]
        row.duration = duration_words(row.minutes)  # type: ignore[attr-defined]
        row.kind = BY_CODE[row.part].label if row.part else row.get_activity_display()  # type: ignore[attr-defined]
    return rows


def by_day(entries: Iterable[WorkEntry], today: date) -> Iterator[tuple[str, list[WorkEntry]]]:
    """« lundi 2 mars » with its lines; the lines come sorted."""
    for day, rows in groupby(entries, key=lambda entry: entry.day):
        yield weekday_and_day(day, today=today), list(rows)


def table(entries: Iterable[WorkEntry]) -> Iterator[list[object]]:
    """The lines that count, as a table that leaves Fanal."""
    for row in counted(entries):
        part = BY_CODE[row.part].label if row.part else ""
        origin = "écrit à la main" if row.is_manual else "relevé par Fanal"
        corrected = ", corrigé" if row.is_corrected else ""
        yield [row.day, row.get_activity_display(), part, row.words, row.minutes, origin + corrected]


def printed(school: School, name: str, days: tuple[date, date], entries: list[WorkEntry]) -> dict[str, Any]:
    """What `documents/work.typ` reads."""
    summary, (first, last) = summary_of(entries), days
    lines = [
        [
            f"{row.day:%d/%m/%Y}",
            row.words,
            BY_CODE[row.part].label if row.part else "",
            duration_words(row.minutes),
        ]
        for row in reversed(counted(entries))
    ]
    return {
        "title": f"Relevé d’activité de {name}",
        "school": f"{school.name} ({school.uai})",
        "letterhead": letterhead_of(school),
        "name": name,
        "period": f"du {full_day(first)} au {full_day(last)}",
        "total": summary.words,
        "kinds": [
            {"label": kind.label, "words": kind.words, "share": f"{kind.hundredths} %", "parts": kind.parts}
            for kind in summary.kinds
        ],
        "requests": summary.about_requests,
        "lines": lines,
    }


def shared_entries(share: WorkShare) -> list[WorkEntry]:
    """What a share lets the management read today: the lines that count, of its days."""
    rows = entries_of(share.school, share.person_id, share.first_day, share.last_day)
    return counted(rows)
