"""For « Annuler »: what a request was before this person’s press, as the journal says, and that again."""

from datetime import date, datetime
from typing import Any

from fanal.accounts.models.member import Actor
from fanal.core import journal
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.helpdesk.models import HelpRequest

type Before = dict[str, Any]


def before_press(request: HelpRequest, verb: str, by: Actor, *, since: datetime) -> Before | None:
    """The values it had before; None when its state last changed in another way, or by somebody else.

    It is theirs alone who pressed: with it go their words, and their minutes, which nobody else reads.
    """
    rows = JournalEntry.objects.for_school(request.school_id).filter(subject=subject_of(request))
    for entry in rows.filter(at__gte=since).order_by("-seq"):
        before: Before = entry.content.get("before", {})
        if "state" in before:
            return before if entry.verb == verb and entry.author == by.reference else None
    return None


def put_back(request: HelpRequest, before: Before, *, by: Actor, verb: str, **values: object) -> None:
    """Its step of before, with these other values."""
    waiting_until = before.get("waiting_until")
    changed = {
        "state": before["state"],
        "waiting_for": before.get("waiting_for", ""),
        "waiting_until": date.fromisoformat(waiting_until) if waiting_until else None,
        **values,
    }
    with journal.change(request, by=by, verb=verb):
        for name, value in changed.items():
            setattr(request, name, value)
        request.save(update_fields=[*changed])
