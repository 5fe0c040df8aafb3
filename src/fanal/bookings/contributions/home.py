"""One's own bookings of these days, on the home page."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.reading.home_facts import home_facts
from fanal.bookings.models import Booking
from fanal.bookings.reading.own import own_to_come
from fanal.core.addresses import address
from fanal.core.cards import HomeDay
from fanal.core.registry import HOME_DAY, HOME_FACT, register

SHOWN, SOON = 4, timedelta(days=7)


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """Whether they booked anything yet, so that the page of whoever did not asks nothing more."""
    theirs = Booking.objects.for_school(OuterRef("pk")).held().filter(custody__person=member.person)
    return {"has_bookings": Exists(theirs)}


@register(HOME_DAY, 20)
def near(member: Member, today: date) -> list[HomeDay]:
    """The next four of the week (one query, for those who have some)."""
    if member.person is None or not home_facts(member, today).has_bookings:
        return []
    zone = member.school.zone_info
    return [
        HomeDay(
            booking.starts.astimezone(zone).date(),
            str(booking.bookable),
            address("bookings:booking_page", member.school.uai, booking.pk),
            booking.periods.replace(" ", ", "),
            booking.about,
        )
        for booking in own_to_come(member, timezone.now(), most=SHOWN)
        if booking.starts.astimezone(zone).date() <= today + SOON
    ]
