"""One's own letters of mission, whole."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.allowances.models import MissionLetter
from fanal.allowances.models.letter import LetterScan
from fanal.allowances.rules.letter import TEXTS, LetterState, Pay
from fanal.core.own_data import OwnRows, Row
from fanal.core.registry import PERSONAL_DATA, register


@register(PERSONAL_DATA, 17)
def letters_of_member(member: Member) -> dict[str, Any]:
    who, school = member.person, member.school
    return {
        "lettres de mission": OwnRows(
            MissionLetter.objects.for_school(school).filter(person=who),
            {
                "numéro": "number",
                "version": "version",
                "année": "school_year",
                "état": "state",
                "mission": "mission__title",
                "du": "starts_on",
                "au": "ends_on",
                "rémunération": "pay",
                "accord": "agreed_on",
                "signée le": "signed_on",
                **{part.label.lower(): part.field for part in TEXTS},
            },
            "numéro",
            _letter,
            is_private=True,
        ),
        "lettres signées": OwnRows(
            LetterScan.objects.for_school(school).filter(letter__person=who),
            {"numéro": "letter__number", "document": "name", "joint le": "joined_on"},
            "numéro",
            is_private=True,
        ),
    }


def _letter(row: Row) -> Row:
    return row | {"état": LetterState(row["état"]).label, "rémunération": Pay(row["rémunération"]).label}
