"""What absences and hours keep about somebody."""

from typing import Any

from django.db.models import Q

from fanal.accounts.models.member import Member
from fanal.accounts.rules.french import WEEKDAYS
from fanal.core.own_data import OwnRows, Row
from fanal.core.registry import PERSONAL_DATA, register
from fanal.missions.models import Absence, PresenceHour


@register(PERSONAL_DATA, 17)
def absences_of_member(member: Member) -> dict[str, Any]:
    who, school = member.person, member.school
    concerned = Q(person=who) | Q(substitute=who) | Q(said_by=who)
    return {
        "absences": OwnRows(
            Absence.objects.for_school(school).filter(concerned),
            {"du": "first_day", "au": "last_day", "réponse à partir du": "answers_from"},
            "du",
        ),
        "heures de présence": OwnRows(
            PresenceHour.objects.for_school(school).filter(person=who),
            {"jour": "weekday", "de": "starts", "à": "ends", "où": "place"},
            "jour",
            _with_day,
        ),
    }


def _with_day(row: Row) -> Row:
    return row | {"jour": WEEKDAYS[row["jour"]]}
