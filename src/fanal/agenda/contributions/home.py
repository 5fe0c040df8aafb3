"""What the year puts on the home page: the next tasks of whoever reads it, and in August the year to open.

Outside the team it is the only way to one's tasks: they are shown however far away they are.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import annotate_permissions
from fanal.agenda.models import YearRollover, YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.rules.reminder_letters import when
from fanal.agenda.rules.rollover import rollover_on
from fanal.core.addresses import address
from fanal.core.cards import Card, HomeTask
from fanal.core.prepared import prepared
from fanal.core.registry import HOME_CARD, HOME_TASK, register

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
def _next_and_opening(member: Member, until: date, year: str) -> QuerySet[YearTask]:
    """The same, each knowing whether that year is opened: the home page has no question to spare."""
    opened = YearRollover.objects.for_school(member.school).filter(school_year=year)
    return _mine(member, until).annotate(is_opened=Exists(opened))[:SHOWN]


@prepared
def _opened(school_id: int, year: str) -> QuerySet[YearRollover]:
    return YearRollover.objects.for_school(school_id).filter(school_year=year)


def _tasks(member: Member, today: date) -> list[Any]:
    """Their next tasks, asked once a page."""
    if "next tasks" not in member.learnt:
        until, switch = today + (SOON if member.has(*TEAM) else EVER), rollover_on(today)
        if switch.can_open and policies.open_year(member.actor, None):
            tasks = _next_and_opening(member, until, switch.opening.label)
        else:
            tasks = _next(member, until)
        member.learnt["next tasks"] = tasks
    return member.learnt["next tasks"]


@register(HOME_TASK, 40)
def year_to_open(member: Member, today: date) -> list[HomeTask]:
    """From August until it is opened, for whoever may open it; the rest of the year it asks nothing."""
    switch = rollover_on(today)
    if not switch.can_open or not policies.open_year(member.actor, None):
        return []
    tasks = _tasks(member, today)
    if tasks[0].is_opened if tasks else _opened(member.school.pk, switch.opening.label):
        return []
    url, detail = address("agenda:switch", member.school.uai), "Ses tâches seront créées ; rien n’est fermé"
    what = f"L’année {switch.opening} n’est pas encore ouverte"
    return [HomeTask(what, url, "Préparer", detail, "calendar")]


@register(HOME_CARD, 25)
def next_tasks(member: Member, today: date) -> Card | None:
    """Their next tasks, the late ones first; for the team, nothing when nothing is due within a month."""
    if member.person is None:
        return None
    tasks = _tasks(member, today)
    if not tasks:
        return None
    for task in tasks:
        task.mark = "late" if task.is_late(today) else ""
        task.line = when(task.due_on, today=today)
    annotate_permissions(tasks, policies.finish_task, to=member.actor)
    return Card("agenda/card.html", {"tasks": tasks, "is_team": member.has(*TEAM)})
