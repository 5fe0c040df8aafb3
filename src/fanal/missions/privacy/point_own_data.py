"""What the points of the week keep about somebody: the lines they wrote, sent and answered."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.own_data import OwnRows, Row
from fanal.core.registry import PERSONAL_DATA, register
from fanal.missions.models import PointLine, WeekPoint
from fanal.missions.rules.point import PointAnswer


@register(PERSONAL_DATA, 16)
def points_of_member(member: Member) -> dict[str, Any]:
    who, rows = member.person, PointLine.objects.for_school(member.school)
    return {
        "lignes proposées au point": OwnRows(
            rows.filter(author=who), {"ligne": "text", "le": "written_at"}, "le"
        ),
        "lignes du point répondues": OwnRows(
            rows.filter(answered_by=who),
            {"ligne": "text", "réponse": "answer", "mot": "word", "le": "answered_at"},
            "le",
            _with_answer,
        ),
        "points envoyés": OwnRows(
            WeekPoint.objects.for_school(member.school).filter(sent_by=who),
            {"semaine du": "monday", "le": "sent_at"},
            "le",
        ),
    }


def _with_answer(row: Row) -> Row:
    return row | {"réponse": PointAnswer(row["réponse"]).label}
