"""Which span of the journal can be frozen for a breach? Pure.

The journal keeps its security entries twelve months (CNIL 2021-122): an earlier beginning would promise what
is gone.
"""

from datetime import datetime, timedelta

BEFORE, AFTER = timedelta(hours=24), timedelta(hours=1)
LONGEST = timedelta(days=366)


def refusals(since: datetime, until: datetime, now: datetime) -> list[str]:
    """Why these moments cannot be a span."""
    if until < since:
        return ["La fin est avant le début : échangez les deux moments."]
    if since > now:
        return ["Le début est dans l’avenir : rien n’est encore arrivé."]
    if until > now + timedelta(days=1):
        return ["La fin est dans l’avenir : donnez au plus tard maintenant."]
    if since < now - LONGEST:
        return ["Le journal des connexions ne garde que douze mois : choisissez un début plus récent."]
    return []


def proposed(known_at: datetime, now: datetime) -> tuple[datetime, datetime]:
    """The day before the school knew, until an hour after or until now."""
    return known_at - BEFORE, min(known_at + AFTER, now)
