"""What the year keeps about somebody: their tasks, their calendar link, what they did in a switch of year."""

from typing import Any

from django.db.models import Q

from fanal.accounts.models.member import Member
from fanal.agenda.models import RolloverStep, TaskFeed, YearRollover, YearTask
from fanal.agenda.rules.codes import TaskState
from fanal.core.own_data import OwnRows, Row
from fanal.core.registry import PERSONAL_DATA, register


@register(PERSONAL_DATA, 15)
def tasks_of_member(member: Member) -> dict[str, Any]:
    who, school = member.person, member.school
    return {
        "tâches de l’année": OwnRows(
            YearTask.objects.for_school(school).filter(Q(person=who) | Q(ended_by=who)),
            {"année": "school_year", "titre": "title", "pour le": "due_on", "état": "state", "note": "note"},
            "pour le",
            _with_state,
        ),
        "étapes de bascule d’année": OwnRows(
            RolloverStep.objects.for_school(school).filter(done_by=who),
            {"étape": "code", "année": "school_year", "le": "done_at"},
            "le",
        ),
        "années ouvertes": OwnRows(
            YearRollover.objects.for_school(school).filter(opened_by=who),
            {"année": "school_year", "le": "opened_at"},
            "le",
        ),
        "lien d’agenda": OwnRows(
            TaskFeed.objects.for_school(school).filter(person=who), {"créé le": "made_at"}, "créé le"
        ),
    }


def _with_state(row: Row) -> Row:
    return row | {"état": TaskState(row["état"]).label}
