"""Ticking the lines of an exit or arrival sheet, saying that somebody is still here, closing a sheet."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.people.arrivals_departures import DEPARTURE, PERSON
from fanal.directory.models import ChecklistTick
from fanal.directory.models.departure_checklist import CLOSED, KEPT, STAYS
from fanal.directory.policies import directory as policies
from fanal.directory.reading.arrivals_departures import owner, sheet_of
from fanal.directory.reading.departure_checklist import DepartureChecklist

UNKNOWN = "Cette ligne n’est pas sur la fiche, ou plus."
HELD = "Du matériel n’est pas rendu ({held}) : le compte attend, sauf si vous le fermez malgré cela."
REMAINS = "Il reste {count} à faire : cochez ce qui est fait, ou laissez la fiche ouverte."
NO_QUESTION = "Personne ne demande si cette personne est partie."


def _again(sheet: DepartureChecklist, now: datetime) -> DepartureChecklist:
    """The sheet as it stands now, whoever it is of being held: one at a time, a line is ticked once."""
    thing = type(sheet.thing).objects.for_school(sheet.thing.school_id).locked(sheet.thing.pk)
    school, today = thing.school, localdate(now, thing.school.zone_info)
    subject = owner(school, sheet.sheet, sheet.of, now, today).get(pk=thing.pk)
    return sheet_of(subject, school, sheet.sheet, sheet.of, now=now, today=today)


def _ticks(sheet: DepartureChecklist, now: datetime) -> Any:
    rows = ChecklistTick.objects.for_school(sheet.thing.school_id).of_sheet(sheet.sheet, now - KEPT)
    return rows.filter(**{sheet.of: sheet.thing.pk})


def _tick(
    sheet: DepartureChecklist, code: str, *, verb: str, now: datetime, by: Actor, **details: Any
) -> None:
    if _ticks(sheet, now).filter(code=code).exists():
        return
    ChecklistTick.objects.create(
        school_id=sheet.thing.school_id,
        **{f"{sheet.of}_id": sheet.thing.pk},
        sheet=sheet.sheet,
        code=code,
        done_at=now,
        done_by_id=by.person_id,
    )
    journal.noted(sheet.thing, by=by, verb=verb, sheet=sheet.sheet, line=code, **details)


@transaction.atomic
def tick_line(
    sheet: DepartureChecklist, code: str, *, even_so: bool = False, now: datetime, by: Actor
) -> None:
    """Say that a line is done. An account is closed after things are given back, or `even_so`."""
    require(policies.fill_sheet, by, None)
    sheet = _again(sheet, now)
    line = next((line for line in sheet.lines if line.code == code and line.is_step), None)
    if line is None:
        raise RuleBroken(UNKNOWN)
    details = {}
    if line.closes and sheet.held:
        if not even_so:
            raise RuleBroken(HELD.format(held=", ".join(sheet.held)))
        details = {"held": len(sheet.held)}
    _tick(sheet, code, verb="directory.sheet_ticked", now=now, by=by, **details)


@transaction.atomic
def untick_line(sheet: DepartureChecklist, code: str, *, now: datetime, by: Actor) -> None:
    """It was not done after all; a closed sheet opens again with it."""
    require(policies.fill_sheet, by, None)
    sheet = _again(sheet, now)
    if _ticks(sheet, now).filter(code__in=[code, CLOSED]).delete()[0]:
        journal.noted(sheet.thing, by=by, verb="directory.sheet_unticked", sheet=sheet.sheet, line=code)


@transaction.atomic
def close_sheet(sheet: DepartureChecklist, *, now: datetime, by: Actor) -> None:
    """Nothing remains: the person leaves the list."""
    require(policies.fill_sheet, by, None)
    sheet = _again(sheet, now)
    if sheet.remaining:
        count = f"{sheet.remaining} ligne{'s' if sheet.remaining > 1 else ''}"
        raise RuleBroken(REMAINS.format(count=count))
    _tick(sheet, CLOSED, verb="directory.sheet_closed", now=now, by=by)


@transaction.atomic
def say_stays(sheet: DepartureChecklist, *, now: datetime, by: Actor) -> None:
    """Asked whether they left: no. It is asked again after four months."""
    require(policies.fill_sheet, by, None)
    if sheet.of != PERSON or sheet.sheet != DEPARTURE:
        raise RuleBroken(NO_QUESTION)
    sheet = _again(sheet, now)
    if not sheet.situation.is_asked:
        raise RuleBroken(NO_QUESTION)
    _ticks(sheet, now).filter(code=STAYS).delete()
    _tick(sheet, STAYS, verb="directory.sheet_stays", now=now, by=by)
