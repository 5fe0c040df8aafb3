"""Week A or week B? By the number of the week, or lesson week after lesson week, as each school does."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from fanal.core.text.french import full_day
from fanal.year.rules.years import prepared_on, year_of

WEEK, SCHOOL_DAYS = timedelta(days=7), 5
MOST_WEEKS = 60  # from the first week A to the week that is asked
SUNDAY = 6


class Alternation(StrEnum):
    """How weeks A and B follow each other."""

    NONE = "none"
    EVEN = "even"
    ODD = "odd"
    LESSONS = "lessons"


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def first_week_refusals(day: date, today: date) -> list[str]:
    """Why this day is in no first week A of the year that runs, or of the next one once it is prepared."""
    year = year_of(today)
    first, last = year.starts_on - WEEK, (prepared_on(today) or year).ends_on
    if not first <= day <= last:
        return [
            f"Le {full_day(day)} n’est pas de cette année scolaire : donnez un jour de classe de la première "
            f"semaine A de {year.label}."
        ]
    if day.weekday() == SUNDAY:
        return ["Ce jour est un dimanche, entre deux semaines : donnez un jour de classe de la semaine A."]
    return []


def week_letter(
    day: date, alternation: Alternation, *, first: date | None, is_open: Callable[[date], bool]
) -> str:
    """« A », « B », or nothing. `first`: a day of the first week A, for weeks counted without holidays.

    A week without a single open day is no lesson week: it has no letter, and the next one goes on.
    """
    if alternation in {Alternation.EVEN, Alternation.ODD}:
        is_even = day.isocalendar().week % 2 == 0
        return "A" if is_even is (alternation is Alternation.EVEN) else "B"
    if alternation is Alternation.NONE or first is None:
        return ""
    monday, last = monday_of(first), monday_of(day)
    if last < monday or last - monday > WEEK * MOST_WEEKS:
        return ""
    letter, rank = "", 0
    while monday <= last:
        is_lessons = any(is_open(monday + timedelta(days=shift)) for shift in range(SCHOOL_DAYS))
        letter = "AB"[rank % 2] if is_lessons else ""
        rank += is_lessons
        monday += WEEK
    return letter
