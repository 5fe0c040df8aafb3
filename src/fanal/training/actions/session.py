"""Everything that changes a session: planned, changed, convoked, cancelled, held."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.training.actions import notices
from fanal.training.actions.weekly import keep_week
from fanal.training.models import LocalTraining, SessionRegistration, TrainingNeed, TrainingSession
from fanal.training.policies import plan as plan_policies
from fanal.training.policies import session as policies
from fanal.training.rules import session as rules
from fanal.training.rules.need import campaign_of
from fanal.training.rules.session import PresenceWay, SessionState
from fanal.year.rules.years import year_of

MOVED = ("starts_at", "ends_at", "place")  # what a calendar shows of it


def _keep_week(session: TrainingSession, now: datetime) -> None:
    """Before the session is held: it holds the school."""
    keep_week(session.school_id, now.astimezone(session.school.zone_info).date())


def held_session(session: TrainingSession) -> TrainingSession:
    row: TrainingSession = TrainingSession.objects.for_school(session.school_id).locked(session.pk)
    return row


def _dated(session_values: Mapping[str, Any], school: School) -> dict[str, Any]:
    """With the day on the clock of the school, and the minutes."""
    starts, ends = session_values["starts_at"], session_values["ends_at"]
    minutes = int((ends - starts).total_seconds() // 60)
    return {**session_values, "day": starts.astimezone(school.zone_info).date(), "minutes": minutes}


@transaction.atomic
def plan_session(
    school: School,
    values: Mapping[str, Any],
    *,
    now: datetime,
    by: Actor,
    local_training: LocalTraining | None = None,
) -> TrainingSession:
    """Open a session; that of a request which the académie accepted keeps its link to it.

    One that took place is written down afterwards: who was there can be noted, and nobody is written to.
    """
    require(policies.plan_session, by, None)
    School.objects.held(school.pk)
    if local_training is not None:
        local_training = LocalTraining.objects.for_school(school).locked(local_training.pk)
        require(plan_policies.plan_local_session, by, local_training)
    if reasons := rules.plan_refusals(values["starts_at"], values["ends_at"], now=now, may_be_over=True):
        raise RuleBroken(reasons)
    year = year_of(now.astimezone(school.zone_info).date())
    if (
        TrainingSession.objects.for_school(school).filter(planned_at__date__gte=year.starts_on).count()
        >= rules.MOST_SESSIONS
    ):
        raise RuleBroken(f"Il y a déjà {rules.MOST_SESSIONS} séances cette année : il n’en tient pas plus.")
    made = TrainingSession.objects.create(
        school=school,
        local_training=local_training,
        planned_at=now,
        changed_at=now,
        followed_up_at=now if values["starts_at"] <= now else None,
        **_dated(values, school),
    )
    journal.created(made, by=by, verb="training.session_planned")
    return made


@transaction.atomic
def change_session(
    session: TrainingSession, values: Mapping[str, Any], *, now: datetime, by: Actor, seen: str = ""
) -> TrainingSession:
    """Correct it. When its moment or place changes everybody is told once; more seats seat those who wait."""
    session = held_session(session)
    require(policies.change_session, by, session)
    refuse_stale(session, values, seen)
    moved = {name for name in MOVED if values[name] != getattr(session, name)}
    if moved & {"starts_at", "ends_at"} and (
        reasons := rules.plan_refusals(
            values["starts_at"], values["ends_at"], now=now, may_be_over=session.starts_at <= now
        )
    ):
        raise RuleBroken(reasons)
    seated = session.registrations.filter(is_waiting=False).count()
    if values["seats"] < seated:
        raise RuleBroken(f"{seated} personnes ont déjà une place : n’en retirez pas en dessous.")
    if moved:
        values = {**_dated(values, session.school), "sequence": session.sequence + 1, "reminded_at": None}
    if (
        journal.write_changes(session, {**values, "changed_at": now}, by=by, verb="training.session_changed")
        and moved
        and session.starts_at > now
    ):
        notices.tell_moved(session, now=now, by=by)
    seat_waiting(session, now=now)
    return session


def seat_waiting(session: TrainingSession, *, now: datetime) -> list[Person]:
    """Give the free places of a locked session to those who wait, the first first, and tell them."""
    if not session.is_planned or session.starts_at <= now:
        return []
    rows = SessionRegistration.objects.for_school(session.school_id).filter(session=session)
    free = session.seats - rows.filter(is_waiting=False).count()
    chosen = list(rows.in_line().select_related("person")[:free]) if free > 0 else []
    for row in chosen:
        row.is_waiting = False
        row.save(update_fields=["is_waiting"])
    people = [row.person for row in chosen if row.person is not None]
    notices.tell_seated(session, people, now=now)
    return people


@transaction.atomic
def convoke(session: TrainingSession, *, now: datetime, by: Actor) -> TrainingSession:
    """Write to everybody who has a place; the second press writes to nobody again."""
    session = held_session(session)
    require(policies.change_session, by, session)
    if session.starts_at <= now:
        raise RuleBroken("Cette séance a commencé : il est trop tard pour convoquer.")
    if not session.registrations.filter(is_waiting=False).exists():
        raise RuleBroken("Personne n’est inscrit : il n’y a personne à convoquer.")
    if session.convoked_at is None:
        journal.write_changes(session, {"convoked_at": now}, by=by, verb="training.session_convoked")
    notices.tell_convoked(session, now=now)
    return session


@transaction.atomic
def invite(session: TrainingSession, *, now: datetime, by: Actor) -> TrainingSession:
    """Write to those who need it, without saying to anybody who they are; once each."""
    session = held_session(session)
    require(policies.change_session, by, session)
    if session.starts_at <= now or session.subject_id is None:
        raise RuleBroken(
            "Une invitation part vers ceux qui ont dit ce besoin : donnez un sujet et une date à venir."
        )
    seated = session.registrations.filter(is_waiting=False).count()
    if seated >= session.seats or session.registrations.filter(is_waiting=True).exists():
        raise RuleBroken("Cette séance est complète : ajoutez des places, puis proposez-la.")
    today = now.astimezone(session.school.zone_info).date()
    needs = TrainingNeed.objects.for_school(session.school_id).in_campaign(campaign_of(today))
    rows = needs.filter(subject=session.subject_id).exclude(
        person__in=session.registrations.filter(person__isnull=False).values("person")
    )
    people = [need.person for need in rows.select_related("person").order_by("pk")[: rules.MOST_SEATS]]
    notices.tell_invited(session, people, now=now, by=by)
    journal.noted(session, by=by, verb="training.session_invited")
    return session


@transaction.atomic
def cancel_session(session: TrainingSession, reason: str, *, now: datetime, by: Actor) -> TrainingSession:
    session = held_session(session)
    require(policies.change_session, by, session)
    values = {"state": SessionState.CANCELLED, "sequence": session.sequence + 1, "changed_at": now}
    journal.write_changes(session, values, by=by, verb="training.session_cancelled", reason=reason.strip())
    notices.tell_cancelled(session, reason.strip(), now=now, by=by)
    return session


@transaction.atomic
def note_presence(
    session: TrainingSession,
    present: set[int],
    *,
    now: datetime,
    by: Actor,
    shown: set[int] | None = None,
    closes: bool = False,
) -> TrainingSession:
    """These registrations were there, and no other; who waited and came has a place. The needs of those who
    came are met. The session is held once it is over, or before its end when one `closes` it; noted again
    before its end without it, it is open again.

    `shown`: those whom the page showed as there. What it did not change stays as others noted it since: a
    list left open takes nothing from whoever gave the code of the room meanwhile. Without it, it is whole.
    """
    _keep_week(session, now)
    session = held_session(session)
    require(policies.note_presence, by, session)
    if reasons := rules.presence_refusals(session.state, session.noted_from, now=now):
        raise RuleBroken(reasons)
    session.registrations.filter(is_waiting=True, pk__in=present).update(is_waiting=False)
    seated = session.registrations.filter(is_waiting=False)
    away = seated.exclude(pk__in=present) if shown is None else seated.filter(pk__in=shown - present)
    away.update(is_present=False, presence_way="")
    came = seated.filter(pk__in=present - (shown or set()), is_present=False)
    came.update(is_present=True, presence_way=PresenceWay.LIST)
    _meet_needs(session, now)
    state = SessionState.HELD if closes or now >= session.ends_at else SessionState.PLANNED
    verb = "training.session_held" if state == SessionState.HELD else "training.session_reopened"
    journal.write_changes(session, {"state": state}, by=by, verb=verb)
    if state == SessionState.HELD and session.smallest_group is None:
        session.smallest_group = session.school.smallest_group
        session.save(update_fields=["smallest_group"])
    journal.noted(session, by=by, verb="training.presence_noted")
    return session


@transaction.atomic
def welcome(session: TrainingSession, person: Person, *, now: datetime, by: Actor) -> SessionRegistration:
    """Somebody came who had no place: they are there, above the seats too; twice is once."""
    _keep_week(session, now)
    session = held_session(session)
    require(policies.note_presence, by, session)
    if reasons := rules.presence_refusals(session.state, session.noted_from, now=now):
        raise RuleBroken(reasons)
    rows = session.registrations
    row = rows.filter(person=person).first()
    if row is None:
        if rows.filter(is_waiting=False).count() >= rules.MOST_SEATS:
            raise RuleBroken(
                f"{rules.MOST_SEATS} personnes sont déjà inscrites : prévoyez une seconde séance."
            )
        row = SessionRegistration(school_id=session.school_id, session=session, person=person, made_at=now)
    if not row.is_present:
        row.is_waiting, row.is_present, row.presence_way = False, True, PresenceWay.LIST
        row.save()
        _meet_needs(session, now)
        journal.noted(session, by=by, verb="training.presence_noted")
    return row


def _meet_needs(session: TrainingSession, now: datetime) -> None:
    """The needs of this subject of those who were there are met; corrected, they are open again."""
    if session.subject_id is None:
        return
    needs = TrainingNeed.objects.for_school(session.school_id).filter(subject=session.subject_id)
    there = session.registrations.filter(is_present=True, person__isnull=False).values("person")
    needs.filter(person__in=there).still_open().update(met_on=session.day)
    absent = session.registrations.filter(is_present=False, person__isnull=False).values("person")
    said_again = needs.still_open().values("person")
    needs.filter(person__in=absent, met_on=session.day).exclude(person__in=said_again).update(met_on=None)
