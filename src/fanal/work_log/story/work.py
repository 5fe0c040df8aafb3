"""What the log of the demonstration rests on, last year included: nobody typed a line of it."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.agenda.actions.task import finish_task, put_task_aside
from fanal.agenda.actions.year import create_year
from fanal.agenda.models import YearTask
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.work_log.actions.gathering import gather_work
from fanal.work_log.actions.share import share_work
from fanal.year.rules.years import year_of

NOT_DONE, EACH = "Pas faite cette année-là.", 4  # one task in four


@register(STORY, "work_log.last_year")
def remember_last_year(story: Story) -> None:
    """Its tasks, all ended: three in four done the day before, the others put aside."""
    year, lead = year_of(story.today).previous, actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    begun = timezone.make_aware(datetime.combine(year.starts_on, time(10)))
    with scope(story.school):
        create_year(story.school, year, with_past=True, today=story.today, now=begun, by=lead)
        rows = YearTask.objects.for_school(story.school).filter(school_year=year.label)
        for rank, task in enumerate(rows.order_by("due_on", "number")):
            _end(task, story, is_done=rank % EACH != EACH - 1)


def _end(task: YearTask, story: Story, *, is_done: bool) -> None:
    by = actor_of(story.people[task.owner], Role(task.owner))
    day = task.due_on - timedelta(days=3 if task.due_on.weekday() == 0 else 1)
    now = timezone.make_aware(datetime.combine(day, time(16, 30)))
    if is_done:
        finish_task(task, now=now, by=by)
    else:
        put_task_aside(task, NOT_DONE, now=now, by=by)


@register(STORY, "work_log.log")
def show_the_log(story: Story) -> None:
    """January to June, its sums alone, as the référent showed them before the proposals of spring."""
    person, year = story.people["digital_lead"], year_of(story.today).previous
    by, now = actor_of(person, Role.DIGITAL_LEAD), timezone.now() - timedelta(days=2)
    first, last = date(year.first + 1, 1, 1), date(year.first + 1, 6, 30)
    with scope(story.school):
        gather_work(story.school, person.pk, today=story.today, by=by)
        share_work(story.school, first, last, with_detail=False, today=story.today, now=now, by=by)
