"""What work on the year itself is there to prove? The tasks done, each under its own activity."""

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate

from fanal.core.registry import WORK_EVIDENCE, offer
from fanal.core.work import Rows, WorkSource
from fanal.missions.models import OwnTraining, WeekPoint, YearTask
from fanal.missions.rules.codes import Activity, TaskState

YEAR = "missions:year"
ONE, MANY = "tâche de l’année faite", "tâches de l’année faites"


def _done(activity: Activity) -> Rows:
    def rows(school_id: int, person_id: int) -> QuerySet:
        mine = YearTask.objects.for_school(school_id).filter(ended_by=person_id, state=TaskState.DONE)
        return mine.filter(activity=activity)

    return rows


PART_OF = {
    Activity.ADVICE: "steering", Activity.EQUIPMENT: "authority", Activity.SERVICES: "security",
    Activity.MISSION: "mission",
}  # fmt: skip
for activity, part in PART_OF.items():
    offer(WORK_EVIDENCE, 40)(
        WorkSource(
            f"missions.{activity}",
            part,
            ONE,
            MANY,
            30,
            YEAR,
            _done(activity),
            TruncDate("ended_at"),
        )
    )
offer(WORK_EVIDENCE, 41)(
    WorkSource(
        "missions.switch", "mission", "étape de la bascule d’année", "étapes de la bascule d’année", 10,
        "missions:switch", verbs=("missions.year_opened", "missions.step_ticked"),
    )
)  # fmt: skip


def _sent(school_id: int, person_id: int) -> QuerySet:
    return WeekPoint.objects.for_school(school_id).filter(sent_by=person_id)


def _trained(school_id: int, person_id: int) -> QuerySet:
    return OwnTraining.objects.for_school(school_id).filter(person=person_id)


offer(WORK_EVIDENCE, 42)(
    WorkSource(
        "missions.points", "steering", "point de la semaine envoyé", "points de la semaine envoyés", 20,
        "points:point", _sent, TruncDate("sent_at"),
    )
)  # fmt: skip
offer(WORK_EVIDENCE, 43)(
    WorkSource(
        "missions.training", "training", "formation suivie ou donnée", "formations suivies ou données",
        60, "trainings:training", _trained, "day", spent=F("minutes"),
    )
)  # fmt: skip
