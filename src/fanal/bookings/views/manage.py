"""« Ce qui se réserve »: the things, their limits, what is kept in them."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions import bookable as actions
from fanal.bookings.forms.manage import ContentForm, LimitsForm, OfferForm
from fanal.bookings.models import Bookable
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.content import rooms_to_look_in
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, render
from fanal.core.text.french import counted
from fanal.core.text.words import is_id
from fanal.equipment.models import Equipment, Room
from fanal.timetable.actions.timetable import hold_room
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.rules.periods import Period
from fanal.timetable.views.team_menu import TeamMenuPage


def _refuse_others(request: SchoolRequest) -> None:
    require(policies.manage_bookings, request.actor, None)


def _bookable(request: SchoolRequest, bookable: int) -> Bookable:
    rows = Bookable.objects.for_school(request.member.school).listed()
    row: Bookable = get_or_404(rows, pk=bookable)
    return row


def _with_lessons(bookable: Bookable) -> Bookable:
    """A room that can be booked from now on is taken by the lessons of the timetable in force."""
    if bookable.room is not None and bookable.is_offered:
        hold_room(bookable.room, now=timezone.now())
    return bookable


@dataclass(frozen=True, kw_only=True)
class BookableList(TeamMenuPage):
    template = "bookings/bookable_list.html"

    rows: list[Bookable]
    periods: list[Period]


@require_safe
def bookable_list(request: SchoolRequest, uai: str) -> HttpResponse:
    _refuse_others(request)
    school = request.member.school
    rows = Bookable.objects.for_school(school).listed()
    offered_first = sorted(rows, key=lambda one: (not one.is_offered, str(one)))
    return render(request, BookableList(rows=offered_first, periods=periods_of(school)))


@dataclass(frozen=True, kw_only=True)
class BookableFormPage(FormPage):
    template = "bookings/bookable_form.html"

    title: str


@require_http_methods(FORM)
def bookable_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school

    def save(values: dict[str, Any]) -> Bookable:
        thing, approvers = values.pop("thing"), values.pop("approvers")
        bookable = actions.offer(school, thing, values, approvers=approvers, by=request.actor)
        return _with_lessons(bookable)

    form = OfferForm(request.POST or None, school=school)
    return form_page(
        request,
        BookableFormPage(form=form, title="Ajouter ce qui se réserve"),
        save,
        success=lambda bookable: f"« {bookable} » se réserve.",
        next_page=lambda bookable: _page_after_adding(bookable, uai),
        require=lambda: _refuse_others(request),
    )


def _page_after_adding(bookable: Bookable, uai: str) -> str:
    """What is put into it, where it holds something."""
    if bookable.equipment_id:
        return address("bookings:content", uai, bookable.pk)
    return address("bookings:bookable_list", uai)


@require_http_methods(FORM)
def bookable_change(request: SchoolRequest, uai: str, bookable: int) -> HttpResponse:
    _refuse_others(request)
    row = _bookable(request, bookable)

    def save(values: dict[str, Any]) -> Bookable:
        approvers = values.pop("approvers")
        return actions.change_bookable(row, values, approvers=approvers, by=request.actor)

    form = LimitsForm(request.POST or None, school=request.member.school, instance=row)
    return form_page(
        request,
        BookableFormPage(form=form, title=str(row)),
        save,
        success=SAVED,
        next_page=address("bookings:bookable_list", uai),
    )


@dataclass(frozen=True, kw_only=True)
class BookableContent(FormPage):
    """What leaves with a trolley; `room`: another one, whose machines are offered too."""

    template = "bookings/content.html"

    bookable: Bookable
    room: Room | None
    rooms: list[tuple[int, str, bool]]


@require_http_methods(FORM)
def content(request: SchoolRequest, uai: str, bookable: int) -> HttpResponse:
    """What leaves with a trolley."""
    _refuse_others(request)
    row = _bookable(request, bookable)
    if row.equipment is None:
        raise Http404
    room = _room_looked_in(request)
    form = ContentForm(request.POST or None, school=row.school, container=row.equipment, room=room)
    return form_page(
        request,
        BookableContent(form=form, bookable=row, room=room, rooms=_rooms(row.equipment, room)),
        lambda values: actions.put_away(row, values["items"], now=timezone.now(), by=request.actor),
        success=lambda changes: f"{counted(changes, 'changement', 'changements')} dans « {row} ».",
        next_page=address("bookings:bookable_list", uai),
    )


def _room_looked_in(request: SchoolRequest) -> Room | None:
    """`?salle=`: another room, whose machines are offered too."""
    key = request.GET.get("salle", "")
    return get_or_404(Room.objects.visible_to(request.member), pk=key) if is_id(key) else None


def _rooms(container: Equipment, room: Room | None) -> list[tuple[int, str, bool]]:
    """The rooms to choose from, and the one chosen."""
    return [
        (key, f"{name} ({count})", room is not None and key == room.pk)
        for key, name, count in rooms_to_look_in(container)
    ]


def _set_offered(request: SchoolRequest, bookable: int, success: str, *, is_offered: bool) -> HttpResponse:
    """One button: off the list, or on it again."""
    _refuse_others(request)
    row = _bookable(request, bookable)
    return button_page(
        request,
        lambda: _with_lessons(actions.set_offered(row, is_offered=is_offered, by=request.actor)),
        success=success.format(row),
        next_page=address("bookings:bookable_list", request.member.school.uai),
    )


@require_POST
def bookable_withdraw(request: SchoolRequest, uai: str, bookable: int) -> HttpResponse:
    success = "« {} » ne se réserve plus. Ce qui est déjà réservé reste."
    return _set_offered(request, bookable, success, is_offered=False)


@require_POST
def bookable_put_back(request: SchoolRequest, uai: str, bookable: int) -> HttpResponse:
    return _set_offered(request, bookable, "« {} » se réserve de nouveau.", is_offered=True)
