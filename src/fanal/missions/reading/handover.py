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
from fanal.core.database.prepared import prepared
from fanal.core.documents.paper import typeset_whole
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.people.arrivals_departures import DEPARTURE, PERSON
from fanal.core.text.french import counted, full_day
from fanal.directory.reading.arrivals_departures import check_lines, with_checks
from fanal.missions.models import AccessPlace, HandoverNote
from fanal.online_services.models import OnlineService

SAY_ACCESS = "Dire où sont les accès"
DOCUMENT = Path(__file__).parents[1] / "documents" / "handover.typ"


def services_of(school_id: int) -> QuerySet[Any]:
    """List the services in use, each with `place`, where its accesses are said to be."""
    places = AccessPlace.objects.for_school(school_id).filter(service=OuterRef("pk"))
    rows = OnlineService.objects.for_school(school_id).in_use().by_name().only("name", "school")
    return rows.annotate(place=Subquery(places.values("text")[:1]))


def remaining_of(person: Person, school: School, services: Iterable[Any], today: date) -> list[HandoverEntry]:
    """List what this person still has to hand on: one question.

    It is what a departure would leave, as the exit sheet counts it, and the services whose accesses nobody
    can find.
    """
    leaving = _leaving.first(school.pk, person.pk, today)
    lines = [line for line in check_lines(leaving, school, DEPARTURE, PERSON) if not line.is_done]
    entries = [HandoverEntry(line.label, line.summary, line.url) for line in lines]
    unsaid = [service for service in services if not service.place]
    return entries + [
        HandoverEntry(f"{SAY_ACCESS} : {service.name}", url=f"?service={service.pk}#acces")
        for service in unsaid
    ]


@prepared
def _leaving(school_id: int, person_id: int, today: date) -> QuerySet[Person]:
    rows = Person.objects.for_school(school_id).filter(pk=person_id)
    return with_checks(rows, school_id, DEPARTURE, PERSON, today)


def note_of(person: Person, school: School) -> str:
    return _notes(school.pk, person.pk).first() or ""


def _notes(school_id: int, person_id: int) -> QuerySet:
    """Ask for the note of this person: one at most."""
    return HandoverNote.objects.for_school(school_id).filter(author=person_id).values_list("text", flat=True)


def summary(chapters: Iterable[ChapterEntries]) -> list[FilterChip]:
    """Link each chapter that has something, with how many when all of them are there."""
    return [_link_to(section) for section in chapters if section.entries]


def _link_to(section: ChapterEntries) -> FilterChip:
    count = len(section.entries) if section.are_all_here else None
    return FilterChip(section.chapter.title, f"#{section.chapter.code}", count, current=False)


def _groups(entries: Iterable[HandoverEntry]) -> list[dict[str, Any]]:
    """Put the lines under their headings, as they follow each other."""
    return [
        {"name": name, "lines": [{"text": entry.text, "detail": entry.detail} for entry in together]}
        for name, together in groupby(entries, key=lambda entry: entry.group)
    ]


def document(chapters: Iterable[ChapterEntries], school: School, today: date) -> bytes:
    """Typeset all the chapters, with all their lines."""
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
