"""How long is a hand-over kept? A note two years, a place as long as its service: our choice."""

from datetime import datetime

from fanal.core.registry import RETENTION, register
from fanal.core.retention import Retention, remove, years_before
from fanal.missions.models import AccessPlace, HandoverNote

YEARS = 2


def _forget_notes(school_id: int, now: datetime) -> int:
    return remove(HandoverNote.objects.for_school(school_id).filter(written_at__lt=years_before(now, YEARS)))


def _forget_places(school_id: int, now: datetime) -> int:
    rows = AccessPlace.objects.for_school(school_id)
    gone = remove(rows.filter(service__archived_on__isnull=False))
    return gone + rows.filter(written_by__left_on__lt=now.date()).update(written_by=None)


OFFERED = (
    Retention(
        "missions.handover_notes",
        f"La note de qui part : {YEARS} ans après sa dernière écriture.",
        ("missions.HandoverNote",),
        _forget_notes,
    ),
    Retention(
        "missions.access_places",
        "Où se trouvent les accès d’un service : tant qu’il sert ; qui l’a écrit, jusqu’à son départ.",
        ("missions.AccessPlace",),
        _forget_places,
    ),
)
for rule in OFFERED:
    register(RETENTION, 55)(rule)
