"""What waits at home: the actions of the project that somebody answers for, and whose day has passed."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.cards import HomeTask
from fanal.core.registry import HOME_FACT, HOME_TASK, register
from fanal.steering.models import ProjectAction


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many late actions of the version in force this person answers for."""
    if member.person is None:
        return {}
    rows = ProjectAction.objects.for_school(OuterRef("pk")).in_force().late(today)
    return {"late_project_actions": count_of(rows.filter(owner=member.person.pk))}


@register(HOME_TASK, 60)
def late_actions(member: Member, today: date) -> list[HomeTask]:
    """« 2 actions du projet numérique en retard »."""
    if member.person is None or not (count := home_facts(member, today).late_project_actions):
        return []
    page = f"{address('steering:timeline', member.school.uai)}?vue=mes-retards"
    words = f"{counted(count, 'action')} du projet numérique en retard"
    return [HomeTask(words, page, "Dire où on en est", "", "flag", is_decision=False)]
