"""Why can no more be asked, said or booked? Pure: the moment is an argument."""

from datetime import date, datetime, timedelta

from fanal.peer_help.rules.codes import (
    LONGEST_DAYS,
    MOST_A_DAY,
    MOST_ASKED,
    MOST_BOOKED,
    MOST_HOURS,
    MOST_MESSAGES,
    MOST_SESSIONS,
)

NO_OFFER = (
    "Seules les personnes de « Qui sait faire quoi » le peuvent : proposez d’abord votre aide, en une minute."
)
TAKEN = "Quelqu’un vient de prendre ce créneau : choisissez-en un autre."
OWN = "C’est votre propre heure : les créneaux sont pour les collègues."
CANCELLED = "Cette heure est annulée : choisissez-en une autre."


def ask_refusals(running: int, today: int) -> list[str]:
    """`running`: what this person asked and is not ended; `today`: all that they asked today."""
    if today >= MOST_A_DAY:
        return [f"Vous avez fait {MOST_A_DAY} demandes aujourd’hui : revenez demain, ou venez en parler."]
    if running < MOST_ASKED:
        return []
    return [f"Vous avez déjà {MOST_ASKED} demandes en cours : terminez-en une, puis demandez."]


def message_refusals(written: int) -> list[str]:
    if written < MOST_MESSAGES:
        return []
    return [f"{MOST_MESSAGES} messages ont été échangés : terminez cette demande et faites-en une autre."]


def session_refusals(count: int, held_on: date, today: date) -> list[str]:
    if held_on > today:
        return ["Une séance se note une fois tenue : donnez un jour passé, ou aujourd’hui."]
    if count >= MOST_SESSIONS:
        return [f"{MOST_SESSIONS} séances sont déjà notées pour cette demande."]
    return []


def hour_refusals(ahead: int, starts: datetime, now: datetime, *, cancelled: int = 0) -> list[str]:
    """`ahead`: the hours to come of this host; `cancelled`: those to come that they cancelled."""
    if starts <= now:
        return ["Ce moment est passé : donnez un jour et une heure à venir."]
    if starts > now + timedelta(days=LONGEST_DAYS):
        return ["Trois mois d’avance au plus : donnez un jour plus proche."]
    if cancelled >= MOST_HOURS:
        return ["Vous avez annulé beaucoup d’heures à venir : attendez que l’une soit passée."]
    if ahead >= MOST_HOURS:
        return [f"{MOST_HOURS} heures ouvertes sont déjà à venir : attendez que l’une soit passée."]
    return []


def slot_refusals(
    *, is_taken: bool, is_own: bool, is_cancelled: bool, booked: int, is_past: bool
) -> list[str]:
    """`booked`: the slots to come that this person holds already."""
    if is_cancelled:
        return [CANCELLED]
    if is_past:
        return ["Ce créneau est passé : choisissez-en un autre."]
    if is_taken:
        return [TAKEN]
    if is_own:
        return [OWN]
    if booked >= MOST_BOOKED:
        return [f"Vous avez déjà {MOST_BOOKED} créneaux : rendez-en un d’abord."]
    return []
