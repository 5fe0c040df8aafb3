"""« Ce qui se réserve »: the things, their limits, what is kept in them, the lesson periods."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.bookings.actions import bookable as actions
from fanal.bookings.actions.timetable import hold_room
from fanal.bookings.forms.manage import ContentForm, LimitsForm, ModelForm, OfferForm, PeriodsForm
from fanal.bookings.models import Bookable
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.content import rooms_to_look_in
from fanal.bookings.reading.week import periods_of
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, render_page
from fanal.core.words import is_id
from fanal.equipment.models import Equipment, Room

HOURS_KEPT = "Les heures de cours sont enregistrées."
OLD_HOURS = "Les réservations déjà faites gardent leurs anciennes heures."


def _refuse_others(request: SchoolRequest) -> None:
    require(policies.manage_bookings, request.actor, None)


def _bookable_or_404(request: SchoolRequest, bookable: int) -> Bookable:
    rows = Bookable.objects.for_school(request.member.school).listed()
    found: Bookable = get_or_404(rows, pk=bookable)
    return found


def _with_lessons(bookable: Bookable) -> Bookable:
    """A room that can be booked from now on is taken by the lessons of the timetable in force."""
    if bookable.room is not None and bookable.is_offered:
        hold_room(bookable.room, now=timezone.now())
    return bookable


@require_safe
def bookable_list(request: SchoolRequest, uai: str) -> HttpResponse:
    _refuse_others(request)
    school = request.member.school
    rows = sorted(
        Bookable.objects.for_school(school).listed(), key=lambda one: (not one.is_offered, str(one))
    )
    context = {"rows": rows, "periods": periods_of(school)}
    return render_page(request, "bookings/bookable_list.html", context)


@require_http_methods(FORM)
def bookable_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school

    def save(values: dict[str, Any]) -> Bookable:
        thing, approvers = values.pop("thing"), values.pop("approvers")
        made = actions.offer(school, thing, values, approvers=approvers, by=request.actor)
        return _with_lessons(made)

    return form_page(
        request,
        OfferForm(request.POST or None, school=school),
        save,
        template="bookings/bookable_form.html",
        success=lambda made: f"« {made} » se réserve.",
        next_page=lambda made: address(
            "bookings:content" if made.equipment_id else "bookings:bookable_list",
            uai,
            *([made.pk] if made.equipment_id else []),
        ),
        context={"title": "Ajouter ce qui se réserve"},
        require=lambda: _refuse_others(request),
    )


@require_http_methods(FORM)
def bookable_change(request: SchoolRequest, uai: str, bookable: int) -> HttpResponse:
    _refuse_others(request)
    found = _bookable_or_404(request, bookable)

    def save(values: dict[str, Any]) -> Bookable:
        approvers = values.pop("approvers")
        return actions.change_bookable(found, values, approvers=approvers, by=request.actor)

    return form_page(
        request,
        LimitsForm(request.POST or None, school=request.member.school, instance=found),
        save,
        template="bookings/bookable_form.html",
        success=SAVED,
        next_page=address("bookings:bookable_list", uai),
        context={"title": str(found), "bookable": found},
    )


@require_http_methods(FORM)
def content(request: SchoolRequest, uai: str, bookable: int) -> HttpResponse:
    """What leaves with a trolley."""
    _refuse_others(request)
    found = _bookable_or_404(request, bookable)
    if found.equipment is None:
        raise Http404

    room = _room_looked_in(request)

    def said(changed: int) -> str:
        return f"{counted(changed, 'changement', 'changements')} dans « {found} »."

    return form_page(
        request,
        ContentForm(request.POST or None, school=found.school, container=found.equipment, room=room),
        lambda values: actions.put_away(found, values["items"], now=timezone.now(), by=request.actor),
        template="bookings/content.html",
        success=said,
        next_page=address("bookings:bookable_list", uai),
        context={"bookable": found, "room": room, "rooms": _rooms(found.equipment, room)},
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
    found = _bookable_or_404(request, bookable)
    return button_page(
        request,
        lambda: _with_lessons(actions.set_offered(found, is_offered=is_offered, by=request.actor)),
        success=success.format(found),
        next_page=address("bookings:bookable_list", request.member.school.uai),
    )


@require_POST
def bookable_withdraw(request: SchoolRequest, uai: str, bookable: int) -> HttpResponse:
    said = "« {} » ne se réserve plus. Ce qui est déjà réservé reste."
    return _set_offered(request, bookable, said, is_offered=False)


@require_POST
def bookable_put_back(request: SchoolRequest, uai: str, bookable: int) -> HttpResponse:
    return _set_offered(request, bookable, "« {} » se réserve de nouveau.", is_offered=True)


@require_http_methods(FORM)
def lesson_periods(request: SchoolRequest, uai: str) -> HttpResponse:
    """The hours of lessons: a usual week first, then line by line."""
    _refuse_others(request)
    school = request.member.school
    known = periods_of(school)
    is_first = not known
    form: Any = (
        ModelForm(request.POST or None)
        if is_first
        else PeriodsForm(request.POST or None, school=school, known=known)
    )

    def save(_: dict[str, Any]) -> object:
        periods = form.periods() if is_first else form.periods
        return actions.keep_periods(school, periods, by=request.actor)

    return form_page(
        request,
        form,
        save,
        template="bookings/lesson_periods.html",
        success=HOURS_KEPT if is_first else f"{HOURS_KEPT} {OLD_HOURS}",
        next_page=address("bookings:lesson_periods" if is_first else "bookings:bookable_list", uai),
        context={"is_first": is_first},
    )
