"""The papers of the training plan: a request to the académie, a certificate of attendance."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from fanal.accounts.models import Person
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.text.french import full_day
from fanal.training.models import LocalTraining, SessionRegistration, TrainingSession
from fanal.training.reading.request import ShownRequest
from fanal.training.reading.session import moment_words

DOCUMENTS = Path(__file__).parents[1] / "documents"
REQUEST, CERTIFICATE = DOCUMENTS / "request.typ", DOCUMENTS / "certificate.typ"
ATTENDANCE = DOCUMENTS / "attendance.typ"
EMPTY_ROWS = 5  # for those who come without having said so


def request_paper(row: LocalTraining, shown: ShownRequest, today: date) -> dict[str, Any]:
    rules = shown.in_force.rules
    return {
        "title": f"Demande de {rules.name} : {row.title}",
        "letterhead": letterhead_of(row.school),
        "today": full_day(today),
        "lines": [list(line) for line in shown.lines],
        "signer": list(signer_words(head_of(row.school, today))),
    }


def duration_words(minutes: int) -> str:
    """« 45 min », « 3 h », « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def attendance_paper(
    session: TrainingSession, people: Iterable[SessionRegistration], today: date
) -> dict[str, Any]:
    """To sign: those who have a place, those who wait for one, and rows for those who only come."""
    lines = [("Quand", moment_words(session)), ("Où", session.place), ("Avec", session.hosted_by)]
    return {
        "title": "Feuille de présence",
        "letterhead": letterhead_of(session.school),
        "today": full_day(today),
        "session": session.title,
        "lines": [[label, text] for label, text in lines if text],
        "people": [
            {
                "name": str(row.person) if row.person else "nom effacé",
                "words": "attend une place" if row.is_waiting else "",
            }
            for row in people
        ],
        "empty": EMPTY_ROWS,
    }


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
        "signer": list(signer_words(head_of(session.school, today))),
    }
