"""How long may one note on a request at once, and how is a time said?

One tap for the usual lengths. The time of one person serves to prove their mission, and is theirs
(`docs/domain/mission.md`, « Hours belong to their person »): nothing here compares people.
"""

SHORTEST, LONGEST = 1, 600
USUAL = (5, 15, 30, 60)
OUT_OF_BOUNDS = "Notez entre 1 et 600 minutes (10 heures) à la fois."


def refusals(minutes: int) -> list[str]:
    """Say why this time cannot be noted; an empty list means it can."""
    if SHORTEST <= minutes <= LONGEST:
        return []
    return [OUT_OF_BOUNDS]


def in_words(minutes: int) -> str:
    """Write « 5 min », « 1 h », « 1 h 20 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


USUAL_WORDS = [(minutes, in_words(minutes)) for minutes in USUAL]
