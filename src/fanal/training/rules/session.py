"""Who has a place in a session, who waits, who was there, who receives a certificate?

Pure: `now` and `today` are arguments.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from fanal.core.labelled import Labelled
from fanal.core.text.french import counted

MOST_SEATS = 200
MOST_WAITING = 50
MOST_SESSIONS = 300  # of one school in a school year
FARTHEST, OLDEST = timedelta(days=400), timedelta(days=365)
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=12)
CERTIFICATE_FROM = 60  # minutes: nobody needs a paper for twenty minutes between colleagues
CORRECTED_DAYS = 30  # after the session, its presence may still be corrected
STEP = 60  # seconds that one code of the room lasts
CODE_LETTERS = 6
OPENS_BEFORE, CLOSES_AFTER = timedelta(minutes=15), timedelta(minutes=30)
TRIES, TRIES_SECONDS = 10, 600  # wrong codes that one person may type
TRIES_OF_SESSION = 400


class SessionState(Labelled):
    PLANNED = "planned", "Prévue"
    HELD = "held", "Tenue"
    CANCELLED = "cancelled", "Annulée"


class PresenceWay(Labelled):
    LIST = "list", "par la liste"
    CODE = "code", "par le code de la salle"


TONES = {"planned": "info", "held": "ok", "cancelled": ""}


def plan_refusals(starts: datetime, ends: datetime, *, now: datetime, may_be_over: bool = False) -> list[str]:
    """Why a session cannot be at that time; an empty list means that it can.

    `may_be_over`: whether it may have taken place, as one that is written down afterwards.
    """
    reasons = []
    if ends <= starts:
        reasons.append("La fin vient après le début : vérifiez les heures.")
    elif ends - starts < SHORTEST:
        reasons.append("Une séance dure 10 minutes au moins : vérifiez l’heure de fin.")
    elif ends - starts > LONGEST:
        reasons.append("Une séance dure 12 heures au plus : faites-en plusieurs.")
    if starts <= now and not may_be_over:
        reasons.append("Ce moment est passé : choisissez-en un à venir.")
    elif now - starts > OLDEST:
        reasons.append("Ce moment a plus d’un an : une séance se note dans les douze mois.")
    if starts - now > FARTHEST:
        reasons.append("Cette date est à plus d’un an : choisissez-en une plus proche.")
    return reasons


def join_refusals(state: str, starts: datetime, waiting: int, *, now: datetime) -> list[str]:
    if state != SessionState.PLANNED:
        return ["Cette séance n’est plus ouverte : choisissez-en une autre."]
    if starts <= now:
        return ["Cette séance a commencé : choisissez-en une autre."]
    if waiting >= MOST_WAITING:
        return [f"{MOST_WAITING} personnes attendent déjà : demandez une seconde séance."]
    return []


def is_code_open(starts: datetime, ends: datetime, now: datetime) -> bool:
    return starts - OPENS_BEFORE <= now <= ends + CLOSES_AFTER


def presence_refusals(state: str, starts: datetime, *, now: datetime) -> list[str]:
    """Why the presence of a session cannot be noted now."""
    if state == SessionState.CANCELLED:
        return ["Cette séance est annulée : personne n’y était."]
    if starts > now:
        return ["Cette séance n’a pas commencé : notez la présence à son début."]
    if now - starts > timedelta(days=CORRECTED_DAYS):
        return [f"La présence se corrige pendant {CORRECTED_DAYS} jours : ce délai est passé."]
    return []


def certificate_refusals(state: str, minutes: int, *, is_present: bool) -> list[str]:
    """Why there is no certificate: for those who were there, once the session is held, and long enough."""
    if state != SessionState.HELD:
        return ["L’attestation vient une fois la séance tenue et la présence notée."]
    if not is_present:
        return ["L’attestation est pour les personnes notées présentes : voyez avec qui animait."]
    if minutes < CERTIFICATE_FROM:
        return [f"Une séance de moins de {CERTIFICATE_FROM} minutes n’a pas d’attestation."]
    return []


class OpinionMoment(Labelled):
    NOW = "now", "À chaud"
    LATER = "later", "Trois mois après"


QUESTIONS = {
    OpinionMoment.NOW: "Cette séance vous sera-t-elle utile ?",
    OpinionMoment.LATER: "Vous en servez-vous dans votre travail ?",
}
ANSWERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    OpinionMoment.NOW: (("1", "Très utile"), ("2", "Plutôt utile"), ("3", "Peu utile"), ("4", "Pas utile")),
    OpinionMoment.LATER: (
        ("1", "Chaque semaine"),
        ("2", "De temps en temps"),
        ("3", "Pas encore"),
        ("4", "Non"),
    ),
}
BEST = "1"  # of the answers at each moment
# Days after the session: asked from, until. Results come after the end, all at once: no count while it runs.
OPEN_DAYS = {OpinionMoment.NOW: (0, 14), OpinionMoment.LATER: (90, 120)}


def opinion_days(moment: OpinionMoment, held_on: date) -> tuple[date, date]:
    first, last = OPEN_DAYS[moment]
    return held_on + timedelta(days=first), held_on + timedelta(days=last)


def open_moment(held_on: date, today: date) -> OpinionMoment | None:
    """What is asked of a session on that day, if anything."""
    for moment in OpinionMoment:
        first, last = opinion_days(moment, held_on)
        if first <= today <= last:
            return moment
    return None


def is_published(moment: OpinionMoment, held_on: date, today: date) -> bool:
    return today > opinion_days(moment, held_on)[1]


def free_words(seated: int, seats: int, waiting: int) -> str:
    """« 2 places libres », « complet », « complet, 3 attendent »: what a list says is left."""
    if waiting:
        return f"complet, {counted(waiting, 'attend', 'attendent')}"
    return counted(seats - seated, "place libre", "places libres") if seats > seated else "complet"


def places_words(seated: int, seats: int, waiting: int) -> str:
    """« 12 places sur 12, 2 personnes attendent »."""
    words = f"{counted(seated, 'place prise', 'places prises')} sur {seats}"
    if waiting:
        words += f", {counted(waiting, 'personne attend', 'personnes attendent')}"
    return words
