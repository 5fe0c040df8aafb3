"""What may colleagues help each other with, and how much of it at once?

Source: our own rule: an open request that nobody closes is no help, and a few open hours are kept. Pure.
"""

from enum import StrEnum

TOPICS = {
    "ent": "ENT et cahier de textes",
    "assess": "Évaluer, suivre les progrès",
    "create": "Créer un document, une capsule",
    "tablets": "Tablettes et applications",
    "inclusion": "École inclusive",
    "media": "Éducation aux médias",
    "coding": "Programmer, robots",
    "ai": "Intelligence artificielle",
    "data": "Données personnelles, droit d’auteur",
    "pix": "Pix",
    "room": "Vidéoprojecteur, son, salle",
}


class HelpState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    DROPPED = "dropped"


RUNNING = (HelpState.OPEN.value, HelpState.TAKEN.value)
MOST_A_DAY = 10  # asked by one person, ended or not
MOST_ASKED = 5  # running requests of one person
MOST_MESSAGES, MOST_SESSIONS = 100, 30  # of one request
MOST_HOURS, MOST_SLOTS, MOST_BOOKED = 10, 12, 3  # hours to come of a host, slots of one, slots of a person
LONGEST_DAYS = 92  # ahead
SLOT_MINUTES = {10: "10 minutes", 15: "15 minutes", 20: "20 minutes", 30: "30 minutes"}


def readers_of(named: str) -> str:
    """Who reads a request that waits; `named`: the colleague it is meant for, if any."""
    if named:
        return f"{named} et la direction"
    return "la direction, les référents et les collègues de « Qui sait faire quoi »"
