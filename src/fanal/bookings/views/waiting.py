"""« Quelqu’un la veut aussi »: asking to be told when a slot frees itself."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions import waiting as actions
from fanal.bookings.models import Bookable, WaitingListEntry
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.week import offered_to
from fanal.bookings.rules.booking import is_out_of_reach
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.text.words import number_of
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.rules.periods import Slot, runs


def _slot(request: SchoolRequest) -> tuple[Bookable, Slot]:
    """`?quoi=`: a thing they can book; `?case=`: one period of one day, as in the grid."""
    wanted = number_of(request.GET.get("quoi", ""))
    bookable = next((one for one in offered_to(request.member) if one.pk == wanted), None)
    day, _, code = request.GET.get("case", "").partition(" ")
    try:
        cell = (date.fromisoformat(day), code)
    except ValueError:
        raise Http404 from None
    slots = runs([cell], periods_of(request.member.school))
    if bookable is None or not slots or is_out_of_reach(slots[0].day, request.today):
        raise Http404
    return bookable, slots[0]


@dataclass(frozen=True, kw_only=True)
class SlotWaiting(Page):
    template = "bookings/waiting.html"

    bookable: Bookable
    slot: Slot
    own: WaitingListEntry | None
    back: str


@require_http_methods(FORM)
def waiting_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """GET says what waiting means; POST waits. What is free is booked from the grid instead."""
    require(policies.book, request.actor, None)
    if "case" not in request.GET:
        return redirect("bookings:week", uai)
    (bookable, slot), person = _slot(request), request.member.own_person
    back = week_address(uai, bookable, slot.day)
    if actions.is_free(bookable, slot, timezone.now()):
        messages.info(request, f"Ce créneau est libre ({slot.words}) : cochez-le pour le réserver.")
        return redirect(back)
    if request.method == "POST":
        return button_page(
            request,
            lambda: actions.wait_for(bookable, slot, person=person, now=timezone.now(), by=request.actor),
            success="Un courriel vous préviendra si ce créneau se libère.",
            next_page=back,
        )
    starts, _ = slot.bounds(request.member.school.zone_info)
    entries = WaitingListEntry.objects.visible_to(request.member)
    own = entries.filter(bookable=bookable, starts_at=starts).first()
    return render(request, SlotWaiting(bookable=bookable, slot=slot, own=own, back=back))


@require_POST
def waiting_stop(request: SchoolRequest, uai: str, waiting_list_entry: int) -> HttpResponse:
    entries = WaitingListEntry.objects.visible_to(request.member)
    entry: WaitingListEntry = get_or_404(entries, pk=waiting_list_entry)
    day = entry.starts_at.astimezone(request.member.school.zone_info).date()
    return button_page(
        request,
        lambda: actions.stop_waiting(entry, by=request.actor),
        success="Vous n’attendez plus ce créneau.",
        next_page=week_address(uai, entry.bookable, day),
    )
