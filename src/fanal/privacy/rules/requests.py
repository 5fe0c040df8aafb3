"""Somebody exercises a right over their data: until when is an answer due, and what is left to do? Pure.

Articles 12, § 3, and 15 to 22 RGPD (in force since 25 May 2018): one month from reception, which binds; two
more when it is necessary, « compte tenu de la complexité et du nombre de demandes », told within the first
month with the reason. A month ends on the day of the same number, or on the last
of a shorter month.
"""

import calendar
from dataclasses import dataclass
from datetime import date

from fanal.core.labelled import Labelled

MONTHS, MORE_MONTHS = 1, 2
IDENTITY = "Assurez-vous de l’identité de qui demande, sans garder sa pièce."


class SubjectRight(Labelled):
    ACCESS = "access", "Accès : voir ses données"
    CORRECTION = "correction", "Rectification"
    ERASURE = "erasure", "Effacement"
    RESTRICTION = "restriction", "Limitation"
    OBJECTION = "objection", "Opposition"
    PORTABILITY = "portability", "Portabilité"


class RequestOutcome(Labelled):
    NONE = "none", "Pas encore"
    YES = "yes", "Acceptée"
    PARTLY = "partly", "Acceptée en partie"
    NO = "no", "Refusée"


@dataclass(frozen=True)
class RightsRequestFacts:
    """A request as it stands. None is « not yet »."""

    who: str
    received_on: date
    is_identified: bool
    extended_on: date | None
    extension_reason: str
    answer: RequestOutcome
    answer_reason: str
    answered_on: date | None

    @property
    def first_term(self) -> date:
        return months_after(self.received_on, MONTHS)

    @property
    def due_on(self) -> date:
        """With its extension, when there is one."""
        more = MORE_MONTHS if self.extended_on else 0
        return months_after(self.received_on, MONTHS + more)


def months_after(day: date, months: int) -> date:
    """The day of the same number `months` later, or the last of that month."""
    rank = day.month - 1 + months
    year, month = day.year + rank // 12, rank % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def days_left(facts: RightsRequestFacts, today: date) -> int:
    """Below zero once it is late."""
    return (facts.due_on - today).days


def next_steps(facts: RightsRequestFacts, today: date) -> list[str]:
    """What is left to do, in order. Empty once it is answered."""
    if facts.answered_on:
        return []
    steps = [] if facts.is_identified else [IDENTITY]
    if days_left(facts, today) < 0:
        steps.append("Le délai de réponse est passé : répondez, et dites pourquoi c’est tard.")
    steps.append("Répondez par écrit, puis notez la réponse et sa date.")
    return steps


def refusals(facts: RightsRequestFacts, today: date) -> list[str]:
    """Why this cannot be kept."""
    reasons = []
    if not facts.who.strip():
        reasons.append("Dites de qui vient la demande.")
    moments = (facts.received_on, facts.extended_on, facts.answered_on)
    if any(day is not None and day > today for day in moments):
        reasons.append("Une date notée est dans l’avenir.")
    if any(day is not None and day < facts.received_on for day in moments):
        reasons.append("Une date notée est avant la réception de la demande.")
    if facts.extended_on and facts.extended_on > facts.first_term:
        reasons.append(
            "La prolongation s’annonce avant la fin du premier mois : il est passé, il faut répondre."
        )
    if facts.extended_on and not facts.extension_reason.strip():
        reasons.append("Dites pourquoi le délai est prolongé : la personne doit le savoir.")
    if (facts.answer == RequestOutcome.NONE) != (facts.answered_on is None):
        reasons.append("Une réponse a une date, et une date a sa réponse.")
    if facts.answer in {RequestOutcome.PARTLY, RequestOutcome.NO} and not facts.answer_reason.strip():
        reasons.append("Un refus, même en partie, se motive.")
    return reasons


def export_refusals(facts: RightsRequestFacts) -> list[str]:
    """Why nobody’s data are handed over for this request."""
    return [] if facts.is_identified else [IDENTITY]


def erasure_refusals(facts: RightsRequestFacts, right: SubjectRight) -> list[str]:
    """Why nothing is erased for this request."""
    reasons = export_refusals(facts)
    if right != SubjectRight.ERASURE:
        reasons.append("Cette demande n’est pas une demande d’effacement : complétez-la d’abord.")
    if facts.answer == RequestOutcome.NO:
        reasons.append("Cette demande a été refusée : rien n’est effacé.")
    return reasons
