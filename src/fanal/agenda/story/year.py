"""The year of the demonstration: opened in August, mostly done since, a task late, one put aside.

The figures of the year before were kept when it ended.
"""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.agenda.actions.task import finish_task, put_task_aside, take_task
from fanal.agenda.actions.year import create_year
from fanal.agenda.models import RolloverStep, YearFigure, YearRollover, YearTask
from fanal.core import journal
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.year.rules.years import SchoolYear, year_of

ASIDE = {"etic": "L’enquête n’est pas ouverte cette année."}
LATE = {"directory-check", "inventory"}  # done or not, as the day of the story wants: never both on time
HOLDERS = {"head": "head", "deputy": "deputy", "digital_lead": "digital_lead", "bursar": "bursar"}


# What stood when the year before ended, and what no row tells any more; the rest is counted.
BEFORE = {
    "directory.pupils": 588,
    "directory.classes": 24,
    "directory.staff": 46,
}
LOOKED = ("requests", "people", "accounts", "holidays", "figures", "files")


@register(STORY, "agenda")
def live_the_year(story: Story) -> None:
    """Forty tasks; what is due was done a day or two before, but for two that are late and one put aside."""
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    year, school = year_of(story.today), story.school
    with scope(school):
        begun = timezone.make_aware(datetime.combine(year.starts_on, time(10)))
        create_year(school, year, with_past=True, today=story.today, now=begun, by=lead)
        _open(story, year)
        rows = YearTask.objects.for_school(school).filter(due_on__lt=story.today).select_related("template")
        due = list(rows.order_by("due_on"))
        late = [task.pk for task in due if task.template.code in LATE][-2:]
        for task in due:
            if task.pk not in late:
                _end(task, story)
        coming = YearTask.objects.for_school(school).still_open().filter(due_on__gte=story.today).by_day()
        if second := coming.filter(owner=Role.DIGITAL_LEAD)[1:2]:
            take_task(
                second[0], now=timezone.now(), by=actor_of(story.people["second_lead"], Role.DIGITAL_LEAD)
            )


def _end(task: YearTask, story: Story) -> None:
    by = actor_of(story.people[HOLDERS[task.owner]], Role(task.owner))
    day = task.due_on - timedelta(days=1)
    now = timezone.make_aware(datetime.combine(day, time(16, 30)))
    if reason := ASIDE.get(task.template.code):
        put_task_aside(task, reason, now=now, by=by)
    else:
        finish_task(task, now=now, by=by)


def _open(story: Story, year: SchoolYear) -> None:
    """As the head did at the end of August, the référent having looked at most of it before."""
    school, head, label = story.school, story.people["head"], year.label
    pressed = timezone.make_aware(datetime.combine(year.previous.ends_on - timedelta(days=6), time(9, 40)))
    count = YearTask.objects.for_school(school).filter(school_year=label).count()
    opened = YearRollover.objects.create(
        school=school, school_year=label, opened_at=pressed, opened_by=head, tasks=count
    )
    journal.created(opened, by=actor_of(head, Role.HEAD), verb="missions.year_opened")
    RolloverStep.objects.bulk_create(
        RolloverStep(
            school=school,
            school_year=label,
            code=code,
            done_at=pressed - timedelta(days=1),
            done_by=story.people["digital_lead"],
        )
        for code in LOOKED
    )
    machines = Equipment.objects.for_school(school).present()
    bought_by_then = machines.filter(Q(bought_on__isnull=True) | Q(bought_on__lt=year.starts_on)).count()
    kept = BEFORE | {"equipment.present": bought_by_then}
    YearFigure.objects.bulk_create(
        YearFigure(
            school=school,
            school_year=year.previous.label,
            code=code,
            value=number,
            basis=number,
            kept_on=year.previous.ends_on,
        )
        for code, number in kept.items()
    )
