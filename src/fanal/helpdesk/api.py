"""Requests for help, for programs: what the pages show, and asking, by the same actions."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from django.urls import reverse
from django.utils import timezone
from ninja import Header, Path, Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import found_or_404
from fanal.core.http.api import Number, Paged, PageNumber, Sent, Typed, Words, answers, page_of
from fanal.helpdesk.forms.asking_by_program import Asking, ask
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.reading.authority import step_of
from fanal.helpdesk.reading.request import numbered, thread_for
from fanal.helpdesk.rules.codes import RequestKind, Urgency

router = Router(tags=["requests"])
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern="^[0-9a-zA-Z_-]{16,64}$",
        description="Une clé neuve par demande, par exemple un UUID : renvoyée, elle ne crée rien de plus.",
    ),
]
Since = Annotated[
    AwareDatetime | None,
    Query(
        ge=datetime(2000, 1, 1, tzinfo=UTC),
        le=datetime(2100, 1, 1, tzinfo=UTC),
        description="Seulement ce qui a changé depuis ; un instant ISO 8601 avec son fuseau.",
    ),
]


class RequestView(StrEnum):
    """The tabs of the page."""

    TO_HANDLE = "to_handle"
    LATE = "late"
    WAITING = "waiting"
    SOLVED = "solved"
    ALL = "all"


TABS = {
    RequestView.TO_HANDLE: "",
    RequestView.LATE: "retard",
    RequestView.WAITING: "attente",
    RequestView.SOLVED: "resolues",
}
ON_ROW = (
    "number",
    "text",
    "kind",
    "urgency",
    "state",
    "waiting_for",
    "waiting_until",
    "asked_at",
    "due_at",
    "solved_at",
)


class RequestLine(Schema):
    """One request of the list. `state`: sent, taken, waiting, solved, closed; `state_words` in French."""

    number: int
    text: str
    kind: str
    urgency: str
    state: str
    state_words: str
    waiting_for: str
    waiting_until: Any
    requester: str
    room: str | None
    asked_at: datetime
    due_at: datetime | None
    solved_at: datetime | None
    is_late: bool
    url: str


class RequestPage(Paged):
    items: list[RequestLine]


class MessageOut(Schema):
    """One message. `audience`: everyone, or team for a note between those who handle it."""

    author: str
    text: str
    audience: str
    channel: str
    written_at: datetime


class RequestOut(RequestLine):
    """One request and its thread, as far as the holder of the token may read it."""

    equipment: int | None
    taken_by: str | None
    closed_at: datetime | None
    thread: list[MessageOut]


class Ask(Sent):
    """What is asked. `kind` is guessed when absent; `room` is its name, `equipment` a record's number."""

    text: Typed = Field(min_length=1, max_length=4000)
    kind: RequestKind | None = None
    urgency: Urgency = Urgency.ANNOYING
    room: Typed = Field("", max_length=60)
    equipment: Number | None = None
    is_equipment: bool = Field(False, description="Vrai : il s’agit bien de matériel, pas d’un fait grave.")


class CreatedRequest(Schema):
    number: int
    url: str


def _address(request: SchoolRequest, number: int) -> str:
    page = reverse("helpdesk:request_page", args=[request.member.school.uai, number])
    return request.build_absolute_uri(page)


def _row_of(request: SchoolRequest, row: HelpRequest, **more: Any) -> dict[str, Any]:
    fields = {name: getattr(row, name) for name in (*ON_ROW, "is_late")}
    fields["state_words"] = step_of(row, request.member)
    return fields | {"url": _address(request, row.number)} | more


@router.get(
    "/requests", response=answers(RequestPage), summary="Les demandes visibles", operation_id="request_list"
)
def request_list(
    request: SchoolRequest,
    page: PageNumber = 1,
    view: RequestView = RequestView.ALL,
    q: Words = "",
    since: Since = None,
) -> dict[str, Any]:
    """Those of one tab, ordered as on the page; `since` keeps what changed: state, message, handler."""
    now, tab = timezone.now(), TABS.get(view, "toutes")
    rows = (
        HelpRequest.objects.visible_to(request.member)
        .in_view(tab, now, request.today, by=request.member)
        .matching(q)
    )
    rows = rows.changed_since(since.astimezone(UTC)) if since else rows

    def say(row: Any) -> dict[str, Any]:
        return _row_of(request, row, requester=row.who, room=row.room_name)

    return page_of(rows.in_order_of(tab, now, request.today).for_list(), page, say)


@router.get(
    "/requests/{int:number}",
    response=answers(RequestOut),
    summary="Une demande et ses messages",
    operation_id="request",
)
def request_one(request: SchoolRequest, number: Path[Number]) -> dict[str, Any]:
    help_request = found_or_404(numbered.first(request.member, number))
    return _row_of(
        request,
        help_request,
        requester=help_request.requester.polite_name,
        room=help_request.room and help_request.room.name,
        equipment=help_request.equipment and help_request.equipment.number,
        taken_by=help_request.taken_by and str(help_request.taken_by),
        closed_at=help_request.closed_at,
        thread=[_message(message) for message in thread_for(help_request, request.member)],
    )


def _message(message: Message) -> dict[str, Any]:
    names = ("text", "audience", "channel", "written_at")
    return {name: getattr(message, name) for name in names} | {"author": message.author_name}


@router.post(
    "/requests",
    response=answers(CreatedRequest, status=201),
    summary="Envoyer une demande",
    operation_id="request_ask",
)
def request_ask(request: SchoolRequest, sent: Ask, key: Key) -> Status[dict[str, Any]]:
    """In the name of the token's holder. The same key and the same words lead to the same number."""
    asking = Asking(sent.text, sent.kind, sent.urgency, sent.room, sent.equipment, sent.is_equipment)
    number = ask(
        request.member, asking, key=f"{request.bearer.token_id}:{key}", now=timezone.now(), by=request.actor
    )
    return Status(201, {"number": number, "url": _address(request, number)})
