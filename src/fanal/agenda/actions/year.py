"""Creating the tasks of a school year from the school's templates: once, however often it is asked."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.membership import goes_on, had_functions
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import calendar_of, closings_of, office_days
from fanal.agenda.actions.template import adopt_templates
from fanal.agenda.models import TaskTemplate, YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.rules.due import DueDay, due, landmarks
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.year.rules.years import SchoolYear

SERIES = "year task"


@dataclass(frozen=True)
class CreatedTasks:
    """How many tasks were made, and how many templates were left because their day is over."""

    created: int
    past: int


def days_of(school: School, year: SchoolYear, templates: list[TaskTemplate]) -> dict[int, DueDay]:
    """The day each template gives in that year, by its id. Three questions, whatever their number."""
    marks, calendar = landmarks(year, closings_of(school), office_days(school)), calendar_of(school)
    return {template.pk: due(template.rule, marks, calendar) for template in templates}


@transaction.atomic
def create_year(
    school: School, year: SchoolYear, *, with_past: bool, today: date, now: datetime, by: Actor
) -> CreatedTasks:
    """Make the tasks that this year has not yet. `with_past`: those whose day is over too."""
    require(policies.create_year, by, None)
    adopt_templates(school, by=by)  # it locks the school: one writer at a time
    here = YearTask.objects.for_school(school).filter(school_year=year.label)
    has = set(here.values_list("template_id", flat=True))
    used = TaskTemplate.objects.for_school(school).used().order_by("pk")
    missing = [template for template in used if template.pk not in has]
    days, named = days_of(school, year, missing), named_before(school, year)
    chosen = [template for template in missing if with_past or days[template.pk].day >= today]
    if chosen:
        chosen.sort(key=lambda template: days[template.pk].day)
        first = next_number(school.pk, SERIES, count=len(chosen))
        YearTask.objects.bulk_create(
            [
                _task(template, days[template.pk], year, number, now, named.get(template.pk))
                for number, template in enumerate(chosen, first)
            ]
        )
        journal.noted(school, by=by, verb="missions.year_created", year=year.label, count=len(chosen))
    return CreatedTasks(len(chosen), len(missing) - len(chosen))


def named_before(school: School, year: SchoolYear) -> dict[int, int]:
    """Whom the year before named for each template, by its id: those who are still here when it begins."""
    rows = YearTask.objects.for_school(school).filter(
        ~Q(had_functions("person_id")) | Q(goes_on(year, "person_id")),
        school_year=year.previous.label,
        template__isnull=False,
        person__left_on__isnull=True,
    )
    return dict(rows.exclude(person=None).values_list("template_id", "person_id"))


def _task(
    template: TaskTemplate, day: DueDay, year: SchoolYear, number: int, now: datetime, person: int | None
) -> YearTask:
    return YearTask(
        school_id=template.school_id,
        number=number,
        school_year=year.label,
        template=template,
        title=template.title,
        detail=template.detail,
        activity=template.activity,
        owner=template.owner,
        person_id=person,
        due_on=day.day,
        is_to_check=template.is_to_check or not day.is_known,
        remind_days=template.remind_days,
        changed_at=now,
    )
