"""« Réserver »: the week of one thing, and what is booked in it."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import Person
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.bookings.actions import booking as actions
from fanal.bookings.forms.booking import BookForm
from fanal.bookings.models import Bookable, Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.cells import GridReader, reader_for
from fanal.bookings.reading.eligibility import Repeats, eligibility_of, repeats_of
from fanal.bookings.reading.own import FIRST_OWN, MOST_OWN, content_said, own_to_come
from fanal.bookings.reading.week import Week, free_now, offered_to, periods_of
from fanal.bookings.rules.booking import Repeat, left_of
from fanal.bookings.rules.periods import Period, Slot
from fanal.bookings.views.grid import day_shown, for_whom, grid
from fanal.core.form_page import form_page
from fanal.core.http import FORM, UNPROCESSABLE, render_page
from fanal.core.templatetags.fanal import day_words
from fanal.core.words import number_of

MOST_CHIPS = 12  # beyond, a list to choose from
MOST_NAMED = 5  # days left out that a sentence names


def _chosen(request: SchoolRequest, things: list[Bookable], mine: list[Booking]) -> Bookable | None:
    """`?quoi=`: the thing to show; else the one that they have next, or the first by name."""
    by_key = {one.pk: one for one in things}
    wanted = [number_of(request.GET.get("quoi", "")), *(one.bookable_id for one in mine if not one.is_lost)]
    found = (by_key[key] for key in wanted if key in by_key)
    return next(found, things[0] if things else None)


@require_http_methods(FORM)
def week_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """The grid of one thing: GET shows a week, POST books the cells that were ticked."""
    require(policies.book, request.actor, None)
    member, now = request.member, timezone.now()
    periods, things, reader = periods_of(member.school), offered_to(member), reader_for(member, now)
    mine = own_to_come(member, now, most=MOST_OWN if "miennes" in request.GET else FIRST_OWN + 1)
    bookable, day = _chosen(request, things, mine), day_shown(request, periods, reader)
    if bookable is None or not periods:
        context = {"things": things, "can_manage": policies.manage_bookings(request.actor, None)}
        return render_page(request, "bookings/nothing_yet.html", context)
    sent = request.POST if request.method == "POST" else None
    form = BookForm(
        sent, school=member.school, today=request.today, periods=periods, for_somebody=_for_somebody(request)
    )
    if policies.manage_bookings(request.actor, None) and not _for_somebody(request):
        form.fields["about"].widget.attrs["placeholder"] = "Classe, ou pourquoi fermer"
    if form.is_bound and form.is_valid() and _asks_first(form):
        return render_page(request, "bookings/repeat.html", _preview(request, bookable, form, day, now))

    def show(reasons: list[str]) -> HttpResponse:
        around_week = grid(request, bookable, day, periods, reader)
        context = {
            **around_week,
            "waits": _waits(request, around_week["week"], things),
            **_around(request, bookable, things, day, periods, reader),
            **_own(request, mine),
            "closes": _closes(request),
        }
        status = UNPROCESSABLE if form.is_bound else 200
        return render_page(
            request, "bookings/week.html", {**context, "form": form, "reasons": reasons}, status=status
        )

    return form_page(
        request,
        form,
        lambda values: _book(request, bookable, values, now),
        success=lambda said: said,
        next_page=lambda _: week_address(uai, bookable, form.cleaned_data["case"][0].day),
        show=show,
    )


def _own(request: SchoolRequest, mine: list[Booking]) -> dict[str, Any]:
    """Their first bookings to come; all of them where they ask for these."""
    wants_all = "miennes" in request.GET
    query = {**request.GET.dict(), "miennes": "toutes"}
    return {
        "mine": [(one, _said(one)) for one in (mine if wants_all else mine[:FIRST_OWN])],
        "all_mine": "" if wants_all or len(mine) <= FIRST_OWN else f"?{urlencode(query)}#miennes",
    }


def _waits(request: SchoolRequest, shown: Week, things: list[Bookable]) -> list[dict[str, Any]]:
    """What they wait for, each with its week and whether they were told that it freed itself."""
    by_key, zone = {one.pk: one for one in things}, request.member.school.zone_info
    return [
        {
            "entry": one,
            "thing": by_key[one.bookable_id],
            "said": f"{day_words(one.starts_at, 'l j F')}, {one.periods}",
            "url": week_address(
                request.member.school.uai,
                by_key[one.bookable_id],
                one.starts_at.astimezone(zone).date(),
            ),
        }
        for one in shown.waits
        if one.bookable_id in by_key
    ]


def _said(booking: Booking) -> str:
    """« mercredi 2 décembre, M2 · 4e A »; why, where it was refused."""
    said = f"{day_words(booking.starts, 'l j F')}, {booking.periods}"
    about = booking.reply if booking.is_lost else booking.about
    return f"{said} · {about}" if about else said


def _for_somebody(request: SchoolRequest) -> bool:
    """`?pour=`: the team books for a colleague."""
    return "pour" in request.GET and policies.book_for_somebody(request.actor, None)


def _asks_first(form: BookForm) -> bool:
    """What comes again each week is shown before it is booked."""
    return form.cleaned_data["repeat"] is not Repeat.ONCE and not form.cleaned_data["sure"]


def _book(request: SchoolRequest, bookable: Bookable, values: dict[str, Any], now: datetime) -> str:
    person = _whose(request, values)
    how: dict[str, Any] = {"person": person, "now": now, "by": request.actor}
    slots, about = values["case"], values["about"]
    if values["repeat"] is Repeat.ONCE:
        made = actions.book(bookable, slots, about, **how)
        if person is None:
            return f"{bookable} : c’est fermé, et la grille dit pourquoi."
        whom = "vous" if person == request.member.person else str(person)
        if made[0].is_asked:
            return f"{bookable} : le créneau vous est gardé, un accord est demandé. {_left(made)}".strip()
        return f"{bookable} : c’est réservé pour {whom}. {_left(made)}".strip()
    days = _repeats(request, bookable, values, now).slots
    made, skipped = actions.book_free(bookable, days, about, **how)
    done = (
        ("créneau fermé", "créneaux fermés")
        if person is None
        else ("réservation faite", "réservations faites")
    )
    said = f"{bookable} : {counted(len(made), *done)}."
    left_out = counted(len(skipped), "créneau est sauté", "créneaux sont sautés")
    return f"{said} {left_out} : {_days(skipped)}." if skipped else said


def _closes(request: SchoolRequest) -> bool:
    """« Fermer »: by whoever answers for bookings."""
    return "close" in request.POST and policies.manage_bookings(request.actor, None)


def _whose(request: SchoolRequest, values: dict[str, Any]) -> Person | None:
    """Nobody's where it is closed; else the colleague's, or one's own."""
    return None if _closes(request) else values.get("person") or request.member.own_person


def _days(slots: list[Slot]) -> str:
    """« mardi 8 décembre 2026, M2 ; … »: the first ones, and how many more."""
    named = [slot.words for slot in slots[:MOST_NAMED]]
    more = len(slots) - MOST_NAMED
    return " ; ".join([*named, f"et {counted(more, 'autre', 'autres')}"] if more > 0 else named)


def _left(made: list[Booking]) -> str:
    """« 13 sur 15 » at once, so that nobody finds out before the class."""
    said = content_said(made[0])
    return f"Appareils : {said}, le reste est en réparation ou prêté." if "sur" in said else ""


def _repeats(request: SchoolRequest, bookable: Bookable, values: dict[str, Any], now: datetime) -> Repeats:
    member, is_team = request.member, request.actor.has(*TEAM)
    may = eligibility_of(bookable, _whose(request, values), member.school, now=now, is_team=is_team)
    return repeats_of(values["case"], values["repeat"], bookable, may)


def _preview(
    request: SchoolRequest, bookable: Bookable, form: BookForm, day: date, now: datetime
) -> dict[str, Any]:
    return {
        "bookable": bookable,
        "form": form,
        "repeats": _repeats(request, bookable, form.cleaned_data, now),
        "cells": request.POST.getlist("case"),
        "closes": _closes(request),
        "back": week_address(request.member.school.uai, bookable, day),
    }


def _named(bookable: Bookable) -> tuple[str, str]:
    """« Valise 1 », « 13 sur 15 »; a room holds nothing to count."""
    return str(bookable), left_of(bookable.working, bookable.content) if bookable.content else ""


def _chip(one: Bookable, shown: Bookable, kept: str) -> dict[str, Any]:
    label, count = _named(one)
    return {
        "label": label,
        "url": f"?quoi={one.pk}{kept}",
        "count": count or None,
        "current": one == shown,
    }


def _around(
    request: SchoolRequest,
    bookable: Bookable,
    things: list[Bookable],
    day: date,
    periods: list[Period],
    reader: GridReader,
) -> dict[str, Any]:
    """What stands around the grid: the other things, what is free now, what the team may do."""
    is_this_week = day.isocalendar()[:2] == request.today.isocalendar()[:2]
    are_many, kept = len(things) > MOST_CHIPS, f"&le={day.isoformat()}{for_whom(request)}"
    return {
        "choices": [(one.pk, ", ".join(filter(None, _named(one))), one == bookable) for one in things],
        "things": [] if are_many else [_chip(one, bookable, kept) for one in things],
        "are_many": are_many,
        "free_now": free_now(things, periods, reader, request.actor) if is_this_week else None,
        "can_manage": policies.manage_bookings(request.actor, None),
        "for_somebody": f"{week_address(request.member.school.uai, bookable, day)}&pour=",
        "for_oneself": week_address(request.member.school.uai, bookable, day),
    }
