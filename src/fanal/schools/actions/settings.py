"""Everything that changes how a school is described: its identity, clock, mails, closings, authority."""

from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from django.db import transaction

from fanal.accounts import policies
from fanal.accounts.models import School, SchoolHoliday
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.rules import departures, places
from fanal.accounts.rules.delays import closing_refusals, next_working_day
from fanal.accounts.rules.years import year_of
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.registry import KEEPS_AUTHORITY, registered
from fanal.schools.actions.authority import authority_of, code_of, spelt_again


@dataclass(frozen=True)
class IdentityInput:
    name: str
    address: str
    city: str
    access_hours: str


@dataclass(frozen=True)
class ClockInput:
    zone: str
    timezone: str
    region: str


@dataclass(frozen=True)
class MailHours:
    has_quiet_hours: bool
    digest_at: time


@dataclass(frozen=True)
class Departures:
    """Beyond this share of those known, and from this many on, an import asks before it notes departures."""

    departures_percent: int
    departures_least: int


@dataclass(frozen=True)
class Desk:
    """The authority by its name, and where this school's breakdowns are passed on; empty: its own address."""

    desk_email: str
    desk_phone: str
    authority: str
    authority_kind: str


@dataclass(frozen=True)
class ClosingInput:
    """`source`: the official file that it came from; blank for what somebody writes."""

    name: str
    first_day: date
    back_on: date
    source: str = ""
    is_certain: bool = True


@transaction.atomic
def change_identity(school: School, identity: IdentityInput, *, by: Actor) -> School:
    """Correct the school's name and address, and when a technician may come."""
    require(policies.change_settings, by, school)
    if not identity.name.strip():
        raise RuleBroken("Donnez le nom de l’établissement.")
    return _rewrite(school, asdict(identity), by=by, verb="accounts.school_renamed")


@transaction.atomic
def change_clock(school: School, clock: ClockInput, *, by: Actor) -> School:
    """Another zone, time zone or region: promised dates already given stay as they were given."""
    require(policies.change_settings, by, school)
    if reasons := places.refusals(clock.zone, clock.timezone, clock.region):
        raise RuleBroken(reasons)
    return _rewrite(school, asdict(clock), by=by, verb="accounts.clock_changed")


@transaction.atomic
def change_mail_hours(school: School, hours: MailHours, *, by: Actor) -> School:
    require(policies.change_settings, by, school)
    return _rewrite(school, asdict(hours), by=by, verb="accounts.mail_hours_changed")


@transaction.atomic
def change_departures(school: School, thresholds: Departures, *, by: Actor) -> School:
    """A looser guard lets a truncated file through: who loosened it stays in the journal."""
    require(policies.change_departures, by, school)
    if reasons := departures.refusals(thresholds.departures_percent, thresholds.departures_least):
        raise RuleBroken(reasons)
    return _rewrite(school, asdict(thresholds), by=by, verb="accounts.departures_changed")


@transaction.atomic
def change_desk(school: School, desk: Desk, *, by: Actor) -> School:
    """Where requests leave to: told in the security journal, since it sends words out of the school."""
    require(policies.change_desk, by, school)
    fields, chain = {"desk_email": desk.desk_email, "desk_phone": desk.desk_phone}, journal.Chain.SECURITY
    if _is_other_authority(school, desk):
        school = _change_authority(school, desk, by=by)
    return _rewrite(school, fields, by=by, verb="accounts.desk_changed", chain=chain)


def _is_other_authority(school: School, desk: Desk) -> bool:
    now = (school.authority.name, school.authority.kind) if school.authority else ("", desk.authority_kind)
    return now != (" ".join(desk.authority.split()), desk.authority_kind)


def _change_authority(school: School, desk: Desk, *, by: Actor) -> School:
    """Another name is the same body better spelt, or another body: then nothing may wait for the old one."""
    # Whoever transmits locks the same row: nothing leaves for the old one while it changes.
    school = School.objects.held(school.pk)
    before, pk = str(school.authority or "aucune collectivité"), school.authority_id
    if spelt_again(school, desk.authority, desk.authority_kind):
        after = school.authority
    else:
        after = authority_of(desk.authority, desk.authority_kind, school=school)
        if pk is not None and after.pk != pk:
            _refuse_while_awaited(school)
    fields: dict[str, Any] = {"authority": after}
    if code_of(before) != code_of(str(after)):
        fields["authority_confirmed_on"] = None
    reason, chain = f"{before} → {after}", journal.Chain.SECURITY
    return _rewrite(school, fields, by=by, verb="accounts.authority_changed", reason=reason, chain=chain)


def _refuse_while_awaited(school: School) -> None:
    if reasons := [reason for why_not in registered(KEEPS_AUTHORITY) for reason in why_not(school)]:
        raise RuleBroken(reasons)


def _rewrite(
    school: School,
    fields: dict[str, Any],
    *,
    by: Actor,
    verb: str,
    reason: str = "",
    chain: str = journal.Chain.HISTORY,
) -> School:
    school = School.objects.held(school.pk)
    with journal.change(school, by=by, verb=verb, reason=reason, chain=chain):
        for name, value in fields.items():
            setattr(school, name, " ".join(value.split()) if isinstance(value, str) else value)
        school.save(update_fields=list(fields))
    return school


@transaction.atomic
def keep_closing(school: School, period: ClosingInput, *, by: Actor) -> SchoolHoliday:
    """This school closes on these days: a national period of the same name and year gives way."""
    require(policies.change_settings, by, school)
    if reasons := closing_refusals(period.name, period.first_day, period.back_on):
        raise RuleBroken(reasons)
    kept = _kept_closing(school, period, by=by)
    calendar = calendar_of(school)
    try:
        for first_day, _ in calendar.closed:
            next_working_day(first_day, calendar)
    except ValueError as closed:  # several periods in a row: nothing could be promised any more
        raise RuleBroken(str(closed)) from closed
    return kept


def _kept_closing(school: School, period: ClosingInput, *, by: Actor) -> SchoolHoliday:
    year = str(year_of(period.first_day))
    name = " ".join(period.name.split())
    kept = SchoolHoliday.objects.for_school(school).filter(school_year=year, name=name).first()
    if kept is None:
        kept = SchoolHoliday.objects.create(
            school=school,
            school_year=year,
            name=name,
            first_day=period.first_day,
            back_on=period.back_on,
            source=period.source,
            is_certain=period.is_certain,
        )
        journal.created(kept, by=by, verb="accounts.closing_kept")
        return kept
    with journal.change(kept, by=by, verb="accounts.closing_kept"):
        kept.first_day, kept.back_on = period.first_day, period.back_on
        kept.source, kept.is_certain = period.source, period.is_certain
        kept.save(update_fields=["first_day", "back_on", "source", "is_certain"])
    return kept


@transaction.atomic
def give_up_closing(school: School, school_year: str, name: str, *, by: Actor) -> None:
    """Back to the national dates, or to none for a period that only this school had."""
    require(policies.change_settings, by, school)
    rows = SchoolHoliday.objects.for_school(school).filter(school_year=school_year, name=name)
    kept = rows.select_for_update(of=("self",)).first()
    if kept is not None:
        journal.noted(
            kept,
            by=by,
            verb="accounts.closing_given_up",
            name=name,
            first_day=kept.first_day,
            back_on=kept.back_on,
        )
        kept.delete()
