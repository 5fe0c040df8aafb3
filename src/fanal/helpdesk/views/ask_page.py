"""The page « Demander de l’aide »: what is asked, and what the words typed so far say."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone
from django.utils.choices import flatten_choices

from fanal.accounts.models.member import Member
from fanal.accounts.reading.answering import Answering
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.pages.carrying import is_carried, messages_shown
from fanal.core.pages.page import Page
from fanal.helpdesk.forms.asking import AskForm
from fanal.helpdesk.reading.additions import Hint, hints_for
from fanal.helpdesk.reading.asked_place import NamedPlace, elsewhere_of, same_trouble, with_latest
from fanal.helpdesk.reading.guesses import MOST_READ
from fanal.helpdesk.reading.team import told_if_blocked
from fanal.helpdesk.rules.codes import RequestKind, Urgency
from fanal.helpdesk.rules.kinds import MANAGEMENT_NOTICE, leads_to_management, speaks_of
from fanal.service_status.reading.states import CurrentState, troubles_of


@dataclass(frozen=True, kw_only=True)
class AskHints(Page):
    """What changes while one types. `guessed…`: what was proposed, to tell what was chosen by hand from it.

    `machine` and `room`: what is chosen, by name; `same`: who said it already; `told`: who learns it at once.
    """

    template = "helpdesk/request_ask.html#typed"

    form: AskForm
    kind: RequestKind
    room: str
    machine: str
    asked_service: str
    asks_room: bool
    asks_of_service: bool
    guessed: str
    guessed_room: str
    guessed_machine: str
    guessed_service: str
    grave: str
    hints: list[Hint]
    elsewhere: NamedPlace | None
    told: str
    troubles: list[CurrentState]
    same: list[Any]


@dataclass(frozen=True, kw_only=True)
class AskPage(AskHints):
    """The whole page; `management`: why nothing is sent before it was read."""

    template = "helpdesk/request_ask.html"
    fragment = "asking"

    management: str
    answering: Answering = field(default_factory=Answering)
    is_carried: bool
    messages: Iterable[Any]


def ask_page(
    request: SchoolRequest, form: AskForm, *, management: str = "", answering: Answering | None = None
) -> AskPage:
    page = AskPage(
        **vars(hints_of(request, form)),
        management=management,
        answering=answering or Answering(),
        is_carried=is_carried(request),
        messages=messages_shown(request),
    )
    return replace(page, grave="") if management else page


def hints_of(request: SchoolRequest, form: AskForm) -> AskHints:
    form.show_equipment(with_own=not is_carried(request))
    text = str(form["text"].value() or "")[:MOST_READ]
    kind = _kind_of(form)
    asked_service = _value(form, "service")
    return AskHints(
        form=form,
        kind=kind,
        room=_name_among(form, "room"),
        machine=_name_among(form, "equipment"),
        asked_service=asked_service,
        asks_room=kind != RequestKind.ACCOUNT,
        asks_of_service=form.asks_of_service(),
        guessed=form["guessed"].value() or form["kind"].value(),
        guessed_room=_proposed(form, "guessed_room", "room"),
        guessed_machine=_proposed(form, "guessed_machine", "equipment"),
        guessed_service=_proposed(form, "guessed_service", "service"),
        grave=MANAGEMENT_NOTICE if leads_to_management(text) else "",
        hints=hints_for(request.member, text, kind, request.today),
        elsewhere=named_elsewhere(form, text),
        told=_words_if_blocked(request, _value(form, "urgency")),
        troubles=_troubles(request, text, asked_service),
        same=_same(request, form, kind) if text.strip() else [],
    )


def _value(form: AskForm, name: str) -> str:
    return str(form[name].value() or "")


def _proposed(form: AskForm, guess: str, name: str) -> str:
    """What was proposed when the form was sent; before, what it opens with."""
    return str((form.data.get(guess) if form.is_bound else form[name].value()) or "")


def _kind_of(form: AskForm) -> RequestKind:
    value = form["kind"].value()
    return RequestKind(value) if value in set(RequestKind) else RequestKind.OTHER


def _words_if_blocked(request: SchoolRequest, urgency: str) -> str:
    """Who learns at once that a lesson is blocked."""
    if urgency != Urgency.BLOCKED or is_carried(request):
        return ""
    now = timezone.now()
    return told_if_blocked(request.member.school, request.member.own_person.pk, now, now)


def _troubles(request: SchoolRequest, text: str, asked_service: str) -> list[CurrentState]:
    """The services that do not work now, and that are chosen or spoken of."""
    return [
        trouble
        for trouble in troubles_of(request.member.school, timezone.now())
        if str(trouble.service.pk) == asked_service or speaks_of(text, trouble.service.name)
    ]


def _same(request: SchoolRequest, form: AskForm, kind: RequestKind) -> list[Any]:
    return same_trouble(request.member, form["room"].value(), form["equipment"].value(), kind)


def _name_among(form: AskForm, name: str) -> str:
    """What is chosen there, as its list calls it."""
    code = _value(form, name)
    choices: Any = flatten_choices(form.fields[name].widget.choices)
    return next((str(label) for value, label in choices if value and str(value) == code), "")


def named_elsewhere(form: AskForm, text: str) -> NamedPlace | None:
    """The room that the words name, when the request would leave for another one."""
    if not text.strip() or form["kind"].value() == RequestKind.ACCOUNT:
        return None
    room_field: Any = form.fields["room"]
    rooms: dict[int, str] = dict(room_field.queryset.values_list("pk", "name"))
    room = _value(form, "room")
    proposed = str(form.data.get("guessed_room", "")) if form.is_bound else room
    return elsewhere_of(text[:MOST_READ], rooms, room, proposed)


def begin_where_last(form: AskForm, member: Member) -> None:
    """The list of rooms tells which it was: one question for both."""
    room_field: Any = form.fields["room"]
    rooms: list[Any] = list(with_latest(room_field.queryset, member))
    room_field.widget.choices = [("", room_field.empty_label), *((room.pk, room.name) for room in rooms)]
    form.initial["room"] = rooms[0].latest if rooms else None
