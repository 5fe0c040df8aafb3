"""How long is one's own training kept? Until they take it away, or a year after they left: our own choice."""

from datetime import datetime

from fanal.core.registry import RETENTION, register
from fanal.core.retention import Retention, day_before, remove
from fanal.missions.models import OwnTraining


def _forget(school_id: int, now: datetime) -> int:
    left = day_before(now.date(), 1)
    return remove(OwnTraining.objects.for_school(school_id).filter(person__left_on__lt=left))


RULE = Retention(
    "missions.training",
    "Les formations d’une personne : jusqu’à ce qu’elle les retire, ou un an après son départ.",
    ("missions.OwnTraining",),
    _forget,
)
register(RETENTION, 55)(RULE)
