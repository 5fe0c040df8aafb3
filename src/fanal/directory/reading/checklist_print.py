"""What the printed exit or arrival sheet shows."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.people.arrivals_departures import DEPARTURE
from fanal.core.text.french import day_in_words, full_day
from fanal.core.text.words import lower_first
from fanal.directory.reading.departure_checklist import ChecklistLine, DepartureChecklist

SHEET = Path(__file__).parents[1] / "documents" / "movement_sheet.typ"


def printed(checklist: DepartureChecklist, school: School, *, today: date) -> dict[str, Any]:
    is_leaving = checklist.sheet == DEPARTURE
    return {
        "title": f"Fiche {'de départ' if is_leaving else 'd’arrivée'} : {checklist.thing}",
        "school": school.name,
        "person": str(checklist.thing),
        "letterhead": letterhead_of(school),
        "day": full_day(today),
        "why": checklist.why if is_leaving else "",
        "lines": [_line(line, today) for line in checklist.visible_lines],
        "quiet": " ; ".join(lower_first(line.label) for line in checklist.quiet),
    }


def _line(line: ChecklistLine, today: date) -> dict[str, Any]:
    return {
        "label": line.label,
        "detail": line.summary or line.detail,
        "who": line.who,
        "is_done": line.is_done,
        "done": _done(line, today),
    }


def _done(line: ChecklistLine, today: date) -> str:
    if line.tick is None:
        return "rien à faire" if line.is_done else ""
    who = f", {line.tick.done_by}" if line.tick.done_by else ""
    return f"{day_in_words(timezone.localdate(line.tick.done_at), today=today)}{who}"
