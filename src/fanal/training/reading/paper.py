"""The papers of the training plan: a request to the académie, a certificate of attendance."""

from datetime import date
from pathlib import Path
from typing import Any

from fanal.accounts.models import Person
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.accounts.rules.french import full_day
from fanal.training.models import LocalTraining, TrainingSession
from fanal.training.reading.request import ShownRequest

DOCUMENTS = Path(__file__).parents[1] / "documents"
REQUEST, CERTIFICATE = DOCUMENTS / "request.typ", DOCUMENTS / "certificate.typ"


def request_paper(row: LocalTraining, shown: ShownRequest, today: date) -> dict[str, Any]:
    rules = shown.in_force.rules
    return {
        "title": f"Demande de {rules.name} : {row.title}",
        "letterhead": letterhead_of(row.school),
        "today": full_day(today),
        "channel": rules.channel,
        "lines": [list(line) for line in shown.lines],
    }


def duration_words(minutes: int) -> str:
    """« 45 min », « 3 h », « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def certificate_paper(session: TrainingSession, person: Person, today: date) -> dict[str, Any]:
    return {
        "title": "Attestation de présence",
        "letterhead": letterhead_of(session.school),
        "today": full_day(today),
        "person": str(person),
        "session": session.title,
        "day": full_day(session.day),
        "duration": duration_words(session.minutes),
        "host": session.hosted_by,
        "skills": session.subject.skills_words if session.subject else "",
        "place": session.place,
    }
