"""Where the week of a thing stands."""

from datetime import date
from urllib.parse import urlencode

from fanal.bookings.models import Bookable
from fanal.core.addresses import address


def week_address(uai: str, bookable: Bookable, day: date) -> str:
    query = urlencode({"quoi": bookable.pk, "le": day.isoformat()})
    return f"{address('bookings:week', uai)}?{query}"
