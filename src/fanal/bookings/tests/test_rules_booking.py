"""What may be booked, and the days of « chaque semaine », in every zone over two years."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fanal.bookings.rules.booking import (
    CHECKED_WITHIN,
    MOST_REPEATED,
    BookingLimits,
    BookingState,
    Repeat,
    Wanted,
    can_cancel,
    can_give_back,
    devices_of,
    holiday_after,
    left_of,
    limits_refusals,
    refusals,
    repeated,
    week_of,
)
from fanal.year.rules.calendars import HOLIDAYS, DateCertainty, HolidayPeriod, Region
from fanal.year.rules.delays import school_calendar

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 26, 10, tzinfo=PARIS)
OPEN = school_calendar([])


def wanted(day: date, hour: int = 14, periods: int = 1) -> Wanted:
    starts = datetime(day.year, day.month, day.day, hour, tzinfo=PARIS)
    return Wanted(day, starts, starts + timedelta(minutes=55), periods)


def asked(what: Wanted, *, held: int = 0, is_team: bool = False, calendar=OPEN) -> str:
    return " ".join(refusals(what, BookingLimits(), now=NOW, held=held, calendar=calendar, is_team=is_team))


def test_a_usual_booking_is_allowed_the_one_that_is_running_too():
    assert asked(wanted(date(2026, 11, 27))) == ""
    assert asked(wanted(date(2026, 11, 26), hour=9)).startswith("Ce créneau est passé")
    running = Wanted(NOW.date(), NOW - timedelta(minutes=20), NOW + timedelta(minutes=35), 1)
    assert asked(running) == ""


@pytest.mark.parametrize(
    ("what", "held", "said"),
    [
        (wanted(date(2026, 11, 28)), 0, "fermé ce jour-là"),
        (wanted(date(2027, 1, 26)), 0, "60 jours à l’avance"),
        (wanted(date(2026, 11, 27), periods=5), 0, "4 créneaux de suite"),
        (wanted(date(2026, 11, 27)), 10, "déjà 10 réservations"),
    ],
)
def test_each_limit_of_the_school_is_said(what, held, said):
    assert said in asked(what, held=held)


def test_what_is_asked_is_not_counted_as_what_they_have():
    """With two bookings and sixteen more asked, a newcomer read « Vous avez déjà 10 réservations »."""
    what, limits = wanted(date(2026, 11, 27)), BookingLimits(quota=10)
    said = refusals(what, limits, now=NOW, held=2, asked=8, calendar=OPEN, is_team=False)
    assert said == [
        "Vous avez déjà 2 réservations à venir ici, et 10 sont permises : demandez-en 8 au plus, ou "
        "adressez-vous à un référent."
    ]
    assert refusals(what, limits, now=NOW, held=2, asked=7, calendar=OPEN, is_team=False) == []


def test_the_team_has_no_limit_but_the_calendar():
    assert asked(wanted(date(2027, 3, 2), periods=8), held=99, is_team=True) == ""
    assert "fermé" in asked(wanted(date(2026, 11, 29)), is_team=True)


def overseas(first: str, back_on: str) -> HolidayPeriod:
    """A closing that a school of La Réunion typed itself; the days are an example, no official calendar."""
    days = date.fromisoformat(first), date.fromisoformat(back_on)
    return HolidayPeriod("Vacances", *days, "", "saisi", DateCertainty.TO_CHECK)


SOUTHERN = [
    overseas(*days)
    for days in (
        ("2025-10-11", "2025-10-27"),
        ("2025-12-20", "2026-01-26"),
        ("2026-03-14", "2026-03-30"),
        ("2026-05-09", "2026-05-18"),
        ("2026-07-04", "2026-08-17"),
        ("2026-10-10", "2026-10-26"),
        ("2026-12-19", "2027-01-25"),
        ("2027-03-13", "2027-03-29"),
        ("2027-05-08", "2027-05-17"),
        ("2027-07-03", "2027-08-16"),
    )
]


@pytest.mark.parametrize("zone", ["A", "B", "C", "overseas"])
@pytest.mark.parametrize("first", [date(2025, 9, 2), date(2026, 9, 1)])
def test_a_year_of_tuesdays_never_falls_in_the_holidays(zone, first):
    """users-ask.md B5: holidays break the grid; zones A, B, C and an overseas calendar over two years."""
    is_overseas = zone == "overseas"
    periods = SOUTHERN if is_overseas else [period for period in HOLIDAYS if zone in period.zones]
    calendar = school_calendar(periods, Region.REUNION if is_overseas else Region.MAINLAND)
    days, closed = repeated(first, Repeat.WEEKLY, until=first + timedelta(days=300), calendar=calendar)
    assert days
    assert closed
    assert not [day for day in days for p in periods if p.first_day <= day < p.back_on]
    assert len(days) <= MOST_REPEATED
    assert {day.weekday() for day in days} == {1}


def test_an_overseas_calendar_closes_its_own_public_holidays():
    """20 December in La Réunion."""
    calendar = school_calendar([], Region.REUNION)
    days, closed = repeated(date(2028, 12, 13), Repeat.WEEKLY, until=date(2028, 12, 20), calendar=calendar)
    assert (days, closed) == ([date(2028, 12, 13)], [date(2028, 12, 20)])


def test_once_is_once_and_every_other_week_keeps_its_week():
    first = date(2026, 11, 3)
    until = date(2026, 12, 18)
    assert repeated(first, Repeat.ONCE, until=until, calendar=OPEN)[0] == [first]
    days, _ = repeated(first, Repeat.FORTNIGHTLY, until=until, calendar=OPEN)
    assert [day.day for day in days] == [3, 17, 1, 15]


def test_until_the_holidays_stops_the_day_before_them_and_skips_a_long_week_end():
    closings = [(date(2027, 5, 6), date(2027, 5, 10)), (date(2026, 12, 19), date(2027, 1, 4))]
    assert holiday_after(date(2026, 11, 26), closings) == date(2026, 12, 18)
    assert holiday_after(date(2027, 2, 1), closings) is None


def test_it_is_cancelled_before_and_given_back_until_a_few_days_after():
    starts, ends = NOW, NOW + timedelta(hours=1)
    states = [
        (can_cancel(BookingState.HELD, starts, at), can_give_back(BookingState.HELD, starts, ends, at))
        for at in (NOW - timedelta(minutes=1), NOW + timedelta(minutes=5), ends, ends + CHECKED_WITHIN)
    ]
    assert states == [(True, False), (False, True), (False, True), (False, False)]
    assert not can_cancel(BookingState.CANCELLED, starts, NOW - timedelta(days=1))


def test_what_is_missing_is_said():
    assert [left_of(15, 15), left_of(13, 15)] == ["15", "13 sur 15"]


def test_a_number_beside_a_name_says_of_what():
    """Newcomer of December, second sitting, 24: « Valise 1 15 »."""
    words = [devices_of(*pair) for pair in ((15, 15), (13, 15), (1, 1))]
    assert words == ["15 appareils", "13 sur 15 appareils", "1 appareil"]


def test_limits_that_make_no_sense_are_refused():
    assert len(limits_refusals(BookingLimits(0, 0, 0))) == 3
    assert limits_refusals(BookingLimits()) == []


def test_a_week_begins_on_monday():
    assert week_of(date(2026, 12, 2), {0, 1, 2, 3, 4})[0] == date(2026, 11, 30)
