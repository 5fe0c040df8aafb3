"""What is held changes: whoever booked it hears of it."""

from collections.abc import Collection

from django.utils import timezone

from fanal.bookings.actions.shortfall import tell_later
from fanal.core.registry import CUSTODY_CONTENT, register


@register(CUSTODY_CONTENT)
def tell_bookers(school_id: int, custodies: Collection[int]) -> None:
    """In the transaction that takes something from these custodies, or gives it back."""
    tell_later(school_id, custodies, now=timezone.now())
