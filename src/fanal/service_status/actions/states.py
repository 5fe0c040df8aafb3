"""Say in which state a service is, plan its maintenance, choose what is checked, note what a check saw."""

from datetime import datetime, timedelta

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.fetch import Forbidden
from fanal.core.fetch.locations import read_location
from fanal.core.registry import STATE_ENDED, registered
from fanal.online_services.models import OnlineService
from fanal.service_status.models import ServiceWatch, StatePeriod
from fanal.service_status.policies import states as policies
from fanal.service_status.rules.probing import refused_checks
from fanal.service_status.rules.states import (
    CHECKED,
    DECLARED,
    ServiceState,
    Verdict,
    refused_declaration,
)

SPREAD = 60  # seconds over which the first checks of services are spread


def _held(service: OnlineService) -> OnlineService:
    held: OnlineService = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    return held


@transaction.atomic
def declare_state(
    service: OnlineService,
    state: ServiceState,
    *,
    now: datetime,
    by: Actor,
    reason: str = "",
    starts: datetime | None = None,
    ends: datetime | None = None,
) -> StatePeriod | None:
    """This holds from `starts`, and what was declared before ends then. « Fonctionne » only ends the rest
    when a check tells the state; otherwise it is kept as what somebody said.
    """
    service, starts = _held(service), starts or now
    require(policies.declare_state, by, service)
    if reasons := refused_declaration(state, starts, ends, now):
        raise RuleBroken(reasons)
    rows = StatePeriod.objects.for_school(service.school_id).filter(service=service)
    if state != ServiceState.PLANNED:
        _end_declared(rows, now, by)
        if (
            state == ServiceState.OK
            and rows.filter(source=CHECKED, state=ServiceState.OK, ended_at=None).exists()
        ):
            return None
    made = StatePeriod.objects.create(
        school_id=service.school_id,
        service=service,
        state=state,
        source=DECLARED,
        reason=reason.strip(),
        starts_at=starts,
        expected_end=ends,
        declared_by_id=by.person_id,
    )
    journal.created(made, by=by, verb="online_services.state_declared")
    return made


def _end_declared(rows, now: datetime, by: Actor) -> None:
    """What was declared and holds: not what is planned for later."""
    for period in rows.filter(source=DECLARED, ended_at=None, starts_at__lte=now).order_by("pk"):
        _end(period, now, by)


def _end(period: StatePeriod, now: datetime, by: Actor) -> None:
    ended = {"ended_at": max(now, period.starts_at)}
    journal.write_changes(period, ended, by=by, verb="online_services.state_ended")
    for tell in registered(STATE_ENDED):
        tell(period)


@transaction.atomic
def end_state(period: StatePeriod, *, now: datetime, by: Actor) -> None:
    """It is over, or the maintenance will not take place; said twice, it ends once."""
    service = _held(period.service)
    require(policies.declare_state, by, service)
    period = StatePeriod.objects.for_school(service.school_id).locked(period.pk)
    if period.ended_at is None and period.source == DECLARED:
        _end(period, now, by)


@transaction.atomic
def watch_service(
    service: OnlineService,
    *,
    now: datetime,
    by: Actor,
    address: str = "",
    kinds: list[str],
    is_authorized: bool = False,
    is_public: bool = False,
    minutes: int = 15,
) -> ServiceWatch:
    """What is checked from now on, and whether everybody sees the state. What other checks saw ends."""
    service = _held(service)
    require(policies.watch_service, by, service)
    try:
        if address:
            read_location(address)
        reasons = refused_checks(address, kinds, is_authorized=is_authorized)
    except Forbidden as refused:
        reasons = [refused.says]
    if reasons:
        raise RuleBroken(reasons)
    rows = ServiceWatch.objects.for_school(service.school_id)
    kept, _ = rows.get_or_create(service=service, defaults={"school_id": service.school_id})
    is_same = kept.is_checking and (kept.address, kept.kinds) == (address, kinds)
    with journal.change(kept, by=by, verb="online_services.watched"):
        kept.address, kept.kinds, kept.is_authorized = address, kinds, is_authorized and bool(kinds)
        kept.is_public, kept.minutes = is_public, minutes
        kept.next_at = now + timedelta(seconds=kept.pk % SPREAD) if kinds else None
        if not is_same:
            kept.failures, kept.saw, kept.warns, kept.last_at = 0, "", "", None
            _end_checked(service, now, by)
        kept.save()
    return kept


def _end_checked(service: OnlineService, now: datetime, by: Actor) -> None:
    rows = StatePeriod.objects.for_school(service.school_id).filter(service=service, source=CHECKED)
    for period in rows.filter(ended_at=None):
        _end(period, now, by)


@transaction.atomic
def note_verdict(watch: ServiceWatch, verdict: Verdict, *, now: datetime, by: Actor) -> None:
    """What a turn of checks saw; a period is written only when the state changes."""
    service = _held(watch.service)
    require(policies.note_checks, by, service)
    watch = ServiceWatch.objects.for_school(service.school_id).locked(watch.pk)
    if not watch.is_checking:  # somebody switched it off meanwhile
        return
    was_silent = watch.last_at
    watch.failures, watch.saw, watch.warns = verdict.failures, verdict.says[:300], verdict.warns[:200]
    watch.last_at = now
    watch.save(update_fields=["failures", "saw", "warns", "last_at"])
    if verdict.state is not None:
        _turn(watch, verdict.state, was_silent, now, by)


def _turn(watch: ServiceWatch, state: ServiceState, last: datetime | None, now: datetime, by: Actor) -> None:
    rows = StatePeriod.objects.for_school(watch.school_id).filter(service=watch.service_id, source=CHECKED)
    held = rows.filter(ended_at=None).first()
    # What nobody watched for a day is not told as if it had held.
    is_gap = last is not None and now - last > timedelta(minutes=watch.minutes * 3)
    if held is not None and held.state == state and not is_gap:
        return
    if held is not None:
        _end(held, last if is_gap and last else now, by)
    made = StatePeriod.objects.create(
        school_id=watch.school_id,
        service_id=watch.service_id,
        state=state,
        source=CHECKED,
        reason=watch.saw[:200],
        starts_at=now,
    )
    journal.created(made, by=by, verb="online_services.state_checked")
