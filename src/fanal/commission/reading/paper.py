"""The papers of the room as data: what the minutes say once they are approved, and their PDF.

A paper is a title, facts, and sections of paragraphs and of one table; typst draws it, and the dialogue file
is written as an editable text from the same data.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_of, number_of
from fanal.commission.models import AgendaItem, Meeting, MeetingDecision, MeetingPresence, MinutesCorrection
from fanal.commission.reading.convocation import when_words
from fanal.commission.rules.decision import CommittedSide
from fanal.commission.rules.meeting import Attended, Circle
from fanal.core.documents.paper import typeset_whole
from fanal.core.frozen.fingerprint import sum_of
from fanal.core.frozen.papers import proof_of
from fanal.core.text.french import full_day, full_moment
from fanal.year.rules.years import year_of

TEMPLATE = Path(__file__).parents[1] / "documents" / "paper.typ"
PRESENCES, WITH_VOICE = "Présences", "une voix"
NONE_NOTED = "Aucun avis, ni aucune suite, n’est noté."
CONSULTATIVE = "La commission numérique est une instance consultative."
TITLES = {
    Circle.COMMISSION: "Compte rendu de la commission numérique",
    Circle.DIALOGUE: "Compte rendu de réunion avec un partenaire",
}


def section(
    title: str, paragraphs: Sequence[str] = (), head: Sequence[str] = (), rows: Any = ()
) -> dict[str, Any]:
    """A part of a paper; its table has no row, or as many cells a row as `head`."""
    lines = [line.strip() for text in paragraphs for line in text.splitlines() if line.strip()]
    return {"title": title, "paragraphs": lines, "head": [*head], "rows": [[*row] for row in rows]}


def paper(school: School, title: str, number: str, **more: Any) -> dict[str, Any]:
    name, quality = more.pop("signer", ("", ""))
    return {
        "title": title,
        "letterhead": letterhead_of(school, number),
        "mark": f"{school.name} ({school.uai}) · {title}",
        "facts": [],
        "sections": [],
        "signer": [name, quality],
        "project": "",
        **more,
    }


def minutes_data(
    meeting: Meeting, decisions: Sequence[MeetingDecision], *, approved_at: datetime | None
) -> dict[str, Any]:
    """What the paper says. Without `approved_at` it is a project, and says so."""
    school = meeting.school
    items = AgendaItem.objects.for_school(school).filter(meeting=meeting).order_by("position")
    points = [
        section(f"{rank}. {item.title}", [item.minutes or "Rien n’est noté sous ce point."])
        for rank, item in enumerate(items, 1)
    ]
    title = TITLES[Circle(meeting.circle)]
    return paper(
        school,
        title,
        number_of(year_of(meeting.day), meeting.number),
        facts=_facts(meeting, approved_at),
        sections=[_presences(meeting), *points, decisions_section(meeting, decisions)],
        signer=signer_words(head_of(school, meeting.day)),
        project="" if approved_at else "Projet : ce compte rendu n’est pas approuvé, il peut encore changer.",
    )


def _facts(meeting: Meeting, approved_at: datetime | None) -> list[list[str]]:
    facts = [
        ["Objet", meeting.title],
        ["Avec", meeting.partner],
        ["Le", f"{when_words(meeting)}, {meeting.length} minutes"],
        ["Lieu", meeting.place],
    ]
    if approved_at:
        facts.append(["Approuvé le", full_moment(approved_at.astimezone(meeting.school.zone_info))])
    return [fact for fact in facts if fact[1]]


def _presences(meeting: Meeting) -> dict[str, Any]:
    rows = MeetingPresence.objects.for_school(meeting.school_id).filter(meeting=meeting)
    noted = sorted(
        rows.select_related("member__person"),
        key=lambda row: (list(Attended).index(row.attended), row.pk),  # type: ignore[arg-type]
    )
    lines = [
        [
            str(row.member),
            row.member.quality,
            WITH_VOICE if row.member.has_voice else "sans voix",
            row.get_attended_display(),
        ]
        for row in noted
    ]
    return section(PRESENCES, head=("Nom", "Qualité", "Voix", "Présence"), rows=lines)


@dataclass(frozen=True)
class FrozenPresence:
    """One member as approved minutes name them, whatever became of them since."""

    name: str
    quality: str
    has_voice: bool
    attended_words: str

    def __str__(self) -> str:
        return self.name


def presences_of(frozen: dict[str, Any]) -> list[FrozenPresence]:
    """Who came, from the data of approved minutes; nobody where they hold no such list."""
    parts = (part["rows"] for part in frozen["sections"] if part["title"] == PRESENCES)
    rows: list[list[str]] = next(parts, [])
    return [FrozenPresence(name, quality, voice == WITH_VOICE, words) for name, quality, voice, words in rows]


def decisions_section(meeting: Meeting, decisions: Sequence[MeetingDecision]) -> dict[str, Any]:
    rows = [
        [
            each.text,
            each.owner_label,
            full_day(each.due_on) if each.due_on else "",
            CommittedSide(each.side).label,
        ]
        for each in decisions
    ]
    standing = [] if meeting.is_dialogue else [CONSULTATIVE]
    if not rows:
        return section(meeting.decisions_title, [*standing, NONE_NOTED])
    head = (meeting.decision_word, "Responsable", "Pour le", "S’engage")
    return section(meeting.decisions_title, standing, head=head, rows=rows)


def minutes_sum(frozen: dict[str, Any]) -> str:
    """The sum of what approved minutes say, which their paper bears."""
    return sum_of(json.dumps(frozen, ensure_ascii=False, sort_keys=True))


def minutes_pdf(meeting: Meeting) -> bytes:
    """The paper: as it was approved, with the corrections made since; or as a project."""
    data = meeting.frozen
    if data is None:
        rows = MeetingDecision.objects.for_school(meeting.school_id).filter(meeting=meeting)
        data = minutes_data(meeting, list(rows.select_related("owner").order_by("pk")), approved_at=None)
    zone = meeting.school.zone_info
    corrections = (
        MinutesCorrection.objects.for_school(meeting.school_id).filter(meeting=meeting).order_by("pk")
    )
    lines = [f"{full_moment(each.written_at.astimezone(zone))} : {each.text}" for each in corrections]
    if lines:
        data = data | {"sections": [*data["sections"], section("Rectifications", lines)]}
    return typeset_whole(TEMPLATE, data | {"proof": proof_of("commission.minutes", meeting)})
