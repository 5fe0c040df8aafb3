"""What the year puts on the home page: the next tasks of whoever reads it, and in August the year to open.

Outside the team it is the only way to one's tasks: they are shown however far away they are.
"""

from datetime import date, timedelta

from django.db.models import QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import annotate_permissions
from fanal.agenda.models import YearRollover, YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.rules.reminder_letters import when
from fanal.agenda.rules.rollover import rollover_on
from fanal.core.database.prepared import prepared
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_CARD, HOME_TASK, Card, HomeTask
from fanal.core.registry import register

SHOWN = 3
SOON, EVER = timedelta(days=30), timedelta(days=400)


def _mine(member: Member, until: date) -> QuerySet[YearTask]:
    person = member.person.pk if member.person else 0
    mine = YearTask.objects.visible_to(member).of(person, member.roles).still_open()
    return mine.filter(due_on__lte=until).by_day()


@prepared
def _next(member: Member, until: date) -> QuerySet[YearTask]:
    return _mine(member, until)[:SHOWN]


@prepared
def _opened(school_id: int, year: str) -> QuerySet[YearRollover]:
    return YearRollover.objects.for_school(school_id).filter(school_year=year)


@register(HOME_TASK, "agenda")
def year_to_open(member: Member, today: date) -> list[HomeTask]:
    """From August until it is opened, for whoever may open it; the rest of the year it asks nothing."""
    rollover = rollover_on(today)
    if not rollover.can_open or not policies.open_year(member.actor, None):
        return []
    if _opened(member.school.pk, rollover.opening.label):
        return []
    url, detail = address("agenda:switch", member.school.uai), "Ses tâches seront créées ; rien n’est fermé"
    what = f"L’année {rollover.opening} n’est pas encore ouverte"
    return [HomeTask(what, url, "Préparer", detail, "calendar")]


@register(HOME_CARD, "agenda")
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
    annotate_permissions(tasks, policies.finish_task, to=member.actor)
    return Card("agenda/card.html", {"tasks": tasks, "is_team": member.has(*TEAM)})
