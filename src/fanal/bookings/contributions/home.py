"""One's own bookings of these days, on the home page."""

from datetime import date, timedelta

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.bookings.reading.own import own_to_come
from fanal.core.addresses import address
from fanal.core.cards import HomeDay
from fanal.core.registry import HOME_DAY, register

SOON = timedelta(days=7)


@register(HOME_DAY, 20)
def near(member: Member, today: date) -> list[HomeDay]:
    """The next four of the week (one query)."""
    if member.person is None:
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
        for booking in own_to_come(member, timezone.now())[:4]
        if booking.starts.astimezone(zone).date() <= today + SOON
    ]
