"""One period of one day of one thing, as whoever reads the grid may see it."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.calendars import Closing, calendar_with, closings_of
from fanal.bookings.models import Bookable, Booking
from fanal.bookings.reading.held import Held
from fanal.bookings.rules import booking as rules
from fanal.bookings.rules.booking import opens_on, starts_at
from fanal.core.http.addresses import address
from fanal.core.templatetags.fanal import day_words
from fanal.equipment.models import Custody
from fanal.timetable.rules.periods import Period, clock
from fanal.year.rules.delays import WorkingCalendar, staff_calendar

OTHERS: dict[str, str] = {Custody.Kind.LESSON: "Cours", Custody.Kind.LOAN: "Prêté"}  # nobody to name


def slot_value(day: date, code: str) -> str:
    """A period of a day, as forms and addresses say it."""
    return f"{day.isoformat()} {code}"


@dataclass(frozen=True)
class Cell:
    """One period of one day. `kind`: free, mine, taken, past, closed, none (no lesson then)."""

    day: date
    code: str
    kind: str
    title: str = ""
    who: str = ""
    url: str = ""  # the page of its booking, or the one where one waits for it
    can_wait: bool = False  # taken by somebody else, and to come
    at: str = ""  # its own hour, where that of the row is another

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return slot_value(self.day, self.code)


@dataclass(frozen=True)
class GridReader:
    """Who reads a grid, and what they may see: a member, or a screen that knows nobody.

    `names`: whether a screen without a member says who has what. `moving`: a booking whose cells are free.
    """

    school: School
    now: datetime
    calendar: WorkingCalendar
    closings: list[Closing]
    person: Person | None = None
    is_team: bool = False
    names: bool = True
    moving: Booking | None = None

    def cell(
        self,
        bookable: Bookable,
        holdings: list[Held],
        day: date,
        code: str,
        period: Period | None,
        usual: int,
    ) -> Cell:
        """`holdings`: who has this thing around that day; `usual`: the minute at which its row begins."""
        if period is None:
            return Cell(day, code, "none")
        starts, ends = period.on(day, self.school.zone_info)
        since = starts_at(starts, ends, self.now)
        for one in holdings:
            if one.overlaps(since, ends) and not self._is_moving(one):
                return self._taken(bookable, day, code, one)
        if not self.calendar.is_working(day):
            return Cell(day, code, "closed", self.why_closed(day))
        last_day = self.last_day(bookable)
        if last_day is not None and day > last_day:
            opens = day_words(opens_on(day, bookable.limits), "j N")
            return Cell(day, code, "closed", f"Dès le {opens}")
        if bookable.why_no_use and ends > self.now:
            return Cell(day, code, "closed", bookable.why_no_use)
        is_usual = period.starts.hour * 60 + period.starts.minute == usual
        at = "" if is_usual else clock(period.starts)
        return Cell(day, code, "past" if ends <= self.now else "free", at=at)

    def last_day(self, bookable: Bookable) -> date | None:
        """The last day that they may book today; None for the team, which has no limit, and for a screen."""
        if self.is_team or self.person is None:
            return None
        return rules.last_day(bookable.limits, self.now.astimezone(self.school.zone_info).date())

    def _is_moving(self, holding: Held) -> bool:
        return self.moving is not None and holding.custody_id == self.moving.custody_id

    def _taken(self, bookable: Bookable, day: date, code: str, holding: Held) -> Cell:
        if holding.kind in OTHERS:
            word = OTHERS[holding.kind]
            return Cell(day, code, "taken", holding.label or word, word if holding.label else "")
        if holding.is_closing:
            page = self._page_of(holding) if self.is_team else ""
            return Cell(day, code, "closed", f"Fermé : {holding.about}", "", page)
        can_wait = self.person is not None and (holding.ends is None or holding.ends > self.now)
        title = holding.about or "Réservé"
        if self.person is not None and holding.person_id == self.person.pk:
            mine = "Vous, à accorder" if holding.is_asked else "Vous"
            return Cell(day, code, "mine", title, mine, self._page_of(holding))
        waiting = self._waiting_page(bookable, day, code) if can_wait else ""
        if not (self.is_team or (bookable.shows_who and self.names)):
            return Cell(day, code, "taken", "Réservé", "", waiting, can_wait)
        page = self._page_of(holding) if self.is_team else ""
        return Cell(day, code, "taken", title, holding.who, page or waiting, can_wait)

    def _page_of(self, holding: Held) -> str:
        booking = holding.booking_id
        return address("bookings:booking_page", self.school.uai, booking) if booking else ""

    def _waiting_page(self, bookable: Bookable, day: date, code: str) -> str:
        query = urlencode({"quoi": bookable.pk, "case": slot_value(day, code)})
        return f"{address('bookings:waiting_page', self.school.uai)}?{query}"

    def why_closed(self, day: date) -> str:
        names = (closing.name for closing in self.closings if closing.first_day <= day < closing.back_on)
        return next(names, "Fermé")


def reader_for(member: Member, now: datetime, moving: Booking | None = None) -> GridReader:
    """One question, for the calendar of the school."""
    school, closings = member.school, closings_of(member.school)
    calendar, is_team = staff_calendar(calendar_with(school, closings)), member.has(*TEAM)
    return GridReader(school, now, calendar, closings, member.person, is_team=is_team, moving=moving)


def screen_reader(school: School, now: datetime, *, names: bool) -> GridReader:
    """Of a screen in the hall, which nobody signed in."""
    closings = closings_of(school)
    return GridReader(school, now, staff_calendar(calendar_with(school, closings)), closings, names=names)
