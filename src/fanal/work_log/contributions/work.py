"""What work on the mission is there to prove? The points sent, the trainings noted."""

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate

from fanal.core.registry import WORK_EVIDENCE, register
from fanal.core.work import WorkSource
from fanal.missions.models import OwnTraining, WeekPoint


def _sent(school_id: int, person_id: int) -> QuerySet:
    return WeekPoint.objects.for_school(school_id).filter(sent_by=person_id)


def _trained(school_id: int, person_id: int) -> QuerySet:
    return OwnTraining.objects.for_school(school_id).filter(person=person_id)


register(WORK_EVIDENCE, 42)(
    WorkSource(
        "missions.points",
        "steering",
        "point de la semaine envoyé",
        "points de la semaine envoyés",
        20,
        "points:point",
        _sent,
        TruncDate("sent_at"),
    )
)
register(WORK_EVIDENCE, 43)(
    WorkSource(
        "missions.training",
        "training",
        "formation suivie ou donnée",
        "formations suivies ou données",
        60,
        "trainings:training",
        _trained,
        "day",
        spent=F("minutes"),
    )
)
