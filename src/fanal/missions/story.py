"""The year of the demonstration: created at the prérentrée, mostly done since, a task late, one put aside."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from fanal.accounts.members import Actor
from fanal.accounts.models import Person
from fanal.accounts.roles import Role
from fanal.accounts.rules.years import year_of
from fanal.core.registry import STORY, offer
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.missions import actions
from fanal.missions.models import YearTask

ASIDE = {"etic": "L’enquête n’est pas ouverte cette année."}
LATE = {"directory-check", "inventory"}  # done or not, as the day of the story wants: never both on time
HOLDERS = {"head": "head", "deputy": "deputy", "digital_lead": "digital_lead", "bursar": "bursar"}


def _actor(person: Person, role: Role) -> Actor:
    roles = frozenset({role.value})
    return Actor(f"person:{person.pk}", str(person), roles, person.school_id, person.pk)


@offer(STORY, 46)
def live_the_year(story: Story) -> None:
    """Forty tasks; what is due was done a day or two before, but for two that are late and one put aside."""
    lead = _actor(story.people["digital_lead"], Role.DIGITAL_LEAD)
    year, school = year_of(story.today), story.school
    with scope(school):
        begun = timezone.make_aware(datetime.combine(year.starts_on, time(10)))
        actions.create_year(school, year, with_past=True, today=story.today, now=begun, by=lead)
        rows = YearTask.objects.for_school(school).filter(due_on__lt=story.today).select_related("template")
        due = list(rows.order_by("due_on"))
        late = [task.pk for task in due if task.template.code in LATE][-2:]
        for task in due:
            if task.pk not in late:
                _end(task, story)
        coming = YearTask.objects.for_school(school).still_open().filter(due_on__gte=story.today).by_day()
        if second := coming.filter(owner=Role.DIGITAL_LEAD)[1:2]:
            actions.take_task(
                second[0], now=timezone.now(), by=_actor(story.people["second_lead"], Role.DIGITAL_LEAD)
            )


def _end(task: YearTask, story: Story) -> None:
    by = _actor(story.people[HOLDERS[task.owner]], Role(task.owner))
    day = task.due_on - timedelta(days=1)
    now = timezone.make_aware(datetime.combine(day, time(16, 30)))
    if reason := ASIDE.get(task.template.code):
        actions.put_task_aside(task, reason, now=now, by=by)
    else:
        actions.finish_task(task, now=now, by=by)
