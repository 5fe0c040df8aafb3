"""Which parts of the mission somebody takes, and what they said of their ease: theirs to read."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.own_data import OwnRows, Row
from fanal.core.registry import PERSONAL_DATA, register
from fanal.missions.models import MissionShare, NeedsAssessment
from fanal.missions.rules.parts import BY_CODE
from fanal.missions.rules.sharing import Competence


@register(PERSONAL_DATA, 16)
def shares_of_member(member: Member) -> dict[str, Any]:
    who, school = member.person, member.school
    return {
        "parts de la mission": OwnRows(
            MissionShare.objects.for_school(school).filter(person=who),
            {
                "partie": "part",
                "part en %": "percent",
                "du": "starts_on",
                "au": "ends_on",
                "compétence": "competence",
            },
            "du",
            _said,
            is_private=True,
        ),
        "fiches des besoins": OwnRows(
            NeedsAssessment.objects.for_school(school).filter(written_by=who),
            {"année": "school_year", "arrêtée le": "closed_on"},
            "année",
        ),
    }


def _said(row: Row) -> Row:
    part = BY_CODE.get(row["partie"])
    said = Competence(row["compétence"]).label
    return row | {"partie": part.label if part else row["partie"], "compétence": said}
