"""Which few trainings fit what somebody needs, and why? Only that person reads it.

Nothing is learnt of anybody: subject, level and format are compared, and the reason is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fanal.core.labelled import Labelled
from fanal.training.rules.need import NeedFormat, NeedLevel

MOST_SHOWN = 3  # of each need: a few fitting ones, not a catalogue


class OfferKind(Labelled):
    ACADEMY = "academy", "Plan de l’académie"
    MAGISTERE = "magistere", "M@gistère"
    PIX_EDU = "pix_edu", "Pix+ Édu"
    WORKSHOP = "workshop", "Atelier dans l’établissement"
    OPEN_HOUR = "open_hour", "Permanence"
    PEER = "peer", "Entre collègues"


FORMAT_OF = {
    OfferKind.ACADEMY: NeedFormat.GROUP,
    OfferKind.MAGISTERE: NeedFormat.ONLINE,
    OfferKind.PIX_EDU: NeedFormat.ONLINE,
    OfferKind.WORKSHOP: NeedFormat.SHORT,
    OfferKind.OPEN_HOUR: NeedFormat.SHORT,
    OfferKind.PEER: NeedFormat.PEER,
}
HALF_DAY_MINUTES = 150  # from here on, a session is no short workshop


@dataclass(frozen=True)
class NeedAsked:
    subject: int
    level: str
    format: str


@dataclass(frozen=True)
class TrainingAvailable:
    """An offer, or a session to come (`day`). `level`: empty for all. `is_full`: no seat is left."""

    key: str
    subject: int
    level: str
    format: str
    day: date | None = None
    is_full: bool = False


@dataclass(frozen=True)
class FittingTraining:
    available: TrainingAvailable
    reason: str


def format_of_session(minutes: int) -> NeedFormat:
    return NeedFormat.GROUP if minutes >= HALF_DAY_MINUTES else NeedFormat.SHORT


def fitting(need: NeedAsked, available: Iterable[TrainingAvailable]) -> list[FittingTraining]:
    """The best first: with a seat, in the format asked for, at the level, a session before an offer."""
    same = [each for each in available if each.subject == need.subject and each.level in {"", need.level}]
    same.sort(
        key=lambda each: (
            each.is_full,
            each.format != need.format,
            not each.level,
            each.day is None,
            each.day or date.max,
        )
    )
    return [FittingTraining(each, reason_of(need, each)) for each in same[:MOST_SHOWN]]


def reason_of(need: NeedAsked, available: TrainingAvailable) -> str:
    """« Même sujet, à votre niveau (« Je débute ») et dans la forme que vous avez choisie »."""
    reasons = ["Même sujet"]
    reasons.append(
        f"à votre niveau (« {NeedLevel(need.level).label} »)"
        if available.level
        else "ouvert à tous les niveaux"
    )
    if available.format == need.format:
        reasons.append("dans la forme que vous avez choisie")
    else:
        reasons.append(f"mais sous une autre forme : {_lower(NeedFormat(available.format).label)}")
    if available.is_full:
        reasons.append("complète pour l’instant : vous pouvez attendre une place")
    return _joined(reasons)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(parts)
