"""A breach of personal data: who must be told, by when, what may not be kept. Pure.

Articles 33 and 34 RGPD. The 72 hours run from knowledge, in hours, weekends and holidays included. The first
question is who the controller is: where it is not the head, they and the DPD are told, and tell the CNIL.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fanal.accounts.rules import law
from fanal.core.labelled import Labelled

HOURS = timedelta(hours=72)
DAYS_SAID = 3  # from then on a delay is said in days
FIRST_YEAR = 2018  # the RGPD applies since 25 May 2018; a year half typed (« 0026 ») is before


class BreachNature(Labelled):
    """What was lost. One breach may be several."""

    CONFIDENTIALITY = "secrecy", "Confidentialité : des données ont été vues ou prises"
    INTEGRITY = "integrity", "Intégrité : des données ont été modifiées"
    AVAILABILITY = "availability", "Disponibilité : des données sont perdues ou inaccessibles"


class BreachController(Labelled):
    """Who answers for the data."""

    TO_SAY = "to_say", "Pas encore dit"
    HEAD = "head", "Le chef d’établissement (ENT, vie scolaire, outils de l’établissement)"
    MINISTRY = "ministry", "Le ministère (GAR, ÉduConnect, SIECLE)"
    OTHER = "other", "Un autre : collectivité, éditeur, groupement"


UNLIKELY_ALONE = f"Sans notifier, le risque doit être peu probable ({law.gdpr('article 33')}) : réévaluez."
WHY_UNTOLD = f"Risque élevé : dites pourquoi les personnes ne sont pas prévenues ({law.gdpr('article 34')})."
MAY_BE_OURS = frozenset(
    {BreachController.HEAD, BreachController.TO_SAY}
)  # the CNIL may have to be told by the school


class Risk(Labelled):
    """For the rights and freedoms of the people concerned."""

    TO_SAY = "to_say", "À évaluer"
    UNLIKELY = "unlikely", "Peu probable"
    RISK = "risk", "Un risque"
    HIGH = "high", "Un risque élevé"


class TellingChoice(Labelled):
    """Tell, or not: each with its reason."""

    TO_SAY = "to_say", "À décider"
    YES = "yes", "Oui"
    NO = "no", "Non"


@dataclass(frozen=True)
class BreachFacts:
    """What is known of a breach. Moments are aware datetimes; None is « not yet »."""

    description: str
    known_at: datetime
    nature: Collection[str]
    answers: BreachController
    answers_name: str
    people: Collection[str]
    people_count: int | None
    data: Collection[str]
    consequences: str
    measures: str
    risk: Risk
    cnil: TellingChoice
    cnil_reason: str
    cnil_notified_at: datetime | None
    late_reason: str
    others: TellingChoice
    others_reason: str
    subjects_notified_at: datetime | None
    dpo_notified_at: datetime | None
    controller_notified_at: datetime | None

    @property
    def is_ours(self) -> bool:
        """The head answers for it: the CNIL is his to tell."""
        return self.answers == BreachController.HEAD

    @property
    def deadline(self) -> datetime:
        """Until when the CNIL must be told (article 33, paragraph 1)."""
        return self.known_at + HOURS


@dataclass(frozen=True)
class NotificationClock:
    """What is left of the 72 hours: whole hours, rounded down; below zero once it is late."""

    deadline: datetime
    hours: int
    is_running: bool

    @property
    def is_late(self) -> bool:
        return self.is_running and self.hours < 0

    @property
    def words(self) -> str:
        if not self.is_running:
            return ""
        if self.is_late:
            days = -self.hours // 24
            since = f"{days} jours" if days >= DAYS_SAID else f"{-self.hours} h"
            return f"Le délai de 72 heures est dépassé depuis {since} : notifiez, et dites pourquoi."
        return f"Il reste {self.hours} h sur 72 pour notifier la CNIL, fins de semaine comprises."


def clock(facts: BreachFacts, now: datetime) -> NotificationClock:
    """It runs while the CNIL may have to be told: only a risk that somebody found unlikely settles it."""
    is_settled = facts.cnil == TellingChoice.NO and facts.risk == Risk.UNLIKELY
    is_running = facts.answers in MAY_BE_OURS and facts.cnil_notified_at is None and not is_settled
    return replace(clock_since(facts.known_at, now), is_running=is_running)


def clock_since(known_at: datetime, now: datetime) -> NotificationClock:
    """A clock that runs since the school knows."""
    return NotificationClock(
        known_at + HOURS, (known_at + HOURS - now) // timedelta(hours=1), is_running=True
    )


def is_late(facts: BreachFacts, now: datetime) -> bool:
    """Was, or is, the CNIL told after the deadline?"""
    must_tell = facts.is_ours and facts.cnil == TellingChoice.YES
    return must_tell and (facts.cnil_notified_at or now) > facts.deadline


def _of_moments(facts: BreachFacts, now: datetime) -> list[str]:
    """Each names its field. Nobody can be told of what the school does not know yet."""
    if facts.known_at.year < FIRST_YEAR:
        return [f"« Connue le » est d’avant {FIRST_YEAR} : vérifiez l’année."]
    reasons = (
        ["« Connue le » est dans l’avenir : vérifiez la date et l’heure."] if facts.known_at > now else []
    )
    notified = {
        "Le délégué à la protection des données a été prévenu le": facts.dpo_notified_at,
        "CNIL notifiée le": facts.cnil_notified_at,
        "Personnes prévenues le": facts.subjects_notified_at,
        "Ce responsable a été prévenu le": facts.controller_notified_at,
    }
    since = facts.known_at.replace(second=0, microsecond=0)  # forms count by minutes
    for label, moment in notified.items():
        if moment and moment > now:
            reasons.append(f"« {label} » est dans l’avenir : vérifiez la date et l’heure.")
        elif moment and moment < since:
            reasons.append(f"« {label} » est avant « Connue le » : vérifiez l’année, le jour et l’heure.")
    return reasons


def refusals(facts: BreachFacts, now: datetime) -> list[str]:
    """Why these facts cannot be kept."""
    reasons = [] if facts.description.strip() else ["Dites ce qui s’est passé, même en une phrase."]
    reasons += _of_moments(facts, now)
    if facts.risk == Risk.HIGH and facts.cnil == TellingChoice.NO:
        reasons.append(
            "Un risque élevé ne peut pas rester sans notification à la CNIL : évaluez autrement, ou notifiez."
        )
    if facts.risk == Risk.RISK and facts.cnil == TellingChoice.NO:
        reasons.append(UNLIKELY_ALONE)
    if facts.risk == Risk.HIGH and facts.others == TellingChoice.NO and not facts.others_reason.strip():
        reasons.append(WHY_UNTOLD)
    return reasons
