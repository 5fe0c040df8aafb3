"""What work on the mission is there to prove? The points sent, the trainings noted."""

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register
from fanal.missions.models import OwnTraining, WeekPoint


def _sent(school_id: int, person_id: int) -> QuerySet:
    return WeekPoint.objects.for_school(school_id).filter(sent_by=person_id)


def _trained(school_id: int, person_id: int) -> QuerySet:
    return OwnTraining.objects.for_school(school_id).filter(person=person_id)


register(WORK_EVIDENCE, "missions.points")(
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
register(WORK_EVIDENCE, "missions.training")(
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
