"""How long is a point of the week kept? Three years after it left: a choice of Fanal, no text sets one."""

from datetime import datetime

from fanal.core.registry import RETENTION, register
from fanal.core.retention import Retention, remove, years_before
from fanal.missions.models import PointLine, WeekPoint

YEARS = 3


def _purge(school_id: int, now: datetime) -> int:
    """Lines first; a point goes once it has none."""
    before = years_before(now, YEARS)
    lines = PointLine.objects.for_school(school_id).filter(point__sent_at__lt=before)
    if removed := remove(lines):
        return removed
    return remove(WeekPoint.objects.for_school(school_id).filter(sent_at__lt=before, lines__isnull=True))


RULE = Retention(
    "missions.points",
    f"Un point de la semaine : {YEARS} ans après son envoi, il s’efface avec ses réponses.",
    ("missions.WeekPoint", "missions.PointLine"),
    _purge,
)
register(RETENTION, 55)(RULE)
