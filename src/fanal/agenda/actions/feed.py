"""The secret link of a person's calendar: making one, replacing it, taking it back."""

import secrets
from datetime import datetime

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.agenda.models import TaskFeed
from fanal.agenda.policies import year as policies
from fanal.core import journal

SEED_BYTES = 16


@transaction.atomic
def make_feed(person: Person, *, now: datetime, by: Actor) -> TaskFeed:
    """A link; made again, another one, and the former opens nothing from the next reading on."""
    require(policies.keep_feed, by, person)
    feed, _ = TaskFeed.objects.update_or_create(
        school_id=person.school_id,
        person=person,
        defaults={"seed": secrets.token_hex(SEED_BYTES), "made_at": now},
    )
    journal.noted(feed, by=by, verb="missions.feed_made", chain=journal.Chain.SECURITY)
    return feed


@transaction.atomic
def revoke_feed(person: Person, *, by: Actor) -> bool:
    """Its link opens nothing any more; False when there was none."""
    require(policies.keep_feed, by, person)
    feed = (
        TaskFeed.objects.for_school(person.school_id)
        .filter(person=person)
        .select_for_update(of=("self",))
        .first()
    )
    if feed is None:
        return False
    journal.noted(feed, by=by, verb="missions.feed_revoked", chain=journal.Chain.SECURITY)
    feed.delete()
    return True
