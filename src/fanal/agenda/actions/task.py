"""What becomes of one task: taken, done, put aside, moved, given to somebody. Each is one gesture."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import Right, require
from fanal.accounts.rules.years import SchoolYear
from fanal.agenda import policies
from fanal.agenda.actions.year import SERIES
from fanal.agenda.models import YearTask
from fanal.agenda.rules import reminders
from fanal.agenda.rules.codes import Activity, TaskOwner, TaskState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.numbers import next_number


@dataclass(frozen=True)
class TaskInput:
    """A task as somebody wrote it; without `person` it is for whoever holds the function."""

    title: str
    detail: str
    activity: Activity
    owner: TaskOwner
    due_on: date
    person: Person | None = None
    remind_days: int = 7


@dataclass(frozen=True)
class Held:
    """Who holds a task from now on, and what is noted on it."""

    owner: TaskOwner
    person: Person | None
    note: str


def _locked(task: YearTask) -> YearTask:
    return YearTask.objects.for_school(task.school_id).locked(task.pk)


@contextmanager
def _changing(
    task: YearTask, right: Right, verb: str, *, now: datetime, by: Actor, reason: str = ""
) -> Iterator[YearTask]:
    """Lock, re-read, who, then what the block changes, journaled."""
    with transaction.atomic():
        locked = _locked(task)
        require(right, by, locked)
        with journal.change(locked, by=by, verb=verb, reason=reason):
            yield locked
            locked.changed_at = now
            locked.save()


def add_task(school: School, year: SchoolYear, wanted: TaskInput, *, now: datetime, by: Actor) -> YearTask:
    """One more task, of the school alone: it comes from no template and is not created again next year."""
    require(policies.add_task, by, None)
    if reasons := reminders.refusals(title=wanted.title, days_before=wanted.remind_days):
        raise RuleBroken(reasons)
    with transaction.atomic():
        task = YearTask.objects.create(
            school=school,
            number=next_number(school.pk, SERIES),
            school_year=year.label,
            title=wanted.title.strip(),
            detail=wanted.detail.strip(),
            activity=wanted.activity,
            owner=wanted.owner,
            person=wanted.person,
            due_on=wanted.due_on,
            remind_days=wanted.remind_days,
            changed_at=now,
        )
        journal.created(task, by=by, verb="missions.task_added")
    return task


@transaction.atomic
def take_task(task: YearTask, *, now: datetime, by: Actor, instead_of: int | None = None) -> YearTask:
    """« Je m’en occupe »: it is theirs by name, and under way.

    `instead_of`: the person it was with when the button was pressed. With somebody else meanwhile, nothing
    changes, and the second is told who has it.
    """
    with _changing(task, policies.take_task, "missions.task_taken", now=now, by=by) as current:
        if current.state == TaskState.TAKEN and current.person_id not in {None, instead_of}:
            raise RuleBroken(
                f"{current.person} vient de prendre cette tâche. Rien n’a changé : voyez ensemble, ou "
                "pressez de nouveau « Je m’en occupe » pour la reprendre."
            )
        current.state, current.person_id = TaskState.TAKEN, by.person_id
    return current


@transaction.atomic
def finish_task(task: YearTask, *, now: datetime, by: Actor) -> YearTask:
    """« Fait ». Pressed by two people at the same second, it is done once, by the first."""
    locked = _locked(task)
    if locked.state == TaskState.DONE:
        return locked
    with _changing(task, policies.finish_task, "missions.task_done", now=now, by=by) as locked:
        locked.state, locked.ended_at, locked.ended_by_id = TaskState.DONE, now, by.person_id
    return locked


def put_task_aside(task: YearTask, reason: str, *, now: datetime, by: Actor) -> YearTask:
    """It will not be done this year, and one says why."""
    if reasons := reminders.aside_refusals(reason):
        raise RuleBroken(reasons)
    right = policies.put_task_aside
    with _changing(task, right, "missions.task_put_aside", now=now, by=by, reason=reason.strip()) as locked:
        locked.state, locked.reason = TaskState.ASIDE, reason.strip()
        locked.ended_at, locked.ended_by_id = now, by.person_id
    return locked


def reopen_task(task: YearTask, *, now: datetime, by: Actor) -> YearTask:
    """It was not done, or is wanted after all."""
    with _changing(task, policies.reopen_task, "missions.task_reopened", now=now, by=by) as locked:
        locked.state, locked.reason, locked.ended_at, locked.ended_by = TaskState.TODO, "", None, None
    return locked


def move_task(task: YearTask, day: date, *, now: datetime, by: Actor) -> YearTask:
    """Another day, chosen by somebody: it is no longer to be checked, and reminders begin again."""
    with _changing(task, policies.change_task, "missions.task_moved", now=now, by=by) as locked:
        locked.due_on, locked.is_to_check, locked.reminded_on = day, False, None
    return locked


def change_task(task: YearTask, held: Held, *, now: datetime, by: Actor) -> YearTask:
    """Give it to a function or to somebody, and note what helps."""
    with _changing(task, policies.change_task, "missions.task_changed", now=now, by=by) as locked:
        locked.owner, locked.person, locked.note = held.owner, held.person, held.note.strip()
    return locked
