"""Opening a school year, undoing it, ticking what was looked at: each once, whoever presses and how often."""

from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.agenda.actions.figures import keep_missing
from fanal.agenda.actions.year import create_year
from fanal.agenda.models import RolloverStep, YearFigure, YearRollover, YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.rules.codes import TaskState
from fanal.agenda.rules.rollover import CODES, refusals, rollover_on
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.year.rules.years import SchoolYear

BEGUN = "L’année a commencé : on y travaille déjà, l’ouverture ne s’annule plus."
NOT_A_STEP = "Cette étape n’est pas de cette bascule : rechargez la page."


def rollover_of(school: School, year: SchoolYear) -> YearRollover | None:
    rows = YearRollover.objects.for_school(school).filter(school_year=year.label)
    return rows.select_related("opened_by").first()


@transaction.atomic
def open_year(school: School, year: SchoolYear, *, today: date, now: datetime, by: Actor) -> YearRollover:
    """Keep what stands of the year that ends, create the tasks of the one that opens. Once; see `is_new`."""
    require(policies.open_year, by, None)
    if reasons := refusals(rollover_on(today), year.label):
        raise RuleBroken(reasons)
    School.objects.held(school.pk)  # whoever comes second finds what the first one did
    if opened := rollover_of(school, year):
        opened.is_new = False
        return opened
    keep_missing(school, year.previous, today=today, only_states=True)
    created = create_year(school, year, with_past=False, today=today, now=now, by=by)
    opened = YearRollover.objects.create(
        school=school, school_year=year.label, opened_at=now, opened_by_id=by.person_id, tasks=created.created
    )
    journal.created(opened, by=by, verb="missions.year_opened")
    opened.is_new = True
    return opened


@transaction.atomic
def undo_opening(school: School, year: SchoolYear, *, today: date, by: Actor) -> int | None:
    """Take away what the opening made and nobody touched. How many tasks; None when it was not open."""
    require(policies.open_year, by, None)
    rollover = rollover_on(today)
    if year != rollover.opening or not rollover.can_undo:
        raise RuleBroken(BEGUN)
    School.objects.held(school.pk)
    opened = rollover_of(school, year)
    if opened is None:
        return None
    made = YearTask.objects.for_school(school).filter(school_year=year.label, changed_at=opened.opened_at)
    untouched = made.filter(state=TaskState.TODO, template__isnull=False)
    count, _ = untouched.delete()
    YearFigure.objects.for_school(school).filter(school_year=year.previous.label).delete()
    journal.noted(school, by=by, verb="missions.year_unopened", year=year.label, count=count)
    opened.delete()
    return count


@transaction.atomic
def tick_step(
    school: School, year: SchoolYear, code: str, *, is_done: bool, today: date, now: datetime, by: Actor
) -> None:
    """Say that a step was looked at, or that it was not; pressed twice, it is so once."""
    require(policies.prepare_rollover, by, None)
    rollover = rollover_on(today)
    if code not in CODES or year != rollover.opening or not rollover.can_prepare:
        raise RuleBroken(NOT_A_STEP)
    School.objects.held(school.pk)
    step = RolloverStep.objects.for_school(school).filter(school_year=year.label, code=code).first()
    if is_done and step is None:
        step = RolloverStep.objects.create(
            school=school, school_year=year.label, code=code, done_at=now, done_by_id=by.person_id
        )
        journal.created(step, by=by, verb="missions.step_ticked")
    elif step is not None and not is_done:
        journal.noted(step, by=by, verb="missions.step_unticked", code=code)
        step.delete()
