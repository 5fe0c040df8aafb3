"""The bookings of one person to come, and how much of its trolley leaves with one."""

from datetime import datetime

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import Case, Exists, Func, OuterRef, Q, QuerySet, When

from fanal.accounts.models.member import Member
from fanal.bookings.models import Bookable, Booking, WaitingListEntry
from fanal.bookings.models.booking import BookingQuerySet
from fanal.bookings.rules.booking import CHECKED_WITHIN, HOLDING, LOST, BookingState, left_of
from fanal.core.database.prepared import prepared
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.reading.faults import OpenFault, open_faults

KEPT = (*HOLDING, BookingState.BACK)
MOST_FAULTS = 5  # said of a thing to whoever is about to use it
MOST_OWN = 40  # bookings to come that a page lists
FIRST_OWN = 6  # beside the grid, before « Voir toutes »

LOST_FIRST = Case(When(state__in=LOST, then=0), default=1)


def _wanted(school_id: int, person_id: int, now: datetime) -> BookingQuerySet:
    """What somebody has and is not over, and what was refused or taken for an exam, until its hour."""
    theirs = Booking.objects.for_school(school_id).filter(custody__person=person_id)
    to_come = Q(state__in=HOLDING, custody__span__endswith__gt=now)
    lost = Q(state__in=LOST, custody__span__startswith__gt=now) & ~Q(reply="")
    return theirs.filter(to_come | lost).with_thing()


@prepared
def _to_come(school_id: int, person_id: int, now: datetime, *, most: int) -> BookingQuerySet:
    return _wanted(school_id, person_id, now).order_by(LOST_FIRST, "custody__span", "pk")[:most]


def own_to_come(member: Member, now: datetime, *, most: int = MOST_OWN) -> list[Booking]:
    """Those that somebody refused or took for an exam, with the reason, then the next ones."""
    return _to_come(member.school.pk, member.person.pk, now, most=most) if member.person else []


@prepared
def _near(school_id: int, person_id: int, now: datetime, until: datetime, *, most: int) -> BookingQuerySet:
    near = Q(custody__span__startswith__lt=until) | Q(state__in=LOST)
    return _wanted(school_id, person_id, now).filter(near).order_by(LOST_FIRST, "custody__span", "pk")[:most]


def own_near(member: Member, now: datetime, until: datetime, *, most: int) -> list[Booking]:
    """The next ones, after those refused or taken for an exam, however far: nobody comes for nothing."""
    return _near(member.school.pk, member.person.pk, now, until, most=most) if member.person else []


def _freed(school_id: int, person_id: int, now: datetime) -> QuerySet[WaitingListEntry]:
    entries = WaitingListEntry.objects.for_school(school_id).filter(
        person=person_id, starts_at__gt=now, told_at__isnull=False
    )
    thing = Q(room=OuterRef("bookable__room")) | Q(equipment=OuterRef("bookable__equipment"))
    bounds = (OuterRef("starts_at"), OuterRef("ends_at"))
    span = Func(*bounds, function="tstzrange", output_field=DateTimeRangeField())
    custodies = Custody.objects.for_school(school_id).held().filter(thing, span__overlap=span)
    offered = entries.filter(~Exists(custodies), bookable__is_offered=True)
    return offered.select_related("bookable__room", "bookable__equipment").order_by("starts_at", "pk")[:1]


def freed_slot(member: Member, now: datetime) -> WaitingListEntry | None:
    """The first slot that they waited for, were told of, and that nobody has taken since."""
    return _freed(member.school.pk, member.person.pk, now).first() if member.person else None


@prepared
def _to_check(school_id: int, person_id: int, since: datetime, now: datetime) -> BookingQuerySet:
    mine = Booking.objects.for_school(school_id).filter(custody__person=person_id, state=BookingState.HELD)
    parts = Custody.objects.for_school(school_id).filter(within=OuterRef("custody"))
    ended = mine.filter(Exists(parts), custody__span__endswith__range=(since, now))
    return ended.with_thing().order_by("custody__span", "pk")[:1]


def kit_to_check(member: Member, now: datetime) -> Booking | None:
    """The first of their trolleys of the last days that nobody said was complete."""
    if member.person is None:
        return None
    booking: Booking | None = _to_check.first(member.school.pk, member.person.pk, now - CHECKED_WITHIN, now)
    return booking


def later_of_series(booking: Booking, now: datetime) -> BookingQuerySet:
    """Those that « chaque semaine » made after this one, which can still be cancelled."""
    rows = Booking.objects.for_school(booking.school_id).holding().filter(series=booking.series)
    return rows.filter(custody__span__startswith__gt=max(booking.starts, now))


def content_of(booking: Booking) -> EquipmentQuerySet:
    """What left with it, by name: for « tout était là ? »."""
    parts = Custody.objects.for_school(booking.school_id).filter(within=booking.custody).held()
    rows = Equipment.objects.for_school(booking.school_id)
    return rows.filter(pk__in=parts.values("equipment")).order_by("name")


def faults_of(bookable: Bookable, reader: Member) -> list[OpenFault]:
    """What is said to be broken of it, and of what is kept in it: before the lesson, not in it."""
    room_id, equipment_id = bookable.room_id or 0, bookable.equipment_id or 0
    return open_faults(reader, room_id=room_id, equipment_id=equipment_id)[:MOST_FAULTS]


def content_words(booking: Booking) -> str:
    """« 13 sur 15 »: what leaves with it, among what is kept in it; nothing where nothing is."""
    equipment = booking.custody.equipment_id
    if equipment is None or booking.state not in KEPT:
        return ""
    total = Equipment.objects.for_school(booking.school_id).filter(kept_in=equipment).count()
    if not total:
        return ""
    parts = Custody.objects.for_school(booking.school_id).filter(within=booking.custody).held().count()
    return left_of(parts, max(total, parts))
