"""« Quelqu’un la veut aussi »: waiting for a slot, no longer waiting, and being told that it is free."""

from datetime import datetime

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.bookings.actions import notices
from fanal.bookings.models import Bookable, WaitingListEntry
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.week import MOST_WAITS
from fanal.core.errors import RuleBroken
from fanal.equipment.models import Custody
from fanal.equipment.reading.custody import custodies_of
from fanal.timetable.rules.periods import Slot


def is_free(bookable: Bookable, slot: Slot, now: datetime) -> bool:
    """Nobody has it, and it is still to begin: there is nothing to wait for. One question."""
    starts, ends = slot.bounds(bookable.school.zone_info)
    return starts > now and not custodies_of(bookable.thing, starts, ends).exists()


@transaction.atomic
def wait_for(bookable: Bookable, slot: Slot, *, person: Person, now: datetime, by: Actor) -> WaitingListEntry:
    """They are told when it frees itself; the first who books it has it. Asked twice is asked once."""
    require(policies.book, by, None)
    bookable = Bookable.objects.for_school(bookable.school_id).locked(bookable.pk)
    if not bookable.is_offered or not bookable.is_for(by):
        raise RuleBroken(f"« {bookable} » ne se réserve pas.")
    starts, ends = slot.bounds(bookable.school.zone_info)
    if starts <= now:
        raise RuleBroken("Ce créneau a commencé : choisissez-en un autre.")
    custodies = custodies_of(bookable.thing, starts, ends)
    if not custodies.exists():
        raise RuleBroken("Ce créneau est libre : réservez-le.")
    if not custodies.filter(kind=Custody.Kind.BOOKING).exists():
        raise RuleBroken("Un cours ou un prêt le tient : il ne se libère pas de lui-même.")
    if custodies.filter(person=person).exists():
        raise RuleBroken("Vous avez déjà ce créneau.")
    Person.objects.for_school(bookable.school_id).locked(person.pk)  # counted one after the other
    waiting = WaitingListEntry.objects.for_school(bookable.school_id).filter(person=person, ends_at__gt=now)
    if waiting.count() >= MOST_WAITS:
        raise RuleBroken(f"Vous attendez déjà {MOST_WAITS} créneaux : n’en attendez plus un, d’abord.")
    waiting.filter(
        bookable=bookable, starts_at=starts, told_at__isnull=False
    ).delete()  # told, and taken again
    entry, _ = WaitingListEntry.objects.get_or_create(
        school=bookable.school,
        bookable=bookable,
        person=person,
        starts_at=starts,
        defaults={"ends_at": ends, "periods": slot.codes, "made_at": now},
    )
    return entry


@transaction.atomic
def stop_waiting(entry: WaitingListEntry, *, by: Actor) -> None:
    entry = WaitingListEntry.objects.for_school(entry.school_id).locked(entry.pk)
    require(policies.stop_waiting, by, entry)
    entry.delete()


def tell_free(bookable: Bookable, starts: datetime, ends: datetime, *, now: datetime, by: Actor) -> None:
    """Whoever waits for a part of this time is told, once. In the transaction that frees it."""
    rows = WaitingListEntry.objects.for_school(bookable.school_id).filter(bookable=bookable, told_at=None)
    near = rows.over(max(starts, now), ends).filter(ends_at__gt=now, person__isnull=False)
    for entry in near.select_related("person").select_for_update(of=("self",)).order_by("pk"):
        is_free = not custodies_of(bookable.thing, max(entry.starts_at, now), entry.ends_at).exists()
        if is_free and entry.person_id != by.person_id:
            entry.told_at = now
            entry.save(update_fields=["told_at"])
            notices.tell_free(entry, now=now)
