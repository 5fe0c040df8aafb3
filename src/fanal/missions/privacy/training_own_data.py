"""What the list of training keeps about somebody: all of it."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.own_data import OwnRows, Row
from fanal.core.registry import PERSONAL_DATA, register
from fanal.missions.models import OwnTraining
from fanal.missions.rules.training import Way


@register(PERSONAL_DATA, 18)
def training_of_member(member: Member) -> dict[str, Any]:
    rows = OwnTraining.objects.for_school(member.school).filter(person=member.person)
    fields = {
        "sens": "way",
        "jour": "day",
        "titre": "title",
        "minutes": "minutes",
        "organisée par": "organiser",
        "personnes": "people",
        "comptée pour la direction": "is_shared",
    }
    return {"formations suivies et données": OwnRows(rows, fields, "jour", _with_way, is_private=True)}


def _with_way(row: Row) -> Row:
    return row | {"sens": Way(row["sens"]).label}
