"""What a person does with the lines of their own log. The journal says that they did, never what."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import Right, require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.work_log.actions.gathering import gather_work
from fanal.work_log.models import WorkEntry
from fanal.work_log.policies import work as policies
from fanal.work_log.rules import work

BY_HAND = ("day", "what")  # said of a line that its person wrote; else known by what it comes from


def _check(entry: WorkEntry, today: date) -> None:
    if reasons := work.refusals(
        minutes=entry.minutes, activity=entry.activity, part=entry.part, day=entry.day, today=today
    ):
        raise RuleBroken(reasons)


@contextmanager
def _changing(entry: WorkEntry, right: Right, verb: str, *, by: Actor) -> Iterator[WorkEntry]:
    with transaction.atomic():
        locked = WorkEntry.objects.for_school(entry.school_id).locked(entry.pk)
        require(right, by, locked)
        yield locked
        if locked.pk is not None:
            locked.save()
        journal.noted(entry, by=by, verb=verb)


def add_work(school: School, values: Mapping[str, Any], *, today: date, by: Actor) -> WorkEntry:
    """One line by hand: what Fanal could not know."""
    require(policies.keep_work, by, None)
    assert by.person_id is not None
    made = WorkEntry(school=school, person_id=by.person_id, reference=uuid4().hex, **values)
    _check(made, today)
    with transaction.atomic():
        made.save(force_insert=True)
        journal.noted(made, by=by, verb="missions.work_added")
    return made


@transaction.atomic
def correct_minutes(school: School, durations: Mapping[int, int], *, by: Actor) -> int:
    """The minutes of several lines at once; how many were not so before."""
    require(policies.keep_work, by, None)
    if any(not work.SHORTEST <= minutes <= work.LONGEST for minutes in durations.values()):
        raise RuleBroken(work.OUT_OF_BOUNDS)
    assert by.person_id is not None
    here = WorkEntry.objects.for_school(school).of(by.person_id).filter(pk__in=durations)
    changed = [row for row in here.select_for_update().order_by("pk") if row.minutes != durations[row.pk]]
    for row in changed:
        row.minutes, row.is_corrected = durations[row.pk], True
    if changed:
        here.bulk_update(changed, ["minutes", "is_corrected"])
        journal.noted(changed[0], by=by, verb="missions.work_corrected")
    return len(changed)


def correct_work(entry: WorkEntry, values: Mapping[str, Any], *, today: date, by: Actor) -> WorkEntry:
    """Minutes, kind, part; of a line written by hand, its day and its words too."""
    with _changing(entry, policies.keep_work, "missions.work_corrected", by=by) as locked:
        for name, value in values.items():
            if locked.is_manual or name not in BY_HAND:
                setattr(locked, name, value)
        locked.is_corrected = True
        _check(locked, today)
    return locked


def restore_work(entry: WorkEntry, school: School, *, today: date, by: Actor) -> None:
    """Back to what Fanal proposes."""
    with _changing(entry, policies.keep_work, "missions.work_corrected", by=by) as locked:
        locked.is_corrected = locked.is_aside = False
    gather_work(school, entry.person_id, today=today, by=by)


def put_work_aside(entry: WorkEntry, *, is_aside: bool, by: Actor) -> None:
    """It does not count, or counts again; the line stays, and the next reading leaves it so."""
    says = "missions.work_put_aside" if is_aside else "missions.work_taken_back"
    with _changing(entry, policies.keep_work, says, by=by) as locked:
        locked.is_aside = is_aside


@transaction.atomic
def delete_work(entry: WorkEntry, *, by: Actor) -> None:
    """A line written by hand goes for good; what Fanal knows is put aside instead."""
    locked = WorkEntry.objects.for_school(entry.school_id).locked(entry.pk)
    require(policies.delete_work, by, locked)
    journal.noted(locked, by=by, verb="missions.work_deleted")
    locked.delete()
