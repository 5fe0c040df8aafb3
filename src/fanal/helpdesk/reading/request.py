"""What the pages of requests show beside the rows: tabs with their counts, the thread, the last room."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import IntegerField, Q, QuerySet, Subquery, Value
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import PARAMETER, ShownYear
from fanal.core.http import paginate
from fanal.core.mail.models import whole_mail
from fanal.core.prepared import prepared
from fanal.core.words import is_id
from fanal.equipment.models import Room
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.reading.request_list import open_counts

VIEWS = {
    "": "À traiter",
    "retard": "En retard",
    "attente": "En attente",
    "resolues": "Résolues",
    "toutes": "Toutes",
}
MESSAGES_A_PAGE = 50
MOST_SAME = 20  # open requests of one place that are looked at
# The ids of what says how many, in the tabs: a press in the pane says it again.
COUNTED = {"": "counted-open", "attente": "counted-waiting", "retard": "counted-late"}


@dataclass(frozen=True)
class RequestTab:
    """One filter above a list."""

    label: str
    url: str
    current: bool
    count: int | None = None
    counted_as: str = ""


def known_view(name: str) -> str:
    """The view of the list that an address names; the first one when it names none."""
    return name if name in VIEWS else ""


def tabs(member: Member, view: str, year: ShownYear) -> list[RequestTab]:
    """The views of the list, with what is open counted in one query; « En retard » only if any is."""
    if year.is_chosen:  # the counts are those of today, not of a year
        kept = urlencode({PARAMETER: str(year)})
        return [RequestTab(label, f"?vue={name}&{kept}", name == view) for name, label in VIEWS.items()]
    counts = open_counts(member, timezone.now(), timezone.localdate())
    figures = {"": counts["to_handle"], "attente": counts["waiting"], "retard": counts["late"]}
    return [
        RequestTab(label, f"?vue={name}", name == view, figures.get(name), COUNTED.get(name, ""))
        for name, label in VIEWS.items()
        if name in {view, "", "attente"} or figures.get(name) != 0
    ]


@prepared
def numbered(member: Member, number: int) -> QuerySet[HelpRequest]:
    """The request of this number, if this member may see it, with what its page shows beside the thread."""
    return HelpRequest.objects.visible_to(member).for_page().filter(number=number)


@prepared
def _thread(school_id: int, pk: int, *, for_team: bool) -> QuerySet[Message]:
    messages = Message.objects.for_school(school_id).filter(help_request=pk)
    if for_team:
        messages = messages.annotate(mail=whole_mail())
    else:
        messages = messages.exclude(audience=Message.Audience.TEAM)
    return messages.order_by("written_at", "pk")


def thread_for(request: HelpRequest, member: Member) -> list[Message]:
    """The messages this member may read, oldest first: notes, and whole mails, are for the team."""
    return _thread(request.school_id, request.pk, for_team=member.has(*TEAM))


def pages_of_thread(request: SchoolRequest, thread: list[Message]) -> Page:
    """The latest messages first by page; within a page, oldest first as they are read."""
    page = paginate(request, thread[::-1], MESSAGES_A_PAGE)
    page.object_list = page.object_list[::-1]
    return page


def with_latest(rooms: QuerySet[Room], member: Member) -> QuerySet[Room]:
    """These rooms, each with `latest`: where this person last asked, the likeliest answer to « où ? »."""
    if member.person is None or member.has(Role.TECHNICIAN):
        return rooms.annotate(latest=Value(None, IntegerField()))
    mine = HelpRequest.objects.for_school(member.school).filter(requester=member.person, room__isnull=False)
    return rooms.annotate(latest=Subquery(mine.order_by("-asked_at").values("room")[:1]))


def same_trouble(member: Member, room: object, equipment: object, kind: str) -> list[Any]:
    """Open requests about this machine or this room, those of this kind first, then newest first.

    Perhaps it is known already. A colleague's shows its kind and whether someone takes care of it, never its
    words; one's own (`is_own`) only when it is of the same kind.
    """
    place = Q()
    if is_id(str(equipment or "")):
        place |= Q(equipment=equipment)
    if is_id(str(room or "")):
        place |= Q(room=room)
    if not place:
        return []
    concerned = ~Q(requester=member.person) | Q(kind=kind)
    rows = HelpRequest.objects.for_school(member.school).open().filter(place).filter(concerned)
    open_here = rows.only("number", "school_id", "kind", "state", "asked_at", "requester_id")
    requests: list[Any] = sorted(
        open_here.order_by("-asked_at")[:MOST_SAME], key=lambda row: row.kind != kind
    )
    for row in requests:
        row.is_own = member.person is not None and row.requester_id == member.person.pk
    return requests[:3]
