"""What the page of the hand-over shows beside its chapters: what one still has to hand on; the document."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from fanal.accounts.models import Person, School
from fanal.accounts.reading.handover import ChapterEntries, HandoverEntry
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.accounts.rules.french import counted, full_day
from fanal.core.arrivals_departures import DEPARTURE, PERSON
from fanal.core.paper import typeset_whole
from fanal.core.prepared import prepared
from fanal.directory.reading.arrivals_departures import check_lines, with_checks
from fanal.missions.models import AccessPlace, HandoverNote
from fanal.online_services.models import OnlineService

SAY_ACCESS = "Dire où sont les accès"
DOCUMENT = Path(__file__).parents[1] / "documents" / "handover.typ"


@prepared
def services_of(school_id: int) -> QuerySet[Any]:
    """Those in use, each with `place`, where its accesses are said to be."""
    said = AccessPlace.objects.for_school(school_id).filter(service=OuterRef("pk"))
    rows = OnlineService.objects.for_school(school_id).in_use().by_name().only("name", "school")
    return rows.annotate(place=Subquery(said.values("text")[:1]))


def left_to(person: Person, school: School, services: Iterable[Any], today: date) -> list[HandoverEntry]:
    """What a departure would leave, as the exit sheet counts it, and the services whose accesses nobody can
    find (one question)."""
    leaving = _leaving.first(school.pk, person.pk, today)
    lines = [line for line in check_lines(leaving, school, DEPARTURE, PERSON) if not line.is_done]
    held = [HandoverEntry(line.label, line.summary, line.url) for line in lines]
    unsaid = [service for service in services if not service.place]
    return held + [
        HandoverEntry(f"{SAY_ACCESS} : {service.name}", url=f"?service={service.pk}#acces")
        for service in unsaid
    ]


@prepared
def _leaving(school_id: int, person_id: int, today: date) -> QuerySet[Person]:
    rows = Person.objects.for_school(school_id).filter(pk=person_id)
    return with_checks(rows, school_id, DEPARTURE, PERSON, today)


def note_of(person: Person, school: School) -> str:
    return _notes.first(school.pk, person.pk) or ""


@prepared
def _notes(school_id: int, person_id: int) -> QuerySet:
    """One a person at most."""
    return HandoverNote.objects.for_school(school_id).filter(author=person_id).values_list("text", flat=True)


def summary(chapters: Iterable[ChapterEntries]) -> list[dict[str, Any]]:
    """The links at the top: each chapter that has something, where it stands on the page, how many it has
    there when all of them are."""
    return [
        {
            "label": section.chapter.title,
            "url": f"#{section.chapter.code}",
            "count": len(section.entries) if section.are_all_here else None,
            "current": False,
        }
        for section in chapters
        if section.entries
    ]


def _groups(entries: Iterable[HandoverEntry]) -> list[dict[str, Any]]:
    """The lines under their headings, as they follow each other."""
    return [
        {"name": name, "lines": [{"text": entry.text, "detail": entry.detail} for entry in together]}
        for name, together in groupby(entries, key=lambda entry: entry.group)
    ]


def document(chapters: Iterable[ChapterEntries], school: School, today: date) -> bytes:
    """All the chapters on paper, with all their lines."""
    content = {
        "title": "Passation de la mission",
        "school": f"{school.name} ({school.uai})",
        "letterhead": letterhead_of(school),
        "made": full_day(today),
        "chapters": [
            {
                "title": section.chapter.title,
                "nothing": section.chapter.nothing,
                "count": counted(len(section.entries), "ligne") if section.entries else "",
                "groups": _groups(section.entries),
            }
            for section in chapters
        ],
    }
    return typeset_whole(DOCUMENT, content)
