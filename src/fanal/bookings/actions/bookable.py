"""What a school says of its bookings: its lesson periods, what can be booked, what is kept in a trolley."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.bookings.actions.timetable import hold_rooms_later
from fanal.bookings.models import Approver, Bookable, LessonPeriod, WeekAlternation
from fanal.bookings.policies import booking as policies
from fanal.bookings.rules import periods as rules
from fanal.bookings.rules.booking import BookingLimits, limits_refusals
from fanal.bookings.rules.periods import Period
from fanal.bookings.rules.weeks import Alternation, first_week_refusals
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.equipment.actions.custody import keep_in
from fanal.equipment.models import Equipment, Room
from fanal.equipment.rules.states import PRESENT

LIMITS = ("days_ahead", "most_periods", "quota")


@transaction.atomic
def keep_periods(school: School, periods: Iterable[Period], *, by: Actor) -> list[LessonPeriod]:
    """The week of lessons from now on. Bookings already made keep their hours; the timetable follows."""
    require(policies.manage_bookings, by, None)
    school = School.objects.held(school.pk)
    wanted = sorted(set(periods))
    if reasons := rules.refusals(wanted):
        raise RuleBroken(reasons)
    before = {row.period: row for row in LessonPeriod.objects.for_school(school)}
    if set(before) == set(wanted):
        return list(before.values())
    LessonPeriod.objects.for_school(school).filter(
        pk__in=[row.pk for period, row in before.items() if period not in wanted]
    ).delete()
    LessonPeriod.objects.bulk_create(
        [
            LessonPeriod(
                school=school,
                weekday=period.weekday,
                code=period.code,
                starts=period.starts,
                ends=period.ends,
            )
            for period in wanted
            if period not in before
        ]
    )
    rows = list(LessonPeriod.objects.for_school(school))
    journal.noted(rows[0], by=by, verb="bookings.periods_kept", count=len(rows))
    hold_rooms_later(school)
    return rows


@transaction.atomic
def keep_alternation(school: School, values: Mapping[str, Any], *, today: date, by: Actor) -> WeekAlternation:
    """Weeks A and B from now on; the rooms of the timetable in force follow."""
    require(policies.manage_bookings, by, None)
    school = School.objects.held(school.pk)
    if values["way"] == Alternation.LESSONS:
        if values["first_day"] is None:
            raise RuleBroken("Donnez un jour de la première semaine A.")
        if reasons := first_week_refusals(values["first_day"], today):
            raise RuleBroken(reasons)
    known, _ = WeekAlternation.objects.get_or_create(school=school)
    journal.write_changes(known, values, by=by, verb="bookings.alternation_kept")
    hold_rooms_later(school)
    return known


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
    made = Bookable.objects.create(school=school, **where, **values)
    journal.created(made, by=by, verb="bookings.thing_offered")
    _name_approvers(made, approvers, by)
    return made


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
    held = {item.pk for item in inside}
    added = list(rows.filter(pk__in=wanted - held).order_by("pk"))
    removed = [item for item in inside if item.pk not in wanted]
    keep_in(None, removed, now=now)
    keep_in(container, added, now=now)
    if removed or added:
        verb, count = "bookings.put_away", len(inside) + len(added) - len(removed)
        journal.noted(bookable, by=by, verb=verb, added=len(added), removed=len(removed), content=count)
    return len(removed) + len(added)
