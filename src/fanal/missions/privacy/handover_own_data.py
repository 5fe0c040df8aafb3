"""What a hand-over keeps about somebody: their note, the places they wrote."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.own_data import OwnRows
from fanal.core.registry import PERSONAL_DATA, register
from fanal.missions.models import AccessPlace, HandoverNote


@register(PERSONAL_DATA, 19)
def handover_of_member(member: Member) -> dict[str, Any]:
    who, school = member.person, member.school
    return {
        "note de transmission": OwnRows(
            HandoverNote.objects.for_school(school).filter(author=who),
            {"note": "text", "le": "written_at"},
            "le",
        ),
        "lieux d’accès écrits": OwnRows(
            AccessPlace.objects.for_school(school).filter(written_by=who),
            {"service": "service__name", "lieu": "text", "le": "written_on"},
            "le",
        ),
    }
