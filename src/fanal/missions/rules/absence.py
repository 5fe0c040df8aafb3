"""Who answers while a référent is away, and when is somebody there?

No reason is asked: it would be data about health (RGPD art. 9). A substitute receives no right: who handles
requests stays who holds a function. Pure: `today` is an argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from fanal.core.text.french import WEEKDAYS, day_in_words, weekday_and_day

LONGEST_DAYS = 400
FARTHEST = timedelta(days=366)
MOST_HOURS = 15
KEPT_DAYS = 30  # after its end; our own choice
GENDERED = {"Mme": "est absente", "M.": "est absent"}


@dataclass(frozen=True)
class AbsentColleague:
    """Somebody is not here from `first` to `last`, both included; one of the two others says who answers."""

    name: str
    civility: str
    first: date
    last: date
    substitute: str = ""
    answers_from: date | None = None
    is_substitute_away: bool = False


def refusals(
    first: date,
    last: date,
    *,
    has_substitute: bool,
    is_own_substitute: bool,
    answers_from: date | None,
    today: date,
) -> list[str]:
    """Why this absence cannot be said; an empty list means that it can."""
    reasons = []
    if last < first:
        reasons.append("Le dernier jour vient avant le premier.")
    elif last < today:
        reasons.append("Cette absence est déjà finie : il n’y a plus rien à annoncer.")
    elif (last - first).days > LONGEST_DAYS:
        reasons.append("Cette absence dépasse une année : vérifiez les dates.")
    elif first - today > FARTHEST:
        reasons.append("Cette absence commence dans plus d’un an : vérifiez l’année.")
    if is_own_substitute:
        reasons.append("La personne absente ne peut pas se remplacer elle-même.")
    if not has_substitute and answers_from is None:
        reasons.append("Dites qui répond, ou à partir de quel jour vous répondrez.")
    if answers_from is not None and not reasons and not first <= answers_from:
        reasons.append("La réponse est annoncée pour un jour d’avant l’absence.")
    elif answers_from is not None and not reasons and (answers_from - first).days > LONGEST_DAYS:
        reasons.append("La réponse est annoncée dans plus d’un an : vérifiez l’année.")
    return reasons


def sentence(colleague: AbsentColleague, *, today: date) -> str:
    """« Mme Roux est absente jusqu’au 4 décembre : M. Petit répond. »"""
    until = day_in_words(colleague.last, today=today)
    begun = f"{colleague.name} {GENDERED.get(colleague.civility, 'n’est pas là')} jusqu’au {until}"
    if colleague.substitute and not colleague.is_substitute_away:
        return f"{begun} : {colleague.substitute} répond."
    if colleague.answers_from and colleague.answers_from > today:
        return f"{begun} : réponse à partir du {weekday_and_day(colleague.answers_from, today=today)}."
    return f"{begun}."


def hour_refusals(starts: time, ends: time, *, others: int) -> list[str]:
    if ends <= starts:
        return ["L’heure de fin doit venir après l’heure de début."]
    if others >= MOST_HOURS:
        return [f"{MOST_HOURS} créneaux au plus : retirez-en un d’abord."]
    return []


def _clock(moment: time) -> str:
    return f"{moment.hour}\u00a0h" + (f"\u00a0{moment.minute:02d}" if moment.minute else "")


def hour_words(weekday: int, starts: time, ends: time, place: str) -> str:
    """« lundi, 10 h à 12 h 30, salle 204 »."""
    where = f", {place}" if place else ""
    return f"{WEEKDAYS[weekday]}, {_clock(starts)} à {_clock(ends)}{where}"


def by_person(hours: Iterable[tuple[str, str]]) -> list[str]:
    """« Mme Roux : lundi, 10 h à 12 h, salle 204 ; jeudi, 14 h à 15 h » from (name, words) in order."""
    sentences: dict[str, list[str]] = {}
    for name, words in hours:
        sentences.setdefault(name, []).append(words)
    return [f"{name} : {' ; '.join(words)}" for name, words in sentences.items()]
