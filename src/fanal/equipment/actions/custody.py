"""Taking a room or a machine for a time, giving it back, and what leaves with what it is kept in.

Nothing here is journaled: the booking or the loan that asks says it in its own words.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fanal.accounts.models import Person
from fanal.core.errors import Gone, RuleBroken
from fanal.core.registry import CUSTODY_CONTENT, registered
from fanal.equipment.models import Custody, Equipment, Room
from fanal.equipment.rules.states import WORKING, EquipmentState


class Taken(RuleBroken):
    """Somebody has it at that time."""

    def __init__(self, words: str = "Quelqu’un l’a déjà à ce moment : choisissez-en un autre.") -> None:
        super().__init__(words)


def take(
    what: Room | Equipment,
    starts: datetime,
    ends: datetime | None,
    *,
    kind: Custody.Kind,
    person: Person | None,
) -> Custody:
    """Hold a thing from `starts` to `ends` (None: until it is given back), with what is kept in it.

    RuleBroken when broken, Taken when held.

    Its row is held first: those who want it at the same second wait for each other, and none is killed.
    """
    rows = type(what).objects.for_school(what.school_id)
    held = rows.select_for_update(of=("self",), no_key=True).filter(pk=what.pk).first()
    if held is None:  # its record went into another meanwhile
        raise Gone
    what = held
    _refuse_unusable(what)
    span, thing = DateTimeTZRange(starts, ends), "room" if isinstance(what, Room) else "equipment"
    row = Custody(school_id=what.school_id, kind=kind, person=person, span=span, **{thing: what})
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "custody_of_a" not in str(error):
            raise
        raise Taken from None
    if isinstance(what, Equipment):
        _take_content(row)
    return row


def _refuse_unusable(what: Room | Equipment) -> None:
    if isinstance(what, Room):
        if what.is_closed:
            raise RuleBroken(f"« {what} » n’est plus utilisée.")
    elif what.state not in WORKING:
        raise RuleBroken(f"« {what} » ne peut pas sortir : {what.get_state_display().lower()}.")


def _take_content(whole: Custody, items: Iterable[Equipment] | None = None) -> None:
    """What is kept in it leaves with it, but what another custody holds then: PostgreSQL leaves those out."""
    content = Equipment.objects.for_school(whole.school_id).filter(kept_in=whole.equipment_id)
    parts = [
        Custody(school_id=whole.school_id, kind=whole.kind, equipment=item, within=whole, span=whole.span)
        for item in (content.filter(state__in=WORKING).order_by("pk") if items is None else items)
    ]
    Custody.objects.bulk_create(parts, ignore_conflicts=True)


def move(custody: Custody, starts: datetime, ends: datetime) -> None:
    """It holds its thing over another time, with what works of it then. Taken: nothing has changed."""
    what = custody.room or custody.equipment
    assert what is not None  # `custody_of_one_thing`
    rows = type(what).objects.for_school(what.school_id)
    rows.select_for_update(of=("self",), no_key=True).get(pk=what.pk)
    before, custody.span = custody.span, DateTimeTZRange(starts, ends)
    try:
        with transaction.atomic():
            custody.save(update_fields=["span"])
    except IntegrityError as error:
        custody.span = before
        if "custody_of_a" not in str(error):
            raise
        raise Taken from None
    Custody.objects.for_school(custody.school_id).filter(within=custody).delete()
    if custody.equipment_id is not None:
        _take_content(custody)


def release(custody: Custody) -> None:
    """It is free again over its whole time, and what left with it."""
    rows = Custody.objects.for_school(custody.school_id)
    rows.filter(within=custody).update(is_held=False)
    custody.is_held = False
    custody.save(update_fields=["is_held"])


def hold_again(custody: Custody) -> None:
    """What was released is held over the same time, with what works of it. Taken: nothing has changed."""
    custody.is_held = True
    try:
        with transaction.atomic():
            custody.save(update_fields=["is_held"])
    except IntegrityError as error:
        custody.is_held = False
        if "custody_of_a" not in str(error):
            raise
        raise Taken from None
    Custody.objects.for_school(custody.school_id).filter(within=custody).delete()
    if custody.equipment_id is not None:
        _take_content(custody)


def give_back(custody: Custody, now: datetime) -> None:
    """It is free from now on; what was before stays. `now` lies inside its time."""
    span = DateTimeTZRange(custody.span.lower, now)
    Custody.objects.for_school(custody.school_id).filter(within=custody).update(span=span)
    custody.span = span
    custody.save(update_fields=["span"])


def lend(item: Equipment, now: datetime, *, person: Person | None) -> Custody:
    """Hold a machine from now until it is given back: it leaves the trolley that it was booked with."""
    leave(item, now=now)
    return take(item, now, None, kind=Custody.Kind.LOAN, person=person)


def end_loan(held: Custody, now: datetime) -> None:
    """It is back, or gone for good: free from now on, and it goes with its trolley again if it works."""
    if now > held.span.lower:
        give_back(held, now)
    else:
        release(held)
    if held.equipment is not None:
        join(held.equipment, now=now)


def lend_again(held: Custody, *, now: datetime) -> None:
    """It was not given back after all: out from the day it left, with what works of it. Taken: it is held."""
    what = held.equipment
    assert what is not None  # a loan is of a machine
    rows = Equipment.objects.for_school(what.school_id)
    what = rows.select_for_update(of=("self",), no_key=True).get(pk=what.pk)
    _refuse_unusable(what)
    leave(what, now=now)
    held.span, held.is_held = DateTimeTZRange(held.span.lower, None), True
    try:
        with transaction.atomic():
            held.save(update_fields=["span", "is_held"])
    except IntegrityError as error:
        if "custody_of_a" not in str(error):
            raise
        raise Taken from None
    Custody.objects.for_school(held.school_id).filter(within=held).delete()
    _take_content(held)


def keep_in(container: Equipment | None, items: Iterable[Equipment], *, now: datetime) -> None:
    """Put these away in a trolley or a case, or out of any: what is booked from now on counts them so.

    RuleBroken when the container lies in another one, or when one of them holds things itself.
    """
    chosen = list(items)
    if not chosen:
        return
    rows = Equipment.objects.for_school(chosen[0].school_id)
    if container is not None:
        if container.kept_in_id is not None:
            raise RuleBroken(f"« {container} » est rangé dans un autre lot : sortez-le d’abord.")
        if holds := rows.filter(content__in=rows.filter(kept_in__in=chosen)).first():
            raise RuleBroken(f"« {holds} » contient déjà des équipements : il ne se range pas dans un autre.")
        if container in chosen:
            raise RuleBroken(f"« {container} » ne se range pas dans lui-même.")
    for item in chosen:
        leave(item, now=now)
        item.kept_in = container
        item.save(update_fields=["kept_in"])
        join(item, now=now)


def leave(item: Equipment, *, now: datetime) -> None:
    """It leaves what was booked with it (broken, in repair, lent): the count of each falls, which is said."""
    parts = Custody.objects.for_school(item.school_id).filter(equipment=item, within__isnull=False)
    left = parts.held().since(now)
    wholes = set[int]() if item.kept_in_id is None else set(left.values_list("within_id", flat=True))
    left.update(is_held=False)
    say_changed(item.school_id, wholes)


def join(item: Equipment, *, now: datetime) -> None:
    """It works again: it goes with what is booked of its trolley, where nothing else holds it."""
    if item.kept_in_id is None or item.state not in WORKING:
        return
    rows = Custody.objects.for_school(item.school_id)
    wholes = list(rows.filter(equipment=item.kept_in_id).whole().held().since(now).order_by("pk"))
    for whole in wholes:
        _take_content(whole, [item])
    say_changed(item.school_id, {whole.pk for whole in wholes})


def follow_state(item: Equipment, before: str, *, now: datetime) -> None:
    """After a change of state: what no longer works leaves its bookings, what works again joins them."""
    was, works = before in WORKING, EquipmentState(item.state) in WORKING
    if was and not works:
        leave(item, now=now)
    elif works and not was:
        join(item, now=now)
    if was != works:
        say_thing_changed(item, now=now)


def say_thing_changed(thing: Room | Equipment, *, now: datetime) -> None:
    """It can no longer be used, or can again: those who hold it in its own right are to hear of it."""
    where = {"room" if isinstance(thing, Room) else "equipment": thing}
    rows = Custody.objects.for_school(thing.school_id).filter(**where)
    say_changed(thing.school_id, set(rows.whole().held().since(now).values_list("pk", flat=True)))


def say_changed(school_id: int, custodies: Collection[int]) -> None:
    """The apps that hold things hear of these custodies: what they hold is more, less, or of no use now."""
    if custodies:
        for hear in registered(CUSTODY_CONTENT):
            hear(school_id, custodies)
