"""Breaches as the register shows them, one breach with its clock, and the file of one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.documents.paper import typeset_whole
from fanal.core.labelled import Labelled
from fanal.core.text.french import agrees, counted, full_day, full_moment
from fanal.privacy.models import BreachEvidence, DataBreach
from fanal.privacy.reading.register import identity_of
from fanal.privacy.rules.breaches import BreachNature, NotificationClock
from fanal.privacy.rules.codes import Data, People
from fanal.privacy.rules.telling import NOT_SAID

FILE = Path(__file__).parents[1] / "documents" / "breach.typ"


@dataclass(frozen=True)
class BreachRow:
    """One breach in the list."""

    breach: DataBreach
    clock: NotificationClock
    steps: int
    tone: str
    words: str


def breaches_of(school: School, now: datetime, view: str = "") -> list[BreachRow]:
    """Open ones first, the latest first (one query); `view`: all of them, or a code of `OPEN_TABS`."""
    rows = DataBreach.objects.for_school(school).order_by("-known_at", "-pk")
    listed = rows.still_open() if view else rows
    return [row_of(breach, now) for breach in sorted(listed, key=lambda breach: breach.closed_on is not None)]


def row_of(breach: DataBreach, now: datetime) -> BreachRow:
    clock, steps = breach.clock(now), breach.next_steps(now)
    if breach.closed_on:
        tone, words = "ok", "Close"
    elif clock.is_running:
        tone, words = (
            ("bad", "En retard")
            if clock.is_late
            else ("warn", f"{clock.hours} h {agrees(clock.hours, 'restante', 'restantes')}")
        )
    else:
        tone, words = ("info", "En cours") if steps else ("info", "À clore")
    return BreachRow(breach, clock, len(steps), tone, words)


def lines_of(breach: DataBreach) -> list[tuple[str, list[str]]]:
    """Headings and lines: what article 33, paragraph 3 asks, in its order, and our decisions."""
    sections = [
        ("Ce qui s’est passé", breach.description.splitlines()),
        ("Quand", [breach.happened]),
        ("Connue le", [_moment(breach.known_at)]),
        ("Nature", _labels(BreachNature, breach.nature)),
        ("Qui répond de ces données", [breach.get_answers_display(), breach.answers_name]),
        ("Responsable prévenu le", [_moment(breach.controller_notified_at)]),
        ("Délégué prévenu le", [_moment(breach.dpo_notified_at)]),
        ("Personnes concernées", [*_labels(People, breach.people), _count(breach.people_count, "personnes")]),
        (
            "Catégories de données",
            [*_labels(Data, breach.data_kinds), _count(breach.records_count, "enregistrements")],
        ),
        ("Conséquences probables", breach.consequences.splitlines()),
        ("Mesures prises ou proposées", breach.measures.splitlines()),
        ("Risque pour les personnes", [breach.get_risk_display()]),
        ("Notifier la CNIL", [breach.get_cnil_display(), *breach.cnil_reason.splitlines()]),
        ("CNIL notifiée le", [_moment(breach.cnil_notified_at), breach.cnil_number, breach.late_reason]),
        ("Prévenir les personnes", [breach.get_others_display(), *breach.others_reason.splitlines()]),
        ("Personnes prévenues le", [_moment(breach.subjects_notified_at)]),
    ]
    return [(heading, [line for line in lines if line.strip()] or [NOT_SAID]) for heading, lines in sections]


def _labels(codes: type[Labelled], chosen: list[str]) -> list[str]:
    return [code.label for code in codes if code in chosen]


def _count(number: int | None, noun: str) -> str:
    return "" if number is None else f"Environ {number} {noun}"


def _moment(moment: datetime | None) -> str:
    return full_moment(localtime(moment)) if moment else ""


def evidence_of(breach: DataBreach) -> list[BreachEvidence]:
    """The latest first (one query)."""
    rows = BreachEvidence.objects.for_school(breach.school_id).filter(breach=breach)
    return list(rows.select_related("frozen_by").order_by("-frozen_at", "-pk"))


def _evidence_lines(evidence: BreachEvidence) -> dict[str, str]:
    about = f", {evidence.about}" if evidence.about else ""
    return {
        "name": evidence.name,
        "span": f"Du {_moment(evidence.since)} au {_moment(evidence.until)}{about} : "
        f"{counted(evidence.count, 'entrée figée', 'entrées figées')} le {_moment(evidence.frozen_at)}",
        "verification": evidence.verification,
        "sha256": evidence.sha256,
    }


def breach_pdf(school: School, breach: DataBreach, now: datetime) -> bytes:
    """The file of one breach: what to copy into the CNIL’s form, and what the register keeps."""
    heading, today = f"Violation de données n° {breach.number}", localtime(now).date()
    data: dict[str, Any] = {
        "title": f"{heading} – {school.name}",
        "heading": heading,
        "school": f"{school.name} ({school.uai})",
        "letterhead": letterhead_of(school),
        "edited": full_day(today),
        "identity": identity_of(school, today),
        "name": breach.title,
        "state": f"Close le {full_day(breach.closed_on)}" if breach.closed_on else "Ouverte",
        "deadline": breach.clock(now).is_running and _moment(breach.facts.deadline),
        "lines": [[heading, lines] for heading, lines in lines_of(breach)],
        "steps": [] if breach.closed_on else breach.next_steps(now),
        "evidence": [_evidence_lines(evidence) for evidence in evidence_of(breach)],
    }
    return typeset_whole(FILE, data)
