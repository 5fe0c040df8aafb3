"""On which day is a task due, in this school and this year?

A rule is a landmark of the year (the pupils' return, the start of holidays, the 1st of a month), a shift, and
a day of the week to fall on. What falls on a week-end or a public holiday is due on the working day before:
nobody misses a term by it. Holidays are the school's own data (`accounts.reading.calendars`); where they
say nothing, a usual date stands in, and the task says that it is to be checked. Pure: no database, no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from fanal.core.labelled import Labelled
from fanal.core.text.words import fold
from fanal.year.rules.delays import WorkingCalendar, add_working_days, next_working_day
from fanal.year.rules.years import SchoolYear

LONGEST_SHIFT = 200  # days, weeks or working days: past a year, the task belongs to another one
ONE_DAY = timedelta(days=1)


class Anchor(Labelled):
    """A landmark of the school year. The starts of holidays are their first day without class."""

    TEACHERS_BACK = "teachers_back", "la prérentrée"
    PUPILS_BACK = "pupils_back", "la rentrée des élèves"
    AUTUMN = "autumn", "le début des vacances de la Toussaint"
    AUTUMN_BACK = "autumn_back", "la reprise après la Toussaint"
    CHRISTMAS = "christmas", "le début des vacances de Noël"
    CHRISTMAS_BACK = "christmas_back", "la reprise de janvier"
    WINTER = "winter", "le début des vacances d’hiver"
    WINTER_BACK = "winter_back", "la reprise après les vacances d’hiver"
    SPRING = "spring", "le début des vacances de printemps"
    SPRING_BACK = "spring_back", "la reprise après les vacances de printemps"
    LESSONS_END = "lessons_end", "la fin des cours"
    M09 = "m09", "le 1er septembre"
    M10 = "m10", "le 1er octobre"
    M11 = "m11", "le 1er novembre"
    M12 = "m12", "le 1er décembre"
    M01 = "m01", "le 1er janvier"
    M02 = "m02", "le 1er février"
    M03 = "m03", "le 1er mars"
    M04 = "m04", "le 1er avril"
    M05 = "m05", "le 1er mai"
    M06 = "m06", "le 1er juin"
    M07 = "m07", "le 1er juillet"
    M08 = "m08", "le 1er août"

    @property
    def month(self) -> int:
        """Its month, 0 when it is no first of a month."""
        return int(self.value[1:]) if self.value[1:].isdecimal() else 0


class ShiftUnit(Labelled):
    DAYS = "days", "jours"
    WEEKS = "weeks", "semaines"
    OPEN_DAYS = "open_days", "jours de classe"


class Snap(Labelled):
    """How a day of the week is reached from the day that the shift gives."""

    EXACT = "exact", "ce jour-là"
    WEEK = "week", "le jour choisi de cette semaine-là"
    NEXT = "next", "le jour choisi, à partir de là"
    LAST = "last", "le jour choisi, avant cette date"


@dataclass(frozen=True)
class DueRule:
    """`shift` is before the landmark when negative; `weekday` (0: Monday) counts unless `snap` is exact."""

    anchor: Anchor
    shift: int = 0
    unit: ShiftUnit = ShiftUnit.DAYS
    snap: Snap = Snap.EXACT
    weekday: int = 0


@dataclass(frozen=True)
class DueDay:
    """`is_known` is False when a usual date had to stand in for an unknown holiday."""

    day: date
    is_known: bool


class Closed(Protocol):
    """A closed period of the school, as `accounts.reading.calendars` tells it."""

    @property
    def name(self) -> str: ...
    @property
    def school_year(self) -> str: ...
    @property
    def first_day(self) -> date: ...
    @property
    def back_on(self) -> date: ...


# The word in the name of a closing, and the landmarks of its first day and of the day of return.
HOLIDAYS = {
    "toussaint": (Anchor.AUTUMN, Anchor.AUTUMN_BACK),
    "noel": (Anchor.CHRISTMAS, Anchor.CHRISTMAS_BACK),
    "hiver": (Anchor.WINTER, Anchor.WINTER_BACK),
    "printemps": (Anchor.SPRING, Anchor.SPRING_BACK),
}
SUMMER = "ete"
# Month and day that stand in for what nobody told: the middle of recent years, never shown as certain.
USUAL = {
    Anchor.PUPILS_BACK: (9, 1),
    Anchor.AUTUMN: (10, 18),
    Anchor.AUTUMN_BACK: (11, 3),
    Anchor.CHRISTMAS: (12, 20),
    Anchor.CHRISTMAS_BACK: (1, 4),
    Anchor.WINTER: (2, 14),
    Anchor.WINTER_BACK: (3, 2),
    Anchor.SPRING: (4, 11),
    Anchor.SPRING_BACK: (4, 27),
    Anchor.LESSONS_END: (7, 4),
}


@dataclass(frozen=True)
class Landmarks:
    """The landmarks of one year that the holidays of the school give; the others are usual dates."""

    year: SchoolYear
    dates: dict[Anchor, date]
    office_days: WorkingCalendar

    def day(self, anchor: Anchor) -> DueDay:
        if anchor.month:
            return DueDay(self._in_year(anchor.month, 1), is_known=True)
        if anchor is Anchor.TEACHERS_BACK:
            back = self.day(Anchor.PUPILS_BACK)
            return DueDay(next_working_day(back.day - ONE_DAY, self.office_days, step=-1), back.is_known)
        if anchor in self.dates:
            return DueDay(self.dates[anchor], is_known=True)
        return DueDay(self._in_year(*USUAL[anchor]), is_known=False)

    def _in_year(self, month: int, day: int) -> date:
        return date(self.year.first + (month < self.year.starts_on.month), month, day)


def landmarks(year: SchoolYear, closings: Iterable[Closed], office_days: WorkingCalendar) -> Landmarks:
    """What the closings of the school say of this year; the return is the end of last year's summer.

    `office_days`: Monday to Friday but the public holidays of where the school is.
    """
    dates: dict[Anchor, date] = {}
    for closing in closings:
        words = fold(closing.name).replace("'", " ").split()
        if closing.school_year == year.previous.label and SUMMER in words:
            dates[Anchor.PUPILS_BACK] = closing.back_on
        if closing.school_year != year.label:
            continue
        if SUMMER in words:
            dates[Anchor.LESSONS_END] = closing.first_day
        for word in HOLIDAYS.keys() & set(words):
            dates |= dict(zip(HOLIDAYS[word], (closing.first_day, closing.back_on), strict=True))
    return Landmarks(year, dates, office_days)


def due(rule: DueRule, marks: Landmarks, calendar: WorkingCalendar) -> DueDay:
    """The day of this rule in that year; `calendar` is the school's own, for days of class."""
    start = marks.day(rule.anchor)
    day = _snapped(_shifted(start.day, rule, calendar), rule)
    return DueDay(next_working_day(day, marks.office_days, step=-1), start.is_known)


def _shifted(day: date, rule: DueRule, calendar: WorkingCalendar) -> date:
    if rule.unit is ShiftUnit.OPEN_DAYS and rule.shift:
        return add_working_days(day, rule.shift, calendar)
    return day + rule.shift * (timedelta(weeks=1) if rule.unit is ShiftUnit.WEEKS else ONE_DAY)


def _snapped(day: date, rule: DueRule) -> date:
    if rule.snap is Snap.WEEK:
        return day + (rule.weekday - day.weekday()) * ONE_DAY
    if rule.snap is Snap.NEXT:
        return day + (rule.weekday - day.weekday()) % 7 * ONE_DAY
    if rule.snap is Snap.LAST:
        return day - ((day.weekday() - rule.weekday - 1) % 7 + 1) * ONE_DAY
    return day
