"""Showing a period of one's log to the management, and taking it back."""

from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.work_log.models import WorkShare
from fanal.work_log.policies import work as policies
from fanal.work_log.rules.work import share_refusals


@transaction.atomic
def share_work(
    school: School,
    first_day: date,
    last_day: date,
    *,
    with_detail: bool,
    today: date,
    now: datetime,
    by: Actor,
) -> WorkShare:
    """The sums of these days, or every line of them; the same days again change only the detail."""
    require(policies.share_work, by, None)
    if reasons := share_refusals(first_day, last_day, today=today):
        raise RuleBroken(reasons)
    assert by.person_id is not None
    person = Person.objects.for_school(school).locked(by.person_id)
    current = WorkShare.objects.for_school(school).going_on()
    days = {"first_day": first_day, "last_day": last_day}
    share, detail = (
        current.filter(person=person, **days).first(),
        {"with_detail": with_detail, "shared_at": now},
    )
    if share is None:
        share = WorkShare.objects.create(school=school, person=person, **days, **detail)
        journal.created(share, by=by, verb="missions.work_shared")
    elif share.with_detail != with_detail:
        journal.write_changes(share, detail, by=by, verb="missions.work_shared")
    return share


@transaction.atomic
def stop_sharing(share: WorkShare, *, now: datetime, by: Actor) -> None:
    """From now on the management reads nothing of it any more."""
    locked = WorkShare.objects.for_school(share.school_id).locked(share.pk)
    require(policies.share_work, by, locked)
    journal.write_changes(locked, {"ended_at": now}, by=by, verb="missions.work_unshared")
