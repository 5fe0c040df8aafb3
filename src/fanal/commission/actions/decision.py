"""The decisions of a meeting: noted with its minutes, closed once they are approved.

A decision of the school is a task of the year from then on: what is done there is done here, and the button
here ends the task there. A commitment from outside has no task, and says itself what became of it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.agenda.actions import task as tasks
from fanal.commission.actions.meeting import locked
from fanal.commission.models import Meeting, MeetingDecision
from fanal.commission.policies import meeting as policies
from fanal.commission.rules import meeting as rules
from fanal.commission.rules.decision import DecisionOutcome, day_refusals
from fanal.core import journal
from fanal.core.errors import RuleBroken


@transaction.atomic
def add_decision(meeting: Meeting, values: Mapping[str, Any], *, by: Actor) -> MeetingDecision:
    """A decision, or a commitment of one side; it becomes a task once the minutes are approved."""
    meeting = locked(meeting)
    require(policies.write_minutes, by, meeting)
    rows = MeetingDecision.objects.for_school(meeting.school_id).filter(meeting=meeting)
    if reasons := rules.full_refusal(rows.count(), rules.MOST_DECISIONS, "suites"):
        raise RuleBroken(reasons)
    _refuse_day(meeting, values)
    decision = MeetingDecision.objects.create(school_id=meeting.school_id, meeting=meeting, **values)
    journal.created(decision, by=by, verb="commission.decision_noted")
    return decision


@transaction.atomic
def change_decision(decision: MeetingDecision, values: Mapping[str, Any], *, by: Actor) -> MeetingDecision:
    """Correct it, as long as the minutes are not approved."""
    meeting = locked(decision.meeting)
    require(policies.write_minutes, by, meeting)
    decision = MeetingDecision.objects.for_school(meeting.school_id).locked(decision.pk)
    _refuse_day(meeting, values)
    journal.write_changes(decision, values, by=by, verb="commission.decision_changed")
    return decision


def _refuse_day(meeting: Meeting, values: Mapping[str, Any]) -> None:
    if reasons := day_refusals(values["text"], values.get("due_on"), met_on=meeting.day):
        raise RuleBroken(reasons)


@transaction.atomic
def remove_decision(decision: MeetingDecision, *, by: Actor) -> None:
    """Take it out of minutes that are not approved."""
    meeting = locked(decision.meeting)
    require(policies.write_minutes, by, meeting)
    decision = MeetingDecision.objects.for_school(meeting.school_id).locked(decision.pk)
    journal.noted(decision, by=by, verb="commission.decision_removed")
    decision.delete()


@transaction.atomic
def close_decision(
    decision: MeetingDecision, outcome: DecisionOutcome, *, today: date, now: datetime, by: Actor
) -> MeetingDecision:
    """Say that it is kept, or that it will not be. Said by two people at once, it is said once."""
    rows = MeetingDecision.objects.for_school(decision.school_id).select_related("task", "meeting")
    decision = rows.locked(decision.pk)
    if decision.result == outcome:
        return decision
    require(policies.close_decision, by, decision)
    if decision.task is None:
        values = {"outcome": outcome, "ended_on": today}
        journal.write_changes(decision, values, by=by, verb="commission.decision_closed")
    elif outcome == DecisionOutcome.DONE:
        tasks.finish_task(decision.task, now=now, by=by)
    else:
        tasks.put_task_aside(decision.task, "Suite non tenue.", now=now, by=by)
    return rows.get(pk=decision.pk)
