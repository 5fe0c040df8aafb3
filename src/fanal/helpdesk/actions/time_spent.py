"""Noting the time spent on a request, and taking one's own note back."""

from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.helpdesk.actions.requests import locked
from fanal.helpdesk.models import HelpRequest, TimeSpent
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.rules import time_spent


@transaction.atomic
def note_time(request: HelpRequest, minutes: int, *, today: date, now: datetime, by: Actor) -> TimeSpent:
    """This person spent so many minutes on it today."""
    request = locked(request)
    require(policies.note_time, by, request)
    if reasons := time_spent.refusals(minutes):
        raise RuleBroken(reasons)
    assert by.person_id is not None
    entry = TimeSpent.objects.create(
        school_id=request.school_id,
        help_request=request,
        person_id=by.person_id,
        minutes=minutes,
        day=today,
        noted_at=now,
    )
    journal.noted(request, by=by, verb="helpdesk.time_noted", time=entry.pk)
    return entry


@transaction.atomic
def take_back_time(entry: TimeSpent, *, by: Actor) -> None:
    """It was a mistake; the journal keeps that it was noted, and taken back."""
    request = locked(entry.help_request)
    entry = TimeSpent.objects.for_school(entry.school_id).locked(entry.pk)
    require(policies.take_back_time, by, entry)
    journal.noted(request, by=by, verb="helpdesk.time_taken_back", time=entry.pk)
    entry.delete()
