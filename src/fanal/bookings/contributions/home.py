"""One's own bookings of these days, and those that wait for one's answer, on the home page."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.bookings.models import Approver, Booking, WaitingListEntry
from fanal.bookings.models.booking import BookingQuerySet
from fanal.bookings.reading.addresses import week_address
from fanal.bookings.reading.own import freed_slot, kit_to_check, own_near
from fanal.bookings.rules.booking import BookingState
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_DAY, HOME_TASK, HomeDay, HomeTask
from fanal.core.registry import register
from fanal.core.templatetags.fanal import day_words
from fanal.core.text.french import counted

SHOWN, SOON = 4, timedelta(days=7)


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """Whether they booked anything yet, so that the page of whoever did not asks nothing more."""
    if member.person is None:
        return {}
    theirs = Booking.objects.for_school(OuterRef("pk")).filter(custody__person=member.person)
    waits = WaitingListEntry.objects.for_school(OuterRef("pk")).filter(person=member.person)
    return {
        "has_bookings": Exists(theirs),
        "waits_told": Exists(waits.filter(told_at__isnull=False, ends_at__date__gte=today)),
        "bookings_to_decide": count_of(_to_decide(member)),
    }


def _to_decide(member: Member) -> BookingQuerySet:
    """Whether any may wait: the facts know the day alone, and the hourly job frees what began unanswered."""
    asked = Booking.objects.for_school(OuterRef("pk")).filter(state=BookingState.ASKED)
    if member.has(*TEAM):
        return asked
    named = Approver.objects.for_school(OuterRef("school_id")).filter(person=member.person)
    return asked.filter(bookable__in=named.values("bookable"))


@register(HOME_TASK, "bookings.checks")
def to_check(member: Member, today: date) -> list[HomeTask]:
    """« Tout était là ? », once its lesson is over (one query, for those who booked)."""
    if member.person is None or not home_facts(member, today).has_bookings:
        return []
    first = kit_to_check(member, timezone.now())
    if first is None:
        return []
    what, detail = f"{first.bookable} : tout était là ?", "Un geste, pour la classe qui suit"
    url = address("bookings:booking_page", member.school.uai, first.pk)
    return [HomeTask(what, url, "Répondre", detail, "devices", "year", is_decision=False)]


@register(HOME_TASK, "bookings.freed")
def freed(member: Member, today: date) -> list[HomeTask]:
    """A slot that they waited for is free: the first who books it has it (one query, if they were told)."""
    if member.person is None or not home_facts(member, today).waits_told:
        return []
    first = freed_slot(member, timezone.now())
    if first is None:
        return []
    day = first.starts_at.astimezone(member.school.zone_info).date()
    what = f"{first.bookable} : le créneau que vous attendiez est libre"
    detail = f"{day_words(day, 'l j F')}, {first.periods}. Le premier qui le réserve l’a."
    url = week_address(member.school.uai, first.bookable, day)
    return [HomeTask(what, url, "Réserver", detail, "calendar", "year", is_decision=False)]


@register(HOME_TASK, "bookings.decisions")
def to_decide(member: Member, today: date) -> list[HomeTask]:
    """As many as their page lists (one query, for those who may have some)."""
    if member.person is None or not home_facts(member, today).bookings_to_decide:
        return []
    if not (count := Booking.objects.decided_by(member).to_decide(timezone.now()).count()):
        return []
    what = f"{counted(count, 'réservation attend', 'réservations attendent')} votre accord"
    url = address("bookings:to_decide", member.school.uai)
    return [HomeTask(what, url, "Répondre", "Le créneau est gardé en attendant", "calendar", "year")]


@register(HOME_DAY, "bookings")
def near(member: Member, today: date) -> list[HomeDay]:
    """The next four of the week, and what was taken of it (one query, for those who have some)."""
    if member.person is None or not home_facts(member, today).has_bookings:
        return []
    zone, now = member.school.zone_info, timezone.now()
    until = datetime.combine(today + SOON + timedelta(days=1), time(), zone)
    return [
        HomeDay(
            booking.starts.astimezone(zone).date(),
            str(booking.bookable),
            address("bookings:booking_page", member.school.uai, booking.pk),
            booking.periods.replace(" ", ", "),
            _detail(booking),
        )
        for booking in own_near(member, now, until, most=SHOWN)
    ]


def _detail(booking: Booking) -> str:
    """« 4e A », « à accorder », « 4e A · il n’y reste rien », « annulé : Pris pour « Pix 3e » »."""
    if booking.is_lost:
        return f"{booking.get_state_display().lower()} : {booking.reply.rstrip('.')}"
    about = "à accorder" if booking.is_asked else booking.about
    return " · ".join(filter(None, [about, booking.left_words]))
