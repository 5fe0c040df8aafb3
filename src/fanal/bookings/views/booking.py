"""« Réserver »: the week of one thing, and what is booked in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanal.accounts.models import Person, School
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions import booking as actions
from fanal.bookings.forms.booking import BookForm
from fanal.bookings.models import Bookable, Booking
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.cells import reader_for
from fanal.bookings.reading.eligibility import Repeats, eligibility_of, repeats_of
from fanal.bookings.reading.own import FIRST_OWN, MOST_OWN, content_words, own_to_come
from fanal.bookings.reading.week import offered_to
from fanal.bookings.rules.booking import Repeat
from fanal.bookings.views.around import week_with_around
from fanal.bookings.views.grid import AroundWeek, BookingWeek, WeekGrid, day_shown
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import Page, render
from fanal.core.text.french import counted
from fanal.core.text.words import number_of
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.rules.periods import Period, Slot

MOST_NAMED = 5  # days left out that a sentence names


def _thing(request: SchoolRequest, things: list[Bookable], own: list[Booking]) -> Bookable | None:
    """`?quoi=`: the thing to show; else the one that they have next, or the first by name."""
    by_key = {one.pk: one for one in things}
    wanted = [number_of(request.GET.get("quoi", "")), *(one.bookable_id for one in own if not one.is_lost)]
    known = (by_key[key] for key in wanted if key in by_key)
    return next(known, things[0] if things else None)


def _week(
    request: SchoolRequest, week: WeekGrid, around: AroundWeek, form: BookForm, reasons: list[str]
) -> BookingWeek:
    return BookingWeek(
        grid=week,
        ticked=request.POST.getlist("case"),
        around=around,
        closes=_closes(request),
        form=form,
        reasons=reasons,
    )


@require_http_methods(FORM)
def week_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """The grid of one thing: GET shows a week, POST books the cells that were ticked."""
    require(policies.book, request.actor, None)
    member, now = request.member, timezone.now()
    periods, things, reader = periods_of(member.school), offered_to(member), reader_for(member, now)
    own = own_to_come(member, now, most=MOST_OWN if "miennes" in request.GET else FIRST_OWN + 1)
    bookable, day = _thing(request, things, own), day_shown(request, periods, reader)
    if bookable is None or not periods:
        return _nothing_yet(request)
    form = _book_form(request, periods)
    if form.is_bound and form.is_valid() and _asks_first(form):
        return render(request, _preview(request, bookable, form, day, now))

    def show(reasons: list[str]) -> BookingWeek:
        week, around = week_with_around(request, bookable, things, own, day, periods, reader)
        return _week(request, week, around, form, reasons)

    return _booked(request, bookable, form, show, now)


def _booked(
    request: SchoolRequest,
    bookable: Bookable,
    form: BookForm,
    show: Callable[[list[str]], BookingWeek],
    now: datetime,
) -> HttpResponse:
    """Book the cells that were ticked, or show the week."""
    uai = request.member.school.uai
    return form_page(
        request,
        form,
        lambda values: _book(request, bookable, values, now),
        success=lambda sentence: sentence,
        next_page=lambda _: week_address(uai, bookable, form.cleaned_data["case"][0].day),
        show=show,
    )


@dataclass(frozen=True, kw_only=True)
class NothingToBook(Page):
    """The page before anything can be booked."""

    template = "bookings/nothing_yet.html"

    school: School


def _nothing_yet(request: SchoolRequest) -> HttpResponse:
    annotate_permissions([request.member.school], policies.manage_bookings, to=request.actor)
    return render(request, NothingToBook(school=request.member.school))


def _book_form(request: SchoolRequest, periods: list[Period]) -> BookForm:
    """The form under the grid; whoever may close a slot is told that its words say why."""
    form = BookForm(
        request.POST if request.method == "POST" else None,
        school=request.member.school,
        today=request.today,
        periods=periods,
        for_somebody=_for_somebody(request),
    )
    if policies.manage_bookings(request.actor, None) and not _for_somebody(request):
        form.fields["about"].widget.attrs["placeholder"] = "Classe, ou pourquoi fermer"
    return form


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
        bookings = actions.book(bookable, slots, about, **how)
        if person is None:
            return f"{bookable} : c’est fermé, et la grille dit pourquoi."
        whom = "vous" if person == request.member.person else str(person)
        if bookings[0].is_asked:
            sentence = f"{bookable} : le créneau vous est gardé, un accord est demandé. {_devices(bookings)}"
            return sentence.strip()
        return f"{bookable} : c’est réservé pour {whom}. {_devices(bookings)}".strip()
    days = _repeats(request, bookable, values, now).slots
    bookings, skipped = actions.book_free(bookable, days, about, **how)
    done = (
        ("créneau fermé", "créneaux fermés")
        if person is None
        else ("réservation faite", "réservations faites")
    )
    sentence = f"{bookable} : {counted(len(bookings), *done)}."
    not_done = counted(len(skipped), "créneau est sauté", "créneaux sont sautés")
    return f"{sentence} {not_done} : {_days(skipped)}." if skipped else sentence


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


def _devices(bookings: list[Booking]) -> str:
    """« 13 sur 15 » at once, so that nobody finds out before the class."""
    words = content_words(bookings[0])
    return f"Appareils : {words}, le reste est en réparation ou prêté." if "sur" in words else ""


def _repeats(request: SchoolRequest, bookable: Bookable, values: dict[str, Any], now: datetime) -> Repeats:
    member, is_team = request.member, request.actor.has(*TEAM)
    may = eligibility_of(bookable, _whose(request, values), member.school, now=now, is_team=is_team)
    return repeats_of(values["case"], values["repeat"], bookable, may)


@dataclass(frozen=True, kw_only=True)
class RepeatPreview(Page):
    """What comes again each week, before it is booked."""

    template = "bookings/repeat.html"

    bookable: Bookable
    form: BookForm
    repeats: Repeats
    cells: list[str]
    closes: bool
    back: str


def _preview(
    request: SchoolRequest, bookable: Bookable, form: BookForm, day: date, now: datetime
) -> RepeatPreview:
    return RepeatPreview(
        bookable=bookable,
        form=form,
        repeats=_repeats(request, bookable, form.cleaned_data, now),
        cells=request.POST.getlist("case"),
        closes=_closes(request),
        back=week_address(request.member.school.uai, bookable, day),
    )
