"""« Où ça se passe »: the rooms where a request is open, on the home page of a référent."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.registry import register
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.rules.codes import Urgency

SHOWN = 12


@dataclass
class Floor:
    """The rooms of a floor of a building, as the plan has them."""

    title: str
    rooms: list[dict[str, Any]] = field(default_factory=list)


@register(HOME_CARD, "helpdesk.rooms")
def where(member: Member, today: date) -> Card | None:
    """The rooms that matter most, floor by floor; nothing when every room is quiet (one query)."""
    if not member.has(Role.DIGITAL_LEAD):
        return None
    rooms: list[dict[str, Any]] = list(_rooms(member, timezone.now()))
    if not rooms:
        return None
    shown = rooms[:SHOWN]
    context = {"floors": _floors(shown), "more": len(rooms) > SHOWN}
    return Card("helpdesk/cards.html#where", context, is_beside=True)


def _rooms(member: Member, now: datetime) -> QuerySet:
    """One more than is shown, those to be handled first before the others."""
    urgent = Q(urgency=Urgency.BLOCKED) | Q(due_at__lt=now)
    rows = HelpRequest.objects.visible_to(member).open().filter(room__isnull=False).order_by()
    named = rows.values(
        "room_id", name=F("room__name"), floor=F("room__floor"), building=F("room__building__name")
    )
    counted = named.annotate(count=Count("pk"), urgent=Count("pk", filter=urgent))
    return counted.order_by("-urgent", "-count", "name")[: SHOWN + 1]


def _floors(rooms: Iterable[dict[str, Any]]) -> list[Floor]:
    floors: dict[tuple[str, str], Floor] = {}
    for room in sorted(rooms, key=lambda room: (room["building"], room["floor"], room["name"])):
        title = ", ".join(filter(None, [room["building"], room["floor"]]))
        floors.setdefault((room["building"], room["floor"]), Floor(title)).rooms.append(room)
    return list(floors.values())
