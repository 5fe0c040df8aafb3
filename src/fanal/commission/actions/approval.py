"""The minutes of a meeting: approved, and so frozen; published to the members or to all the staff.

Each decision of the school becomes a task of the year as they are approved.
"""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.agenda.actions import task as tasks
from fanal.agenda.models import YearTask
from fanal.agenda.rules.codes import Activity, TaskOwner
from fanal.commission.actions.meeting import locked
from fanal.commission.models import AgendaItem, Meeting, MeetingDecision, MeetingPresence
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.paper import minutes_data, minutes_sum
from fanal.commission.rules import meeting as rules
from fanal.commission.rules.decision import CommittedSide, day_refusals, task_title
from fanal.commission.rules.meeting import Attended, Circle, MeetingState, MinutesAudience
from fanal.core import jobs, journal
from fanal.core.errors import RuleBroken
from fanal.core.frozen.papers import keep_paper

SEND = "commission.send_minutes"
TITLE = YearTask._meta.get_field("title").max_length or 160


@transaction.atomic
def approve_minutes(meeting: Meeting, *, now: datetime, by: Actor) -> Meeting:
    """Freeze the minutes, and make a task of each decision of the school. Pressed by two, done once."""
    meeting = locked(meeting)
    if meeting.is_approved:
        return meeting
    require(policies.approve_minutes, by, meeting)
    decisions = list(
        MeetingDecision.objects.for_school(meeting.school_id)
        .filter(meeting=meeting)
        .select_related("owner")
        .order_by("pk")
    )
    _refuse(meeting, decisions, now)
    for decision in decisions:
        if decision.side == CommittedSide.SCHOOL and decision.owner_id:
            _make_task(meeting, decision, now=now, by=by)
    frozen = minutes_data(meeting, decisions, approved_at=now)
    with journal.change(meeting, by=by, verb="commission.minutes_approved"):
        meeting.state, meeting.approved_at, meeting.approved_by_id = MeetingState.APPROVED, now, by.person_id
        meeting.frozen, meeting.seal = frozen, minutes_sum(frozen)
        meeting.save(update_fields=["state", "approved_at", "approved_by", "frozen", "seal"])
    keep_paper(
        "commission.minutes", meeting, meeting.seal, on=now.astimezone(meeting.school.zone_info).date()
    )
    return meeting


def _refuse(meeting: Meeting, decisions: list[MeetingDecision], now: datetime) -> None:
    items = AgendaItem.objects.for_school(meeting.school_id).filter(meeting=meeting)
    present = MeetingPresence.objects.for_school(meeting.school_id).filter(
        meeting=meeting, attended=Attended.PRESENT
    )
    incomplete = [str(each) for each in decisions if not (each.due_on and each.owner_label)]
    reasons = rules.approval_refusals(
        has_begun=meeting.starts_at <= now,
        written=items.exclude(minutes="").count(),
        present=present.count(),
        incomplete=incomplete,
    )
    for each in decisions:
        reasons += day_refusals(each.text, each.due_on, met_on=meeting.day)
    if reasons:
        raise RuleBroken(reasons)


def _make_task(meeting: Meeting, decision: MeetingDecision, *, now: datetime, by: Actor) -> None:
    values = {
        "title": task_title(decision.text, TITLE),
        "detail": f"{decision.text}\n{Circle(meeting.circle).label}, {str(meeting).lower()}.",
        "activity": Activity.ADVICE,
        "owner": TaskOwner.LEAD,
        "person": decision.owner,
        "due_on": decision.due_on,
    }
    decision.task = tasks.add_task(meeting.school, values, now=now, by=by)
    decision.save(update_fields=["task"])


@transaction.atomic
def publish_minutes(meeting: Meeting, audience: str, *, now: datetime, by: Actor) -> Meeting:
    """Let the members read them, or all the staff; the members are written to, the first time."""
    meeting = locked(meeting)
    if meeting.audience == audience:
        return meeting
    require(policies.publish_minutes, by, meeting)
    values = {"audience": MinutesAudience(audience), "published_at": meeting.published_at or now}
    is_first = not meeting.audience
    journal.write_changes(meeting, values, by=by, verb="commission.minutes_published")
    if is_first:
        jobs.defer(SEND, school_id=meeting.school_id, meeting_id=meeting.pk)
    return meeting
