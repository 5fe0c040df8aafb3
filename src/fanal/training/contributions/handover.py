"""What a successor finds of the training plan: the requests under way, the sessions to come."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.training.models import LocalTraining
from fanal.training.rules.local_training import LocalTrainingState


def _under_way(school_id: int, today: date) -> QuerySet:
    return LocalTraining.objects.for_school(school_id).exclude(state=LocalTrainingState.REFUSED)


def _request(row: Row, school: School) -> list[HandoverEntry]:
    state = LocalTrainingState(row["state"]).label
    day = f"pour le {date.fromisoformat(row['day']):%d/%m/%Y}" if row["day"] else ""
    return [
        HandoverEntry(
            row["title"], joined(state, day), address("training:local_training_page", school.uai, row["pk"])
        )
    ]


register(HANDOVER, "formation")(
    Chapter(
        "formation",
        "Demandes de formation",
        _under_way,
        {"pk": "pk", "title": "title", "state": "state", "day": "wished_on"},
        "title",
        _request,
        "Aucune demande de formation n’est en cours.",
        lambda school: address("training:plan", school.uai),
    )
)
