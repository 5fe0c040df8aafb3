"""What somebody answered about the habits of services, in their own data."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.own_data import OwnRows
from fanal.core.registry import PERSONAL_DATA, register
from fanal.online_services.models import ServiceHabit
from fanal.online_services.rules.checklist import HABIT_OF
from fanal.online_services.rules.habit_facts import HabitAnswer


@register(PERSONAL_DATA, 41)
def habits_of(member: Member) -> dict[str, Any]:
    said = ServiceHabit.objects.for_school(member.school).filter(said_by=member.person)
    return {
        "habitudes de sécurité dites": OwnRows(
            said,
            {"service": "service__name", "habitude": "code", "réponse": "answer", "dite le": "said_on"},
            "dite le",
            lambda row: (
                row
                | {"habitude": HABIT_OF[row["habitude"]].label, "réponse": HabitAnswer(row["réponse"]).label}
            ),
        )
    }
