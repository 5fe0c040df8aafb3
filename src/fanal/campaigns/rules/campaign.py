"""May this campaign be opened, as it is asked?"""

from datetime import date, timedelta

MOST_ROOMS, LONGEST = 600, timedelta(days=366)
NO_ROOM = "Choisissez au moins un bâtiment ou une salle."


def refusals(*, starts_on: date, ends_on: date, today: date, rooms: int) -> list[str]:
    """Say why not; an empty list means that it opens."""
    reasons = []
    if ends_on < starts_on:
        reasons.append("La campagne finit avant de commencer : corrigez l’un des deux jours.")
    elif ends_on < today:
        reasons.append("Le dernier jour de la campagne est déjà passé : corrigez-le.")
    elif ends_on - starts_on > LONGEST:
        reasons.append("Une campagne dure un an au plus : rapprochez les deux jours.")
    if not rooms:
        reasons.append(NO_ROOM)
    elif rooms > MOST_ROOMS:
        reasons.append(f"Une campagne compte {MOST_ROOMS} salles au plus : faites-en une par site.")
    return reasons
