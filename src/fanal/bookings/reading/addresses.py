"""Where the week of a thing stands."""

from datetime import date
from urllib.parse import urlencode

from fanal.bookings.models import Bookable
from fanal.core.http.addresses import address


def week_address(uai: str, bookable: Bookable, day: date | None = None) -> str:
    """The week of a day; without one, that of the next lesson."""
    query = {"quoi": bookable.pk} | ({"le": day.isoformat()} if day else {})
    return f"{address('bookings:week', uai)}?{urlencode(query)}"
