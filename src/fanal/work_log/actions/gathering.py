"""Filling a log from what was done in Fanal, and how long each thing counts for whoever keeps it.

What is derived is not journaled: each thing it comes from already is, and a night of reading would tell
others who does how much.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.people.work import Done, by_code, done_by
from fanal.missions.rules.parts import BY_CODE
from fanal.work_log.models import WorkDefault, WorkEntry
from fanal.work_log.models.work import MANUAL, WorkEntryQuerySet
from fanal.work_log.policies import work as policies
from fanal.work_log.rules.work import (
    LONGEST,
    OUT_OF_BOUNDS,
    SHORTEST,
    earliest,
    proposed,
    settled_before,
)

READ = ("day", "minutes", "activity", "part", "what", "count")
NO_SUCH_SOURCE = "Cette sorte de travail n’existe plus : rechargez la page."
Defaults = Mapping[str, int]
Lines = dict[tuple[str, str], WorkEntry]  # by source and reference


def defaults_of(school_id: int, person_id: int) -> dict[str, int]:
    """What this person chose, by source; one question."""
    return dict(_defaults(school_id, person_id))


def _defaults(school_id: int, person_id: int) -> QuerySet:
    rows = WorkDefault.objects.for_school(school_id).filter(person=person_id)
    return rows.values_list("source", "minutes")


def _derived(school_id: int, person_id: int, first: date) -> QuerySet[WorkEntry]:
    here = WorkEntry.objects.for_school(school_id).of(person_id)
    return here.filter(day__gte=first).exclude(source=MANUAL)


def gather_work(school: School, person_id: int, *, today: date, by: Actor) -> int:
    """Bring the log up to what was done, since the beginning of last year. How many lines changed.

    Repeatable, and safe against itself: a line is one source and one day of one person. What the person
    corrected or put aside stays as they left it.
    """
    require(policies.gather_work, by, person_id)
    with transaction.atomic(savepoint=False), timezone.override(school.zone_info):
        done = done_by(school.pk, person_id, earliest(today), today)
        wanted = _wanted(school.pk, person_id, done, defaults_of(school.pk, person_id))
        here = WorkEntry.objects.for_school(school.pk).of(person_id)
        derived = _derived(school.pk, person_id, earliest(today))
        kept = {(row.source, row.reference): row for row in derived}
        for key in [key for key, row in kept.items() if _stands(row, wanted.get(key), today)]:
            kept.pop(key)
            wanted.pop(key, None)
        return _settled(here, wanted, kept)


def _wanted(school_id: int, person_id: int, done: list[Done], chosen: Defaults) -> Lines:
    lines = {}
    for done_work in done:
        source, each = done_work.source, chosen.get(done_work.source.code, done_work.source.minutes)
        row = WorkEntry(
            school_id=school_id,
            person_id=person_id,
            day=done_work.day,
            source=source.code,
            count=done_work.count,
            reference=done_work.day.isoformat(),
            minutes=proposed(done_work.count, each, done_work.spent),
            part=source.part,
            activity=BY_CODE[source.part].activity,
            what=work_words(done_work),
        )
        lines[row.source, row.reference] = row
    return lines


def work_words(done: Done) -> str:
    """« 3 demandes suivies »."""
    return f"{done.count} {done.source.one if done.count == 1 else done.source.many}"


def _stands(row: WorkEntry, proposal: WorkEntry | None, today: date) -> bool:
    """What it came from is gone, all or in part, long after: the work was done all the same."""
    return row.day < settled_before(today) and (proposal is None or proposal.count < row.count)


def _settled(here: WorkEntryQuerySet, wanted: Lines, kept: Lines) -> int:
    """Make what is missing, change what differs, remove what was taken back."""
    new = [row for key, row in wanted.items() if key not in kept]
    differing = []
    for key, row in kept.items():
        proposal = wanted.get(key)
        if (
            proposal
            and not row.is_corrected
            and any(getattr(row, name) != getattr(proposal, name) for name in READ)
        ):
            proposal.pk = row.pk
            differing.append(proposal)
    gone = [row.pk for key, row in kept.items() if key not in wanted]
    untouched = here.filter(is_corrected=False)  # re-read by PostgreSQL as it writes
    if new:
        WorkEntry.objects.bulk_create(new, ignore_conflicts=True)
    if differing:
        untouched.bulk_update(differing, READ, batch_size=200)
    if gone:
        untouched.filter(pk__in=gone, is_aside=False).delete()
    return len(new) + len(differing) + len(gone)


@transaction.atomic
def choose_durations(school: School, chosen: Defaults, *, today: date, by: Actor) -> None:
    """Keep those that differ from what Fanal proposes; the lines that nobody corrected follow."""
    require(policies.keep_work, by, None)
    sources = by_code()
    if not set(chosen) <= set(sources):
        raise RuleBroken(NO_SUCH_SOURCE)
    if any(not SHORTEST <= minutes <= LONGEST for minutes in chosen.values()):
        raise RuleBroken(OUT_OF_BOUNDS)
    assert by.person_id is not None
    person = Person.objects.for_school(school).locked(by.person_id)
    WorkDefault.objects.for_school(school).filter(person=person).delete()
    WorkDefault.objects.bulk_create(
        WorkDefault(school=school, person=person, source=code, minutes=minutes)
        for code, minutes in chosen.items()
        if minutes != sources[code].minutes
    )
    gather_work(school, person.pk, today=today, by=by)
    journal.noted(person, by=by, verb="missions.work_durations_chosen")
