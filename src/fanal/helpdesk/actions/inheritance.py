"""What the request that goes on takes from a duplicate, and gives back when that one is separated."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from fanal.accounts.models.member import Actor
from fanal.core import journal
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.helpdesk.actions import notices
from fanal.helpdesk.models import HelpRequest, OutageLink
from fanal.helpdesk.rules.codes import RequestState
from fanal.helpdesk.rules.merging import Pressing, of_both

GATHERED, GIVEN_BACK = "helpdesk.gathered", "helpdesk.given_back"
OUTAGE_LINKED = "helpdesk.outage_linked"
STEP = frozenset({"state", "waiting_for", "waiting_until"})  # they go together
READ = {"due_at": datetime.fromisoformat, "waiting_until": date.fromisoformat}


def _pressing(request: HelpRequest, state: str = "") -> Pressing:
    return Pressing(
        state or request.state, request.urgency, request.waiting_for, request.taken_by_id, request.due_at
    )


def _values(pressing: Pressing, request: HelpRequest) -> dict[str, Any]:
    values = asdict(pressing)
    values["taken_by_id"] = values.pop("taken_by")
    goes_on_waiting = request.waiting_for == pressing.waiting_for
    return values | {"waiting_until": request.waiting_until if goes_on_waiting else None}


def _write(request: HelpRequest, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(request, name, value)
    request.save(update_fields=[*values])


def inherit(duplicate: HelpRequest, other: HelpRequest, *, by: Actor) -> None:
    """The other one says for both; both are locked, the duplicate is not closed yet."""
    values = _values(of_both(_pressing(duplicate), _pressing(other)), other)
    with journal.change(other, by=by, verb=GATHERED, reason=str(duplicate)):
        _write(other, values)
    _bring_outage(duplicate, other, by=by)


def _bring_outage(duplicate: HelpRequest, other: HelpRequest, *, by: Actor) -> None:
    """What the duplicate waits the end of, the other one waits for, unless it has its own."""
    waiting = OutageLink.objects.for_school(other.school_id).waiting()
    link = waiting.filter(help_request=duplicate).first()
    if link is None or waiting.filter(help_request=other).exists():
        return
    waiting.filter(pk=link.pk).update(help_request=other)
    journal.noted(other, by=by, verb=OUTAGE_LINKED, period=link.period_id, request=duplicate.pk)


def _send_outage_back(duplicate: HelpRequest, other: HelpRequest) -> None:
    """It waits for it again, if the other one still does."""
    entries = JournalEntry.objects.for_school(other.school_id).filter(subject=subject_of(other))
    linked = [entry.content for entry in entries.filter(verb=OUTAGE_LINKED)]
    periods = [said["period"] for said in linked if said.get("request") == duplicate.pk]
    waiting = OutageLink.objects.for_school(other.school_id).waiting()
    waiting.filter(help_request=other, period__in=periods).update(help_request=duplicate)


def give_back(duplicate: HelpRequest, *, by: Actor) -> None:
    """The other one is as without this duplicate, but for what changed since; those still joined count.

    Both are locked.
    """
    assert duplicate.merged_into_id is not None
    here = HelpRequest.objects.for_school(duplicate.school_id)
    other = here.locked(duplicate.merged_into_id)
    _send_outage_back(duplicate, other)
    own = _own_values(other)
    if not own:
        return
    if own.get("taken_by", 0) is None:
        notices.tell_given_back(duplicate, other, by=by)
    for name, value in own.items():
        setattr(other, f"{name}_id" if name == "taken_by" else name, value)
    pressing = _pressing(other)
    for joined in here.filter(merged_into=other).exclude(pk=duplicate.pk):
        # Closed as a duplicate: what it was before is told by whether it was solved.
        state = RequestState.SOLVED if joined.solved_at else RequestState.SENT
        pressing = of_both(_pressing(joined, state), pressing)
    values = _values(pressing, other)
    other = here.locked(other.pk)
    with journal.change(other, by=by, verb=GIVEN_BACK, reason=str(duplicate)):
        _write(other, values)


def _own_values(other: HelpRequest) -> dict[str, Any]:
    """Of what it says for its duplicates, what it said for itself: nothing of what somebody changed since."""
    entries = JournalEntry.objects.for_school(other.school_id).filter(subject=subject_of(other))
    own: dict[str, Any] = {}
    for entry in entries.order_by("seq"):
        before, after = entry.content.get("before", {}), entry.content.get("after", {})
        if entry.verb in {GATHERED, GIVEN_BACK}:
            own = before | own
            continue
        changed = STEP | after.keys() if after.keys() & {*STEP, "taken_by"} else after.keys()
        own = {name: value for name, value in own.items() if name not in changed}
    return own | {name: read(own[name]) for name, read in READ.items() if own.get(name) is not None}
