"""What work on the year itself is there to prove? The tasks done, each under its own activity."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from fanal.agenda.models import YearTask
from fanal.agenda.rules.codes import Activity, TaskState
from fanal.core.people.work import WORK_EVIDENCE, Rows, WorkSource
from fanal.core.registry import register

YEAR = "agenda:year"
SINGULAR, PLURAL = "tâche de l’année faite", "tâches de l’année faites"


def _done(activity: Activity) -> Rows:
    def rows(school_id: int, person_id: int) -> QuerySet:
        mine = YearTask.objects.for_school(school_id).filter(ended_by=person_id, state=TaskState.DONE)
        return mine.filter(activity=activity)

    return rows


PART_OF = {
    Activity.ADVICE: "steering",
    Activity.EQUIPMENT: "authority",
    Activity.SERVICES: "security",
    Activity.MISSION: "mission",
}
for activity, part in PART_OF.items():
    register(WORK_EVIDENCE, f"missions.{activity}")(
        WorkSource(
            f"missions.{activity}",
            part,
            SINGULAR,
            PLURAL,
            30,
            YEAR,
            _done(activity),
            TruncDate("ended_at"),
        )
    )
register(WORK_EVIDENCE, "missions.switch")(
    WorkSource(
        "missions.switch",
        "mission",
        "étape de la bascule d’année",
        "étapes de la bascule d’année",
        10,
        "agenda:switch",
        verbs=("missions.year_opened", "missions.step_ticked"),
    )
)
