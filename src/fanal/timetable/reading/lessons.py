"""When do the lessons of a timetable take place, from tomorrow to the end of the year?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_with, closings_of
from fanal.core.text.french import full_day
from fanal.timetable.models.alternation import alternation_of
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.rules.free_parts import Stretch, free_parts
from fanal.timetable.rules.periods import WEEKDAYS, Period, clock
from fanal.timetable.rules.timetable import Lesson, apart, fitted
from fanal.year.rules.years import last_lesson_day, year_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LessonDays:
    """The days of lessons to come, each with its letter (A, B or none) and its periods.

    `last`: of the lessons of every week; those that a file gives by their days take place until August.
    """

    zone: ZoneInfo
    days: list[tuple[date, str, list[Period]]]
    first: date
    last: date

    def spans(self, lessons: Iterable[Lesson]) -> list[tuple[DateTimeTZRange, str]]:
        """Over which times these lessons hold their room, and for which classes."""
        lessons, found = list(lessons), list[tuple[DateTimeTZRange, str]]()
        for day, letter, periods in self.days:
            held = [
                (*fitted(lesson.starts, lesson.ends, periods), lesson.about)
                for lesson in lessons
                if lesson.is_on(day, letter) and (lesson.days or day <= self.last)
            ]
            for starts, ends, classes in apart(held):
                first, last = (datetime.combine(day, at, self.zone) for at in (starts, ends))
                found.append((DateTimeTZRange(first, last), classes))
        return found

    def closed_days(self, lessons: Iterable[Lesson]) -> list[date]:
        """The days to come that a file gives, and on which the school is closed: nothing is held then."""
        open_days = {day for day, _, _ in self.days}
        wanted = {day for lesson in lessons for day in lesson.days}
        return sorted(day for day in wanted - open_days if day >= self.first)

    def beside(
        self, lessons: Iterable[Lesson], booked: list[Stretch]
    ) -> tuple[list[tuple[Stretch, str]], list[str]]:
        """The times held beside what is booked, for which classes; and what is lost, in words."""
        wanted, left_out = list[tuple[Stretch, str]](), list[str]()
        for span, classes in self.spans(lessons):
            whole = (span.lower, span.upper)
            parts = free_parts(whole, booked)
            wanted += [(part, classes) for part in parts]
            if parts != [whole]:
                left_out.append(self._lost(whole, parts, classes))
        return wanted, left_out

    def _lost(self, whole: Stretch, parts: list[Stretch], classes: str) -> str:
        """« lundi 30 novembre 2026, M3, 4e A : le reste du cours est tenu »."""
        day = whole[0].astimezone(self.zone).date()
        of_day = next((periods for one, _, periods in self.days if one == day), [])
        spans = [(period.code, *period.on(day, self.zone)) for period in of_day]
        codes = [
            code
            for code, starts, ends in spans
            if max(starts, whole[0]) < min(ends, whole[1])
            if not any(since <= starts and ends <= until for since, until in parts)
        ]
        when = " ".join(codes) or f"à {clock(whole[0].astimezone(self.zone).time())}"
        words = ", ".join(filter(None, [f"{WEEKDAYS[day.weekday()]} {full_day(day)}", when, classes]))
        return f"{words} : le reste du cours est tenu" if parts else words


def lesson_days(school: School, now: datetime) -> LessonDays:
    """From tomorrow on: the lessons of today take place. Three questions."""
    closings, alternation, periods = closings_of(school), alternation_of(school), periods_of(school)
    calendar, tomorrow = calendar_with(school, closings), now.astimezone(school.zone_info).date() + ONE_DAY
    year = year_of(tomorrow - ONE_DAY)
    last = last_lesson_day(year, ((closing.first_day, closing.back_on) for closing in closings))
    days = (tomorrow + ONE_DAY * shift for shift in range((year.ends_on - tomorrow).days + 1))
    return LessonDays(
        school.zone_info,
        [
            (day, alternation.letter(day, calendar), [one for one in periods if one.weekday == day.weekday()])
            for day in days
            if calendar.is_working(day)
        ],
        tomorrow,
        last,
    )
