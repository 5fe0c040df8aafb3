"""The place of a request that is being asked: where it would leave for, and what is known there already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery, Value

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.text.french import first_named
from fanal.core.text.words import is_id
from fanal.equipment.models import Room
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.rules.places import place_named

MOST_NAMED = 3
MOST_SAME = 3  # open requests of one place and one kind


@dataclass(frozen=True)
class NamedPlace:
    """`key` comes back with the form that was read; `asks`: the room is to be chosen here.

    `stops`: the form does not leave before it was read.
    """

    key: str
    title: str
    sentence: str
    asks: bool = False
    stops: bool = True

    @property
    def opens(self) -> bool:
        """Whether what there is to change is shown at once."""
        return not self.asks


def elsewhere_of(text: str, rooms: Mapping[int, str], chosen: str, proposed: str) -> NamedPlace | None:
    """What somebody has to know of the place; None when the words and the chosen room agree.

    `proposed`: the room that the page proposed. Another one was chosen by hand, and answers « which one? ».
    """
    place = place_named(text, rooms.items())
    if chosen in map(str, place.rooms) or not (place.rooms or place.unknown):
        return None
    leaving = next((name for room, name in rooms.items() if str(room) == chosen), "")
    if place.only is not None:
        goes = f"La demande partirait pour {leaving}." if leaving else "La demande partirait sans salle."
        sentence = f"{goes} Changez le lieu si ce n’est pas le bon lieu, puis envoyez."
        return NamedPlace(str(place.only), f"Votre texte parle de {rooms[place.only]}", sentence)
    if leaving and chosen != proposed:
        return None
    stops = bool(leaving)  # without a room, it says where in its own words
    if place.unknown:
        title = f"Votre texte parle de « {place.unknown} », que Fanal ne connaît pas"
        return NamedPlace(
            place.unknown, title, "Choisissez la salle, ou envoyez sans salle.", asks=True, stops=stops
        )
    names = first_named([rooms[room] for room in place.rooms], MOST_NAMED)
    key = ",".join(map(str, place.rooms))
    return NamedPlace(
        key, f"Quelle salle : {names} ?", "Votre texte parle de plusieurs salles.", asks=True, stops=stops
    )


def with_latest(rooms: QuerySet[Room], member: Member) -> QuerySet[Room]:
    """These rooms, each with `latest`: where this person last asked, the likeliest answer to « où ? »."""
    if member.person is None or member.has(Role.TECHNICIAN):
        return rooms.annotate(latest=Value(None, IntegerField()))
    mine = HelpRequest.objects.for_school(member.school).filter(requester=member.person, room__isnull=False)
    return rooms.annotate(latest=Subquery(mine.order_by("-asked_at").values("room")[:1]))


def same_trouble(member: Member, room: object, equipment: object, kind: str) -> list[Any]:
    """Open requests of this kind about this machine or this room, the newest first.

    Perhaps it is known already. A colleague's shows its kind and whether someone takes care of it, never its
    words.
    """
    place = Q()
    if is_id(str(equipment or "")):
        place |= Q(equipment=equipment)
    if is_id(str(room or "")):
        place |= Q(room=room)
    if not place:
        return []
    rows = HelpRequest.objects.for_school(member.school).open().filter(place, kind=kind)
    open_here = rows.only("number", "school_id", "kind", "state", "asked_at", "requester_id")
    requests: list[Any] = list(open_here.order_by("-asked_at")[:MOST_SAME])
    for row in requests:
        row.is_own = member.person is not None and row.requester_id == member.person.pk
    return requests
