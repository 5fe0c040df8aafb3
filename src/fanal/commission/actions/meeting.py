"""A meeting: planned, moved, cancelled, held; its agenda proposed, ordered, withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.commission.actions.convocation import tell_cancelled, tell_moved
from fanal.commission.models import AgendaItem, Meeting
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.meeting import parts_of_meeting
from fanal.commission.rules import meeting as rules
from fanal.commission.rules.meeting import MeetingState
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.database.order import move
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.year.rules.years import year_of

SERIES = "meeting"
FIELDS = ("title", "partner", "starts_at", "length", "place")


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the transaction ends."""
    held: Meeting = Meeting.objects.for_school(meeting.school_id).select_related("school").locked(meeting.pk)
    return held


@transaction.atomic
def plan_meeting(school: School, values: Mapping[str, Any], *, today: date, by: Actor) -> Meeting:
    """Announce a meeting; nobody is written to before the convocation."""
    require(policies.plan_meeting, by, None)
    School.objects.held(school.pk)
    meeting = Meeting(school=school, **values)
    year, rows = year_of(meeting.day), Meeting.objects.for_school(school).filter(circle=meeting.circle)
    count = sum(other.day in year for other in rows.select_related("school"))
    reasons = rules.day_refusals(meeting.day, today=today)
    reasons += rules.full_refusal(count, rules.MOST_MEETINGS, "réunions par an")
    if reasons:
        raise RuleBroken(reasons)
    meeting.number = next_number(school.pk, SERIES)
    meeting.save(force_insert=True)
    journal.created(meeting, by=by, verb="commission.meeting_planned")
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, values: Mapping[str, Any], *, today: date, now: datetime, by: Actor, seen: str = ""
) -> Meeting:
    """Another day, place or subject; whoever was convened is told when it moves.

    The place of a meeting that has begun is corrected without a word: it stands in the minutes.
    """
    meeting = locked(meeting)
    require(policies.convene_meeting, by, meeting)
    refuse_stale(meeting, FIELDS, seen)
    new = {name: values[name] for name in FIELDS}
    changed = journal.write_changes(meeting, new, by=by, verb="commission.meeting_changed")
    if reasons := rules.day_refusals(meeting.day, today=today):
        raise RuleBroken(reasons)
    is_told = "starts_at" in changed or ({"length", "place"} & {*changed} and meeting.starts_at > now)
    if meeting.state == MeetingState.CONVENED and is_told:
        tell_moved(meeting, now=now, by=by)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, now: datetime, by: Actor) -> Meeting:
    """It will not take place; whoever was convened is told, and their calendar takes it out."""
    meeting = locked(meeting)
    require(policies.convene_meeting, by, meeting)
    was_convened = meeting.state == MeetingState.CONVENED
    values = {"state": MeetingState.CANCELLED}
    journal.write_changes(meeting, values, by=by, verb="commission.meeting_cancelled")
    if was_convened:
        tell_cancelled(meeting, now=now, by=by)
    return meeting


@transaction.atomic
def shut_sitting(meeting: Meeting, *, by: Actor) -> Meeting:
    """Opened by mistake, it waits again, as long as nothing was noted. Pressed twice, it is shut once."""
    meeting = locked(meeting)
    if meeting.is_to_come:
        return meeting
    require(policies.write_minutes, by, meeting)
    if parts_of_meeting(meeting).is_begun:
        raise RuleBroken(rules.BEGUN)
    state = MeetingState.CONVENED if meeting.convened_at else MeetingState.PLANNED
    journal.write_changes(meeting, {"state": state}, by=by, verb="commission.sitting_shut")
    return meeting


@transaction.atomic
def hold_meeting(meeting: Meeting, *, today: date, by: Actor) -> Meeting:
    """Open the sitting: presences, minutes and decisions can be written. Pressed twice, it opens once."""
    meeting = locked(meeting)
    if meeting.is_being_written:
        return meeting
    require(policies.hold_meeting, by, meeting)
    items = AgendaItem.objects.for_school(meeting.school_id).filter(meeting=meeting).count()
    if reasons := rules.holding_refusals(day=meeting.day, today=today, items=items):
        raise RuleBroken(reasons)
    values = {"state": MeetingState.HELD}
    journal.write_changes(meeting, values, by=by, verb="commission.meeting_held")
    return meeting


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.for_school(meeting.school_id).filter(meeting=meeting).order_by("position"))


@transaction.atomic
def propose_item(meeting: Meeting, values: Mapping[str, Any], *, by: Actor) -> AgendaItem:
    """One more point, at the end of the agenda."""
    meeting = locked(meeting)
    require(policies.propose_item, by, meeting)
    items = _items(meeting)
    if reasons := rules.full_refusal(len(items), rules.MOST_ITEMS, "points"):
        raise RuleBroken(reasons)
    position = items[-1].position + 1 if items else 1
    item = AgendaItem.objects.create(
        school_id=meeting.school_id, meeting=meeting, position=position, proposed_by_id=by.person_id, **values
    )
    journal.created(item, by=by, verb="commission.item_proposed")
    return item


@transaction.atomic
def raise_item(item: AgendaItem, *, by: Actor) -> AgendaItem:
    """One place higher in the agenda; the first stays first."""
    meeting = locked(item.meeting)
    require(policies.convene_meeting, by, meeting)
    if moved := move(item, meeting.items, field="position"):
        journal.noted(moved, by=by, verb="commission.item_moved", position=moved.position)
    return item


@transaction.atomic
def withdraw_item(item: AgendaItem, *, by: Actor) -> None:
    """It is no longer on the agenda; withdrawn twice, it is withdrawn once."""
    meeting = locked(item.meeting)
    require(policies.convene_meeting, by, meeting)
    item = AgendaItem.objects.for_school(meeting.school_id).locked(item.pk)
    journal.noted(item, by=by, verb="commission.item_withdrawn")
    item.delete()
