"""The demonstration: a computer room, two cases of tablets and a projector, with a week full of bookings."""

from datetime import datetime, timedelta

from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.rules.delays import next_working_day
from fanal.bookings.actions.bookable import keep_periods, offer, put_away
from fanal.bookings.actions.booking import book
from fanal.bookings.models import Bookable
from fanal.bookings.reading.week import periods_of
from fanal.bookings.rules.periods import MODELS, runs
from fanal.core.registry import STORY, register
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment

LIMITS = {"days_ahead": 60, "most_periods": 4, "quota": 10, "shows_who": True}
DAYS = 5
# (thing, days from the next one of lessons, codes, for what, rank of the teacher; none: the teacher of the story)
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
)


@register(STORY, 43)
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
            things[case.name] = offer(story.school, case, LIMITS, by=head)
            put_away(things[case.name], machines.filter(name__startswith=f"T{rank}-"), now=now, by=head)
        _fill(story, things, now)


def _fill(story: Story, things: dict[str, Bookable], now: datetime) -> None:
    calendar, periods = calendar_of(story.school), periods_of(story.school)
    days = [next_working_day(story.today + timedelta(days=1), calendar)]
    while len(days) < DAYS:
        days.append(next_working_day(days[-1] + timedelta(days=1), calendar))
    for name, rank, codes, about, teacher in WEEK:
        person: Person = story.people["teacher"] if teacher is None else story.teachers[teacher]
        slots = runs([(days[rank], code) for code in codes.split()], periods)
        book(things[name], slots, about, person=person, now=now, by=actor_of(person, Role.TEACHER))
