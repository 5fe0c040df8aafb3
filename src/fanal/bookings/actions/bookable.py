"""What a school says of its bookings: what can be booked, what is kept in a trolley."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.bookings.models import Approver, Bookable
from fanal.bookings.policies import booking as policies
from fanal.bookings.rules.booking import BookingLimits, limits_refusals
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.actions.custody import keep_in
from fanal.equipment.models import Equipment, Room
from fanal.equipment.rules.states import PRESENT

LIMITS = ("days_ahead", "most_periods", "quota")


@transaction.atomic
def offer(
    school: School,
    thing: Room | Equipment,
    values: Mapping[str, Any],
    *,
    approvers: Iterable[Person] = (),
    by: Actor,
) -> Bookable:
    """It can be booked from now on; a thing that could be once is offered again."""
    require(policies.manage_bookings, by, None)
    _check(values)
    where = {"room" if isinstance(thing, Room) else "equipment": thing}
    known = Bookable.objects.for_school(school).filter(**where).select_for_update(of=("self",)).first()
    if known is not None:
        journal.write_changes(known, {**values, "is_offered": True}, by=by, verb="bookings.thing_changed")
        _name_approvers(known, approvers, by)
        return known
    if isinstance(thing, Equipment) and thing.kept_in_id is not None:
        raise RuleBroken(f"« {thing} » est rangé dans « {thing.kept_in} » : réservez l’ensemble.")
    bookable = Bookable.objects.create(school=school, **where, **values)
    journal.created(bookable, by=by, verb="bookings.thing_offered")
    _name_approvers(bookable, approvers, by)
    return bookable


@transaction.atomic
def change_bookable(
    bookable: Bookable, values: Mapping[str, Any], *, approvers: Iterable[Person], by: Actor
) -> Bookable:
    bookable = Bookable.objects.for_school(bookable.school_id).locked(bookable.pk)
    require(policies.manage_bookings, by, None)
    _check(values)
    journal.write_changes(bookable, values, by=by, verb="bookings.thing_changed")
    _name_approvers(bookable, approvers, by)
    return bookable


def _name_approvers(bookable: Bookable, people: Iterable[Person], by: Actor) -> None:
    """These grant its bookings from now on, and no longer the others."""
    wanted = {person.pk for person in people}
    rows = Approver.objects.for_school(bookable.school_id).filter(bookable=bookable)
    known = set(rows.values_list("person_id", flat=True))
    if wanted == known:
        return
    rows.exclude(person__in=wanted).delete()
    Approver.objects.bulk_create(
        Approver(school_id=bookable.school_id, bookable=bookable, person_id=pk) for pk in wanted - known
    )
    journal.noted(bookable, by=by, verb="bookings.approvers_named", count=len(wanted))


def _check(values: Mapping[str, Any]) -> None:
    if reasons := limits_refusals(BookingLimits(*(values[name] for name in LIMITS))):
        raise RuleBroken(reasons)


@transaction.atomic
def set_offered(bookable: Bookable, *, is_offered: bool, by: Actor) -> Bookable:
    """Nobody books it any more, and what is booked stands; or it can be booked again, as before."""
    bookable = Bookable.objects.for_school(bookable.school_id).locked(bookable.pk)
    require(policies.manage_bookings, by, None)
    verb = "bookings.thing_offered" if is_offered else "bookings.thing_withdrawn"
    journal.write_changes(bookable, {"is_offered": is_offered}, by=by, verb=verb)
    return bookable


@transaction.atomic
def put_away(bookable: Bookable, items: Iterable[Equipment], *, now: datetime, by: Actor) -> int:
    """What leaves with it: these, and no longer the others. How many changed."""
    bookable = Bookable.objects.for_school(bookable.school_id).locked(bookable.pk)
    require(policies.manage_bookings, by, None)
    container = bookable.equipment
    if container is None:
        raise RuleBroken("On ne range du matériel que dans un lot : une valise, un chariot.")
    wanted = {item.pk for item in items}
    rows = Equipment.objects.for_school(bookable.school_id).select_for_update(of=("self",))
    # What was lost or stolen stays where it was: the page offers what is present alone.
    inside = list(rows.filter(kept_in=container, state__in=PRESENT).order_by("pk"))
    inside_keys = {item.pk for item in inside}
    added = list(rows.filter(pk__in=wanted - inside_keys).order_by("pk"))
    removed = [item for item in inside if item.pk not in wanted]
    keep_in(None, removed, now=now)
    keep_in(container, added, now=now)
    if removed or added:
        verb, count = "bookings.put_away", len(inside) + len(added) - len(removed)
        journal.noted(bookable, by=by, verb=verb, added=len(added), removed=len(removed), content=count)
    return len(removed) + len(added)
