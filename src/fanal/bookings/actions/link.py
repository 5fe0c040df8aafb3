"""The secret links of bookings: making one, another one, taking it back."""

import secrets
from datetime import datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.bookings.models import Bookable, BookingLink
from fanal.bookings.policies import booking as policies
from fanal.core import journal

SEED_BYTES = 16


@transaction.atomic
def make_link(
    school: School, bookable: Bookable | None, *, shows_names: bool, now: datetime, by: Actor
) -> BookingLink:
    """Of a thing, or of the screen in the hall. Made again, the former opens nothing any more."""
    School.objects.held(school.pk)
    require(policies.manage_bookings, by, None)
    seed = secrets.token_hex(SEED_BYTES)
    link, _ = BookingLink.objects.update_or_create(
        school=school, bookable=bookable, defaults={"seed": seed, "shows_names": shows_names, "made_at": now}
    )
    journal.noted(link, by=by, verb="bookings.link_made", chain=journal.Chain.SECURITY)
    return link


@transaction.atomic
def revoke_link(link: BookingLink, *, by: Actor) -> None:
    """It opens nothing from the next reading on."""
    link = BookingLink.objects.for_school(link.school_id).locked(link.pk)
    require(policies.manage_bookings, by, None)
    journal.noted(link, by=by, verb="bookings.link_revoked", chain=journal.Chain.SECURITY)
    link.delete()
