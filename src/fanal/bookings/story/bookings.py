"""The demonstration: a computer room, two cases of tablets and a projector, with a week full of bookings."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import calendar_of
from fanal.bookings.actions.bookable import offer, put_away
from fanal.bookings.actions.booking import book
from fanal.bookings.actions.exam import plan_exam
from fanal.bookings.actions.giving_back import give_back
from fanal.bookings.models import Bookable
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.timetable.actions.periods import keep_periods
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.rules.periods import MODELS, Period, runs
from fanal.year.rules.delays import WorkingCalendar, next_working_day

LIMITS = {"days_ahead": 90, "most_periods": 4, "quota": 10, "shows_who": True}
DAYS = 5
INCOMPLETE = 8  # the rank of the case that came back without all that left
HOUR = timedelta(hours=1)
APPROVED = 2  # the case whose bookings wait for an agreement
# (thing, which of the next days with an afternoon, codes, for what, rank of the teacher; none: the teacher of the story)
WEEK = (
    ("Salle informatique 1", 0, "M1 M2", "3e A", 4),
    ("Salle informatique 1", 0, "S1", "5e C", None),
    ("Salle informatique 1", 0, "S3", "4e B", 6),
    ("Salle informatique 1", 1, "M3", "3e A", None),
    ("Salle informatique 1", 1, "M4", "6e D", 7),
    ("Salle informatique 1", 2, "M1 M2", "6e B", 8),
    ("Salle informatique 1", 3, "S1 S2", "4e C", 9),
    ("Salle informatique 1", 4, "M2 M3", "3e D", 10),
    ("Valise 1", 0, "M3", "5e A", 11),
    ("Valise 1", 1, "M1 M2", "6e A", 12),
    ("Valise 1", 3, "M2", "3e B", None),
    ("Valise 2", 2, "M3 M4", "4e A", 13),
    ("Valise 2", 1, "S1", "6e C", 12),
)


@register(STORY, "bookings")
def open_bookings(story: Story) -> None:
    head, now = actor_of(story.people["head"], Role.HEAD), timezone.now()
    with scope(story.school):
        keep_periods(story.school, MODELS["8h30"][1], by=head)
        things = {
            "Salle informatique 1": offer(story.school, story.rooms["Salle informatique 1"], LIMITS, by=head)
        }
        machines = Equipment.objects.for_school(story.school)
        for rank in (1, 2):
            case = machines.get(name=f"Valise {rank}")
            limits = LIMITS | {"needs_approval": rank == APPROVED}
            things[case.name] = offer(story.school, case, limits, by=head)
            put_away(things[case.name], machines.filter(name__startswith=f"T{rank}-"), now=now, by=head)
        _fill(story, things, now)


def _fill(story: Story, things: dict[str, Bookable], now: datetime) -> None:
    """The week to come; and the last days, given back, so that the use of the year has something to say."""
    calendar, periods = calendar_of(story.school), periods_of(story.school)
    days = full_days(story.today, calendar, periods)
    for name, rank, codes, about, teacher in WEEK:
        slots = runs([(days[rank], code) for code in codes.split()], periods)
        person: Person = story.people["teacher"] if teacher is None else story.teachers[teacher]
        book(things[name], slots, about, person=person, now=now, by=actor_of(person, Role.TEACHER))
    codes = [(full_days(days[-1], calendar, periods)[0], code) for code in ("M1", "M2")]
    values = {"name": "Certification Pix 3e", "kind": "pix", "classes": "3e A", "candidates": 18}
    lead, valises = story.people["digital_lead"], [things["Valise 1"]]
    how = {"person": lead, "now": now, "by": actor_of(lead, Role.DIGITAL_LEAD)}
    plan_exam(story.school, values, runs(codes, periods), valises, **how)
    before = full_days(story.today, calendar, periods, step=-1)
    for place, (name, rank, codes, about, teacher) in enumerate(WEEK):
        slots = runs([(before[rank], code) for code in codes.split()], periods)
        person = story.people["teacher"] if teacher is None else story.teachers[teacher]
        then, by = slots[0].bounds(story.school.zone_info)[0] - HOUR, actor_of(person, Role.DIGITAL_LEAD)
        (booking,) = book(things[name], slots, about, person=person, now=then, by=by)
        give_back(booking, now=booking.ends - HOUR / 60, by=by, is_complete=place != INCOMPLETE)


def full_days(
    today: date, calendar: WorkingCalendar, periods: Sequence[Period], *, step: int = 1
) -> list[date]:
    """The next days that have every period (the last ones: step=-1); one without an afternoon is left out."""
    codes = {period.code for period in periods}
    full = {day for day in range(7) if codes == {p.code for p in periods if p.weekday == day}}
    days, day = list[date](), today
    while len(days) < DAYS:
        day = next_working_day(day + step * timedelta(days=1), calendar, step=step)
        if day.weekday() in full:
            days.append(day)
    return days
