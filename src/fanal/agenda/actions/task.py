"""What becomes of one task: taken, done, put aside, moved, given to somebody. Each is one gesture."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import Right, require
from fanal.agenda.actions.year import SERIES
from fanal.agenda.models import YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.rules import reminders
from fanal.agenda.rules.codes import TaskState
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.year.rules.years import year_of


def _locked(task: YearTask) -> YearTask:
    return YearTask.objects.for_school(task.school_id).locked(task.pk)


@transaction.atomic
def _change(
    task: YearTask,
    right: Right,
    verb: str,
    values: Mapping[str, Any],
    *,
    now: datetime,
    by: Actor,
    reason: str = "",
) -> YearTask:
    """Lock, re-read, who, then what changes, journaled."""
    locked = _locked(task)
    require(right, by, locked)
    journal.write_changes(locked, {**values, "changed_at": now}, by=by, verb=verb, reason=reason)
    return locked


def add_task(school: School, values: Mapping[str, Any], *, now: datetime, by: Actor) -> YearTask:
    """One more task, of the school alone: it comes from no template and is not created again next year."""
    require(policies.add_task, by, None)
    task = YearTask(school=school, changed_at=now, **values)
    if reasons := reminders.refusals(title=task.title, days_before=task.remind_days):
        raise RuleBroken(reasons)
    with transaction.atomic():
        task.number, task.school_year = next_number(school.pk, SERIES), year_of(task.due_on).label
        task.save(force_insert=True)
        journal.created(task, by=by, verb="missions.task_added")
    return task


@transaction.atomic
def take_task(task: YearTask, *, now: datetime, by: Actor, instead_of: int | None = None) -> YearTask:
    """« Je m’en occupe »: it is theirs by name, and under way.

    `instead_of`: the person it was with when the button was pressed. With somebody else meanwhile, nothing
    changes, and the second is told who has it.
    """
    current = _locked(task)
    require(policies.take_task, by, current)
    if current.state == TaskState.TAKEN and current.person_id not in {None, instead_of}:
        raise RuleBroken(
            f"{current.person} vient de prendre cette tâche. Rien n’a changé : voyez ensemble, ou "
            "pressez de nouveau « Je m’en occupe » pour la reprendre."
        )
    taken = {"state": TaskState.TAKEN, "person_id": by.person_id}
    return _change(current, policies.take_task, "missions.task_taken", taken, now=now, by=by)


@transaction.atomic
def finish_task(task: YearTask, *, now: datetime, by: Actor) -> YearTask:
    """« Fait ». Pressed by two people at the same second, it is done once, by the first."""
    locked = _locked(task)
    if locked.state == TaskState.DONE:
        return locked
    done = {"state": TaskState.DONE, "ended_at": now, "ended_by_id": by.person_id}
    return _change(task, policies.finish_task, "missions.task_done", done, now=now, by=by)


def put_task_aside(task: YearTask, reason: str, *, now: datetime, by: Actor) -> YearTask:
    """It will not be done this year, and one says why."""
    if reasons := reminders.aside_refusals(reason):
        raise RuleBroken(reasons)
    right, verb, reason = policies.put_task_aside, "missions.task_put_aside", reason.strip()
    aside = {"state": TaskState.ASIDE, "reason": reason, "ended_at": now, "ended_by_id": by.person_id}
    return _change(task, right, verb, aside, now=now, by=by, reason=reason)


def reopen_task(task: YearTask, *, now: datetime, by: Actor) -> YearTask:
    """It was not done, or is wanted after all."""
    reopened = {"state": TaskState.TODO, "reason": "", "ended_at": None, "ended_by": None}
    return _change(task, policies.reopen_task, "missions.task_reopened", reopened, now=now, by=by)


def move_task(task: YearTask, due_on: date, *, now: datetime, by: Actor) -> YearTask:
    """Another day, chosen by somebody: it is no longer to be checked, and reminders begin again."""
    moved = {"due_on": due_on, "is_to_check": False, "reminded_on": None}
    return _change(task, policies.change_task, "missions.task_moved", moved, now=now, by=by)


def change_task(task: YearTask, values: Mapping[str, Any], *, now: datetime, by: Actor) -> YearTask:
    """Give it to a function or to somebody, and note what helps."""
    return _change(task, policies.change_task, "missions.task_changed", values, now=now, by=by)
