"""« Devoirs de l’année », on the page of a service: which are in the calendar, and how to put them there."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.agenda.forms.task import DayForm
from fanal.agenda.models import YearTask
from fanal.agenda.policies import year as policies
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.online_services.models import OnlineService
from fanal.year.rules.years import year_of


def _tasks(school_id: int, service_id: int, year: str) -> QuerySet[YearTask]:
    rows = YearTask.objects.for_school(school_id).filter(service=service_id, school_year__gte=year)
    return rows.select_related("person").by_day()


@register(PANEL, "agenda")
def duties_of_service(member: Member, thing: object) -> Panel | None:
    """For the team: each duty with its task of this year or of the next (one question)."""
    if not isinstance(thing, OnlineService) or not policies.read_year(member.actor, None):
        return None
    today = timezone.localdate()
    tasks: dict[str, YearTask] = {}
    for task in _tasks(thing.school_id, thing.pk, year_of(today).label):
        tasks.setdefault(task.detail, task)
    duties = [(duty, _with_tone(tasks.pop(duty, None), today)) for duty in thing.duty_lines]
    others = [(task.title, _with_tone(task, today)) for task in tasks.values()]
    can_plan = thing.archived_on is None and policies.add_task(member.actor, None)
    is_offered = can_plan and not all(task for _, task in duties)
    form = DayForm(school=member.school, auto_id="duties_%s") if is_offered else None
    context = {"duties": duties + others, "service": thing.pk, "form": form}
    return Panel("Devoirs de l’année", "agenda/duties_panel.html", context)


def _with_tone(task: YearTask | None, today: date) -> YearTask | None:
    if task is not None:
        task.tone = "ok" if task.state == "done" else "warn" if task.is_late(today) else ""  # type: ignore[attr-defined]
    return task
