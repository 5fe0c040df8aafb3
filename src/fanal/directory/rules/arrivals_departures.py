"""Who is leaving, who has left, who arrives? And what does that ask of the school, in words?

Nobody is made to leave by the clock: the end of a replacement, or an export that no longer names somebody,
is a question put to those who may note a departure. « Toujours là » is believed for four months.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fanal.core.text.french import day_in_words, full_day

SOON = timedelta(days=30)  # shown on the page of movements
VERY_SOON = timedelta(days=14)  # asked on the home page
NEW = timedelta(days=60)  # somebody who arrived since
SAID = timedelta(days=120)  # « toujours là » is asked again after that
FOUNDING = timedelta(days=30)  # those who came with the school itself are not arrivals


class Situation(StrEnum):
    ENDED = "ended"
    UNNAMED = "unnamed"
    ENDING = "ending"
    LEFT = "left"
    HERE = "here"

    @property
    def is_asked(self) -> bool:
        """Somebody must say whether they left."""
        return self in {Situation.ENDED, Situation.UNNAMED}


TONES = {
    Situation.ENDED: "bad",
    Situation.UNNAMED: "warn",
    Situation.ENDING: "info",
    Situation.LEFT: "warn",
    Situation.HERE: "ok",
}


@dataclass(frozen=True)
class PresenceFacts:
    """`left_on`: the first day without them, that an export may say beforehand of a pupil.

    `ends_on`: the last day of their functions, when it is set; `is_unnamed`: no export names them now.
    """

    left_on: date | None = None
    ends_on: date | None = None
    is_unnamed: bool = False
    said_stays: bool = False


def situation(facts: PresenceFacts, today: date) -> Situation:
    if facts.left_on and facts.left_on <= today:
        return Situation.LEFT
    if facts.ends_on and facts.ends_on < today and not facts.said_stays:
        return Situation.ENDED
    if facts.is_unnamed and not facts.said_stays:
        return Situation.UNNAMED
    if any(day and today <= day <= today + SOON for day in (facts.ends_on, facts.left_on)):
        return Situation.ENDING
    return Situation.HERE


def words(facts: PresenceFacts, today: date) -> str:
    """Why this person is on the list, whoever it is. A day that is past has its year: papers are kept."""

    def day(when: date | None) -> str:
        if when is None:
            return ""
        return full_day(when) if when < today else day_in_words(when, today=today)

    match situation(facts, today):
        case Situation.LEFT:
            return f"Départ le {day(facts.left_on)}"
        case Situation.ENDED:
            return f"Ses fonctions ont pris fin le {day(facts.ends_on)}"
        case Situation.UNNAMED:
            return "Nom qui n’est plus dans les derniers exports"
        case Situation.ENDING if facts.left_on:
            return f"Départ prévu le {day(facts.left_on)}"
        case Situation.ENDING:
            return f"Ses fonctions s’arrêtent le {day(facts.ends_on)}"
    return "Dans l’établissement"
