"""What the year puts on the home page: the two or three next tasks of whoever reads it.

Outside the team it is the only way to one's tasks: they are shown however far away they are.
"""

from datetime import date, timedelta

from django.db.models import QuerySet

from fanal.accounts.members import Member
from fanal.accounts.rights import offer as offer_rights
from fanal.accounts.roles import TEAM
from fanal.core.cards import Card
from fanal.core.prepared import prepared
from fanal.core.registry import HOME_CARD, offer
from fanal.missions import policies
from fanal.missions.models import YearTask
from fanal.missions.rules.letters import when

SHOWN = 3
SOON, EVER = timedelta(days=30), timedelta(days=400)


@prepared
def _next(member: Member, until: date) -> QuerySet[YearTask]:
    person = member.person.pk if member.person else 0
    mine = YearTask.objects.visible_to(member).of(person, member.roles).still_open()
    return mine.filter(due_on__lte=until).by_day()[:SHOWN]


@offer(HOME_CARD, 25)
def next_tasks(member: Member, today: date) -> Card | None:
    """Their next tasks, the late ones first; for the team, nothing when nothing is due within a month."""
    if member.person is None:
        return None
    tasks = _next(member, today + (SOON if member.has(*TEAM) else EVER))
    if not tasks:
        return None
    for task in tasks:
        task.mark = "late" if task.is_late(today) else ""
        task.line = when(task.due_on, today=today)
    offer_rights(tasks, policies.finish_task, to=member.actor)
    return Card("missions/card.html", {"tasks": tasks, "is_team": member.has(*TEAM)})
