"""One's own sessions of training in one's own calendar; a session that moved has moved there too."""

from datetime import datetime, timedelta

from icalendar import Event

from fanal.accounts.models import Person
from fanal.core.registry import OWN_EVENTS, register
from fanal.training.models import SessionRegistration
from fanal.training.reading.session import event_of
from fanal.training.rules.session import SessionState

KEPT = timedelta(days=60)


@register(OWN_EVENTS, "training")
def own_sessions(person: Person, now: datetime) -> list[Event]:
    """Those where they have a place, and those that were cancelled (one question)."""
    rows = SessionRegistration.objects.for_school(person.school_id).filter(person=person).seated()
    near = rows.filter(session__ends_at__gt=now - KEPT).select_related("session__school")
    return [
        event_of(row.session)
        for row in near.order_by("session__starts_at")
        if row.session.state != SessionState.CANCELLED
    ]
