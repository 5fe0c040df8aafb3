"""A value is read when its period can be, compared with its like, judged at its end (December § 2.6)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.indicators.actions import choice
from fanal.indicators.models import Indicator, IndicatorValue
from fanal.indicators.reading.series import line_of
from fanal.indicators.reading.sources import sources
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.goals import JUDGED_LATER, Goals, frequency_refusals, state_of
from fanal.indicators.rules.reading_time import READ_FROM, TOO_EARLY, can_be_read, gap_since, share_passed
from fanal.indicators.tests.conftest import TODAY, typed, url
from fanal.year.rules.periods import MeasurePeriod, PeriodKind, period_named, period_of
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)  # 26 November
NOVEMBER = MeasurePeriod(SchoolYear(2026), PeriodKind.MONTH, 2)
DECEMBER = MeasurePeriod(SchoolYear(2026), PeriodKind.MONTH, 3)


def test_the_running_period_is_read_from_three_quarters_of_it_on():
    """December § 2.6: the last finished period until the running one can be read."""
    definition, day = CATALOGUE["TK4"], DECEMBER.starts_on
    read = [
        shift
        for shift in range(31)
        if can_be_read(definition, DECEMBER, day + timedelta(shift), is_counted=True)
    ]
    assert read == list(range(24, 31)), "from the 25th: 24 of 31 days are behind"
    assert READ_FROM * 31 <= 24
    assert share_passed(DECEMBER, date(2026, 11, 1)) == 0
    assert share_passed(DECEMBER, date(2027, 3, 1)) == 1
    assert can_be_read(CATALOGUE["EQ1"], DECEMBER, day, is_counted=True), "what stands is read at once"
    assert can_be_read(definition, DECEMBER, day, is_counted=False), "so is what somebody read and typed"


def counted(indicator, period, above, below, *, day) -> IndicatorValue:
    """As the night of that day would have kept it."""
    now = timezone.now().replace(year=day.year, month=day.month, day=day.day)
    return IndicatorValue.objects.create(
        school=indicator.school,
        indicator=indicator,
        period=period.code,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        numerator=above,
        denominator=below,
        source="computed",
        version=indicator.version,
        measured_at=now,
    )


@pytest.fixture
def in_time(school, followed):
    """TK4 of the last three months and of a year before: nothing is left of what the choice had counted."""
    with scope(school):
        row = followed["TK4"]
        row.values.all().delete()
        yield row


def line(row, day):
    values = IndicatorValue.objects.for_school(row.school_id).filter(indicator=row).in_time()
    return line_of(row, values, 5, set(), day)


def test_a_running_month_stands_beside_no_whole_one(in_time):
    """December § 2.6: « sur un an » sets a running period against a whole one."""
    october, november = NOVEMBER.previous, NOVEMBER
    for period, above in (
        (november.same_last_year, 10),
        (october.same_last_year, 8),
        (october, 9),
        (november, 0),
    ):
        counted(in_time, period, above, 10, day=period.ends_on)
    on_day_one = line(in_time, november.starts_on)
    assert on_day_one.last.period == october
    assert (words_of(on_day_one.gap), on_day_one.gap_since) == ("+10 points", "sur un an")
    assert on_day_one.running.period == november
    late = line(in_time, november.ends_on)
    assert (late.last.period, late.gap) == (november, ""), "read, and not compared: it runs"
    over = line(in_time, november.ends_on + timedelta(days=1))
    assert words_of(over.gap) == "−100 points"


def test_where_no_period_is_over_it_is_too_early_to_say(in_time):
    """December § 2.6: « trop tôt pour le dire » otherwise."""
    counted(in_time, DECEMBER, 1, 4, day=DECEMBER.starts_on)
    on_day_one = line(in_time, DECEMBER.starts_on)
    assert (on_day_one.last, on_day_one.figure.text, on_day_one.state) == (None, TOO_EARLY, ("", ""))
    assert on_day_one.running.figure.text == "25\u00a0%"


def test_the_page_says_what_runs_beside_what_is_read(lead, school, followed):
    """On the dashboard: the month that is over, and under it the one that runs, each with its rows."""
    with scope(school):
        row = followed["TK4"]
        row.values.all().delete()
        month = period_of(TODAY, PeriodKind.MONTH)
        counted(row, month.previous, 9, 10, day=month.previous.ends_on)
        row.values.filter(period=month.code).delete()
    page = words_of(lead.get(url(school, "dashboard")).text)
    assert "octobre 2026" in page
    assert "90 % 9 sur 10" in page
    assert "Une cible se juge à la fin de sa période" in page


def test_what_stands_is_compared_with_the_end_of_the_year_before(lead, school, followed, boss):
    """December § 2.6: the page says « au même moment », and it was not."""
    year = MeasurePeriod(SchoolYear(2026), PeriodKind.YEAR)
    with scope(school):
        row = followed["EQ1"]
        row.values.all().delete()
        typed(row, year.same_last_year, 200, 500, boss)
        counted(row, year, 250, 500, day=TODAY)
        shown = line(row, TODAY)
    assert (shown.gap, shown.gap_since) == ("+10", "depuis fin août 2026")
    assert gap_since(year, year.ends_on + timedelta(days=1)) == "sur un an"


@pytest.mark.parametrize(
    ("value", "is_over", "words"),
    [
        (85, True, "Cible atteinte"),
        (60, True, "Cible non atteinte"),
        (85, False, JUDGED_LATER),
        (60, False, JUDGED_LATER),
        (40, False, "Seuil d’alerte passé"),
        (40, True, "Seuil d’alerte passé"),
    ],
)
def test_a_target_is_judged_at_the_end_of_its_period(value, is_over, words):
    """December § 2.6: targets judged at the end of their period; a threshold warns at once."""
    goals = Goals(None, 80, 50)
    assert state_of(CATALOGUE["PIX3"], goals, value, is_over=is_over)[0] == words


def test_spending_is_by_civil_year_as_budgets_are(school, boss):
    """December § 2.6: BU1 by school year where budgets are civil."""
    period = period_of(date(2026, 3, 10), CATALOGUE["BU1"].frequency)
    assert (period.starts_on, period.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (period.label, period.short) == ("année 2026", "2026")
    assert period.previous == period.same_last_year
    assert period_named(period.code) == period
    assert frequency_refusals(CATALOGUE["BU1"], "year")
    assert not frequency_refusals(CATALOGUE["BU1"], "civil")
    assert frequency_refusals(CATALOGUE["TK1"], "civil"), "nor anything else by civil year"
    with scope(school):
        codes = ["BU1", "EQ1", "EQ4", "TK3", "TK4", "BK1", "RG1", "SEC1"]
        choice.choose_indicators(school, codes, now=timezone.now(), by=boss)
        row = Indicator.objects.for_school(school).get(code="BU1")
        assert row.values.get(period="2026-civil-0").ends_on == date(2026, 12, 31)


def test_what_is_typed_by_hand_says_so_where_it_is_chosen(lead, school, followed):
    """December § 2.6: BK2 and VE1 are offered like counted ones and are typed by hand (say « saisi »)."""
    offered = lead.get(url(school, "choose")).text.split('class="check"')
    for code in ("BK2", "VE1"):
        name = CATALOGUE[code].name
        assert "saisi à la main" in next(words_of(box) for box in offered if name in words_of(box))
    assert "saisi à la main" not in next(words_of(box) for box in offered if "Prêts rendus" in words_of(box))
    added = words_of(lead.get(url(school, "catalogue")).text)
    assert "Saisi à la main. Ce que vous avez constaté" in added
    assert "Saisi à la main. Ce que vous avez envoyé" in added


@pytest.mark.parametrize("code", sorted(sources()))
def test_a_figure_over_an_empty_period_says_why_or_zero(school, lead, code):
    """December § 2.6: a figure over an empty period, past, running or to come."""
    kind = CATALOGUE[code].frequency
    with scope(school):
        for day in (date(2015, 10, 1), TODAY, date(2031, 10, 1)):
            period = replace(period_of(day, kind), until=TODAY)
            measure = sources()[code].measure(school, period)
            rows = sources()[code].rows
            if not measure.reason:
                assert measure.numerator == 0, (code, day)
            if rows is not None:
                assert rows(school, period).count() == measure.rows, (code, day)
