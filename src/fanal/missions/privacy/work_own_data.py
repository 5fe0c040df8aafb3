"""What a log keeps about somebody: every line, the durations they chose, what they showed."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.agenda.rules.codes import Activity
from fanal.core.own_data import OwnRows, Row
from fanal.core.registry import PERSONAL_DATA, register
from fanal.missions.models import WorkDefault, WorkEntry, WorkShare


@register(PERSONAL_DATA, 16)
def work_of_member(member: Member) -> dict[str, Any]:
    who, school = member.person, member.school
    return {
        "carnet de travail": OwnRows(
            WorkEntry.objects.for_school(school).filter(person=who),
            {
                "jour": "day",
                "minutes": "minutes",
                "activité": "activity",
                "quoi": "what",
                "corrigée": "is_corrected",
                "écartée": "is_aside",
            },
            "jour",
            _with_activity,
            is_private=True,
        ),
        "durées choisies pour le carnet": OwnRows(
            WorkDefault.objects.for_school(school).filter(person=who),
            {"pour": "source", "minutes": "minutes"},
            "pour",
            is_private=True,
        ),
        "périodes du carnet montrées à la direction": OwnRows(
            WorkShare.objects.for_school(school).filter(person=who),
            {
                "du": "first_day",
                "au": "last_day",
                "ligne à ligne": "with_detail",
                "partagé le": "shared_at",
                "repris le": "ended_at",
            },
            "du",
        ),
    }


def _with_activity(row: Row) -> Row:
    return row | {"activité": Activity(row["activité"]).label}
