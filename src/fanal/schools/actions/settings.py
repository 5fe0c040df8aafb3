"""Everything that changes how a school is described: its identity, clock, mails, closings, authority."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School, SchoolHoliday
from fanal.accounts.models.member import Actor
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.rules import departures, places, small_groups
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import Stored
from fanal.core.registry import KEEPS_AUTHORITY, registered
from fanal.schools.actions.authority import authority_of, code_of, spelt_again
from fanal.year.rules.delays import closing_refusals, next_working_day
from fanal.year.rules.years import year_of


@transaction.atomic
def change_identity(school: School, *, by: Actor, **values: str) -> School:
    """Correct the school's name and address, and when a technician may come."""
    school = School.objects.held(school.pk)
    require(policies.change_settings, by, school)
    if not values["name"].strip():
        raise RuleBroken("Donnez le nom de l’établissement.")
    return _rewrite(school, values, by=by, verb="accounts.school_renamed")


@transaction.atomic
def change_logo(school: School, kept: Stored | None, *, by: Actor) -> School:
    """The picture at the head of papers, or none any more. Nothing that was signed changes."""
    school = School.objects.held(school.pk)
    require(policies.change_settings, by, school)
    return _rewrite(school, {"logo": kept.sha256 if kept else ""}, by=by, verb="accounts.logo_changed")


@transaction.atomic
def change_clock(school: School, *, by: Actor, **values: str) -> School:
    """Another zone, time zone or region: promised dates already given stay as they were given."""
    school = School.objects.held(school.pk)
    require(policies.change_settings, by, school)
    if reasons := places.refusals(values["zone"], values["timezone"], values["region"]):
        raise RuleBroken(reasons)
    return _rewrite(school, values, by=by, verb="accounts.clock_changed")


@transaction.atomic
def change_mail_hours(school: School, *, by: Actor, **values: Any) -> School:
    school = School.objects.held(school.pk)
    require(policies.change_settings, by, school)
    return _rewrite(school, values, by=by, verb="accounts.mail_hours_changed")


@transaction.atomic
def change_delegate(school: School, *, by: Actor, **values: str) -> School:
    """How the data protection officer is reached; the register and the file of a breach name them."""
    school = School.objects.held(school.pk)
    require(policies.change_settings, by, school)
    return _rewrite(school, values, by=by, verb="accounts.delegate_changed")


@transaction.atomic
def change_departures(school: School, *, by: Actor, **values: int) -> School:
    """A looser guard lets a truncated file through: who loosened it stays in the journal."""
    school = School.objects.held(school.pk)
    require(policies.change_departures, by, school)
    if reasons := departures.refusals(values["departures_percent"], values["departures_least"]):
        raise RuleBroken(reasons)
    return _rewrite(school, values, by=by, verb="accounts.departures_changed")


@transaction.atomic
def change_smallest_group(school: School, *, smallest_group: int, by: Actor) -> School:
    """From how many people on a group is shown; never fewer than the rule allows."""
    school = School.objects.held(school.pk)
    require(policies.change_smallest_group, by, school)
    if reasons := small_groups.threshold_refusals(smallest_group):
        raise RuleBroken(reasons)
    values = {"smallest_group": smallest_group}
    return _rewrite(school, values, by=by, verb="accounts.smallest_group_changed")


@transaction.atomic
def change_desk(school: School, *, authority: str, authority_kind: str, by: Actor, **values: str) -> School:
    """Where requests leave to: told in the security journal, since it sends words out of the school."""
    # Whoever transmits locks the same row: nothing leaves for the old authority while it changes.
    school = School.objects.held(school.pk)
    require(policies.change_desk, by, school)
    now = (school.authority.name, school.authority.kind) if school.authority else ("", authority_kind)
    if now != (" ".join(authority.split()), authority_kind):
        school = _change_authority(school, authority, authority_kind, by=by)
    return _rewrite(school, values, by=by, verb="accounts.desk_changed", chain=journal.Chain.SECURITY)


def _change_authority(school: School, name: str, kind: str, *, by: Actor) -> School:
    """Another name is the same body better spelt, or another body: then nothing may wait for the old one."""
    before, pk = str(school.authority or "aucune collectivité"), school.authority_id
    if spelt_again(school, name, kind):
        after = school.authority
    else:
        after = authority_of(name, kind, school=school)
        if pk is not None and after.pk != pk:
            _refuse_while_awaited(school)
    reason, chain = f"{before} → {after}", journal.Chain.SECURITY
    with journal.change(school, by=by, verb="accounts.authority_changed", reason=reason, chain=chain):
        school.authority = after
        if code_of(before) != code_of(str(after)):
            school.authority_confirmed_on = None
        school.save(update_fields=["authority", "authority_confirmed_on"])
    return school


def _refuse_while_awaited(school: School) -> None:
    if reasons := [reason for why_not in registered(KEEPS_AUTHORITY) for reason in why_not(school)]:
        raise RuleBroken(reasons)


def _rewrite(
    school: School, values: Mapping[str, Any], *, by: Actor, verb: str, chain: str = journal.Chain.HISTORY
) -> School:
    plain = {
        name: " ".join(value.split()) if isinstance(value, str) else value for name, value in values.items()
    }
    journal.write_changes(school, plain, by=by, verb=verb, chain=chain)
    return school


@transaction.atomic
def keep_closing(
    school: School,
    *,
    name: str,
    first_day: date,
    back_on: date,
    source: str = "",
    is_certain: bool = True,
    by: Actor,
) -> SchoolHoliday:
    """This school closes on these days: a national period of the same name and year gives way.

    `source`: the official file that it came from; blank for what somebody writes.
    """
    require(policies.change_settings, by, school)
    if reasons := closing_refusals(name, first_day, back_on):
        raise RuleBroken(reasons)
    values = {"first_day": first_day, "back_on": back_on, "source": source, "is_certain": is_certain}
    kept = _kept_closing(school, " ".join(name.split()), values, by=by)
    calendar = calendar_of(school)
    try:
        for closed_from, _ in calendar.closed:
            next_working_day(closed_from, calendar)
    except ValueError as closed:  # several periods in a row: nothing could be promised any more
        raise RuleBroken(str(closed)) from closed
    return kept


def _kept_closing(school: School, name: str, values: dict[str, Any], *, by: Actor) -> SchoolHoliday:
    rows, year = SchoolHoliday.objects.for_school(school), str(year_of(values["first_day"]))
    kept = rows.filter(school_year=year, name=name).first()
    if kept is None:
        kept = SchoolHoliday.objects.create(school=school, school_year=year, name=name, **values)
        journal.created(kept, by=by, verb="accounts.closing_kept")
    else:
        journal.write_changes(kept, values, by=by, verb="accounts.closing_kept")
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
