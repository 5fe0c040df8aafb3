"""Bookings that took place and slots that could be booked: one count for every page (December § 2.6)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.agenda.reading.figures import values_of
from fanal.bookings.actions.exam import plan_exam
from fanal.bookings.contributions import indicators
from fanal.bookings.contributions.report_blocks import compose
from fanal.bookings.models import Booking
from fanal.bookings.reading.use import use_of
from fanal.bookings.rules.use import slots_over
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import book, url
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody
from fanal.measures.reading.measures import MEASURES
from fanal.timetable.rules.periods import MODELS, runs
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
YEAR = MeasurePeriod(SchoolYear(2026), PeriodKind.YEAR, until=TODAY)
MONDAY, TOMORROW = date(2026, 11, 23), TODAY + timedelta(days=1)


def of_year(school, code: str) -> int | None:
    """A figure of the running year, as « L’année en chiffres » counts it."""
    return values_of(school, registered(MEASURES), YEAR, TODAY)[code].number


def moved(school, day: date) -> None:
    """The only booking, as it would stand on that day."""
    with scope(school):
        custody = Custody.objects.for_school(school).get()
        days = custody.span.lower.astimezone(school.zone_info).date() - day
        span = DateTimeTZRange(custody.span.lower - days, custody.span.upper - days)
        Custody.objects.filter(pk=custody.pk).update(span=span)


def held(school, room, day: date, code: str, kind=Custody.Kind.LESSON) -> Custody:
    """A lesson of the timetable in a period."""
    period = next(one for one in MODELS["8h30"][1] if (one.weekday, one.code) == (day.weekday(), code))
    span = DateTimeTZRange(*period.on(day, school.zone_info))
    return Custody.objects.create(school=school, room=room.room, kind=kind, span=span, label="4e A")


def test_a_booking_to_come_was_neither_held_nor_given_back(teacher, room, school):
    """December § 2.6: « 25 réservations tenues ou rendues », twelve of them in the future (13 elsewhere)."""
    book(teacher, room, (TODAY, "M1"))
    book(teacher, room, (TOMORROW, "M1"))
    with scope(school):
        block = compose(school, YEAR, TODAY)
        counted = [
            int(block.figure("bookings.booked").numerator),
            of_year(school, "bookings.booked"),
            len(indicators.source.rows(school, YEAR)),
        ]
    assert counted == [1, 1, 1]
    assert block.sentences[0].text.startswith("1 réservation ")
    assert block.bars is not None
    assert block.bars.bars[0][1] == 1


def test_a_report_says_nothing_of_bookings_that_are_all_to_come(teacher, room, school):
    """December § 2.6: a figure over an empty period."""
    book(teacher, room, (TOMORROW, "M1"))
    with scope(school):
        assert compose(school, YEAR, TODAY) is None
        measure = indicators.source.measure(school, YEAR)
        before = indicators.source.measure(school, YEAR.same_last_year)
    assert measure.numerator == 0
    assert before.numerator is None, "nothing could be booked yet"
    assert before.reason.endswith(".")


def test_what_was_wanted_in_vain_is_over_too(teacher, room, school, client_of, lead):
    """December § 2.6: the report and the year count the same waits, none of them to come."""
    other = client_of(school, Role.TEACHER)
    book(teacher, room, (TODAY, "M1"))
    for day in (TODAY, TOMORROW):
        book(teacher, room, (day, "S2"))
        other.post(f"{url(school, 'waiting_page')}?quoi={room.pk}&case={day}%20S2")
    with scope(school):
        block = compose(school, YEAR, TODAY)
        wanted = of_year(school, "bookings.wanted")
        use = use_of(school, YEAR.starts_on, TODAY)
    assert block.figure("bookings.wanted").rows == wanted == sum(thing.wanted for thing in use.things) == 1


def test_a_slot_of_a_lesson_an_exam_or_a_closing_could_not_be_booked(teacher, room, boss, school, lead):
    """December § 2.6: occupation 19/128 and 19/444 for the same rooms, neither without timetable, closings
    and exams."""
    book(teacher, room, (TODAY, "M1"), (TODAY, "M2"))
    with scope(school):
        held(school, room, TODAY, "S1")
        closing = held(school, room, TODAY, "S2", kind=Custody.Kind.BOOKING)
        Booking.objects.create(
            school=school,
            custody=closing,
            bookable=room,
            periods="S2",
            state="closed",
            made_at=timezone.now(),
        )
        slots = runs([(TODAY, "S3")], MODELS["8h30"][1])
        plan_exam(
            school,
            {"name": "Pix", "kind": "pix", "classes": "3e A", "candidates": 1},
            slots,
            [room],
            person=teacher.membership.person,
            now=timezone.now(),
            by=boss,
        )
        use = use_of(school, YEAR.starts_on, TODAY)
        measure = indicators.source.measure(school, YEAR)
        rows = indicators.source.rows(school, YEAR)[0:10]
        block = compose(school, YEAR, TODAY)
    assert [(thing.taken, thing.possible) for thing in use.things] == [(2, 5)], "eight but three"
    assert (measure.numerator, measure.denominator) == (2, 5)
    assert sum(period.taken for period in use.periods) == 2
    assert sum(period.possible for period in use.periods) == 5
    assert [row.worth for row in rows] == ["2 créneaux"]
    assert block.figure("bookings.booked").rows == 1, "an exam is no booking of a colleague"
    page = words_of(lead.get(url(school, "use")).text)
    assert "40 %, 2 créneaux sur 5" in page
    assert "sans les cours, les fermetures et les examens" in page


def test_a_month_counts_from_the_day_on_which_things_could_be_booked(teacher, room, school):
    """December § 2.6: the month counted the days before the room was offered, the year did not."""
    book(teacher, room, (TODAY, "M1"))
    month = MeasurePeriod(SchoolYear(2026), PeriodKind.MONTH, 2, until=TODAY)
    with scope(school):
        assert indicators.source.measure(school, month).denominator == 8
        assert indicators.source.measure(school, YEAR).denominator == 8
        assert indicators.source.measure(school, month.previous).numerator is None, "before it was offered"


def test_a_booking_in_a_period_that_the_school_dropped_counts_no_slot_that_never_was(teacher, room, school):
    """December § 2.6: what is taken is never more than what could be booked."""
    book(teacher, room, (TODAY, "M1"))
    moved(school, MONDAY)
    with scope(school):
        Booking.objects.for_school(school).update(periods="M1 X9")
        use = use_of(school, YEAR.starts_on, TODAY)
    assert [(thing.taken, thing.possible) for thing in use.things] == [(2, 29)]


def test_a_loan_of_three_days_leaves_no_slot_of_them():
    """What is lent on Tuesday at noon and back on Thursday at nine."""
    periods = MODELS["8h30"][1]
    tuesday, thursday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)
    starts, ends = datetime.combine(tuesday, time(12)), datetime.combine(thursday, time(9))
    slots = slots_over(starts, ends, periods)
    assert len([slot for slot in slots if slot[0] == tuesday]) == 5, "M4 runs at noon"
    assert [code for day, code in slots if day == thursday] == ["M1"]
    assert len(slots) == 5 + 4 + 1
