"""« Mes déclarations »: what somebody declared or reported, and what became of it. Never what others said."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from fanal.accounts.models.member import Member
from fanal.privacy.models import DataBreach, Processing
from fanal.privacy.rules.breaches import BreachController
from fanal.privacy.rules.codes import ProcessingState

TONES = {
    ProcessingState.DECLARED: "warn",
    ProcessingState.DRAFT: "info",
    ProcessingState.KEPT: "ok",
    ProcessingState.ENDED: "off",
}
WORDS = {
    ProcessingState.DECLARED: "À examiner",
    ProcessingState.DRAFT: "Repris par la direction",
    ProcessingState.KEPT: "Au registre",
    ProcessingState.ENDED: "Terminé",
}


@dataclass(frozen=True)
class Declaration:
    """One line; `state` in words, `said` as they wrote it."""

    said: str
    sort: str
    day: date
    tone: str
    words: str


def declarations_of(member: Member) -> list[Declaration]:
    """The latest first (two queries); a partner has none."""
    if member.person is None:
        return []
    uses = Processing.objects.for_school(member.school).filter(declared_by=member.person)
    breaches = DataBreach.objects.for_school(member.school).filter(reported_by=member.person)
    lines = [_use(use) for use in uses] + [_breach(breach) for breach in breaches]
    return sorted(lines, key=lambda line: line.day, reverse=True)


def _use(processing: Processing) -> Declaration:
    state = ProcessingState(processing.state)
    return Declaration(processing.name, "Outil", processing.made_on, TONES[state], WORDS[state])


def _breach(breach: DataBreach) -> Declaration:
    """Their own words as long as nobody works on it; afterwards its number, for others wrote there too."""
    name = breach.title if breach.answers == BreachController.TO_SAY else f"Violation n° {breach.number}"
    if breach.closed_on:
        tone, words = "ok", "Close"
    else:
        is_new = breach.answers == BreachController.TO_SAY
        tone, words = ("warn", "Reçue") if is_new else ("info", "En cours")
    return Declaration(name, "Violation", localdate(breach.known_at), tone, words)
