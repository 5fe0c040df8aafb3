"""What each room says to the board, counted by hand, and never a name."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.indicators.reading.sources import sources as indicator_sources
from fanal.measures.reading.report_blocks import MOST_ROWS
from fanal.measures.reading.report_data import as_data
from fanal.missions.models import MissionShare, ParticularMission
from fanal.reports.reading.content import sources
from fanal.reports.tests.conftest import TODAY, YEAR
from fanal.year.rules.periods import period_named

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def _here(school):
    with scope(school):
        yield


def block_of(school, code, period=YEAR):
    return sources()[code].compose(school, period_named(period), TODAY)


def test_an_empty_school_has_nothing_to_say(school):
    """A room with no row composes nothing, rather than zeros; none of them fails."""
    assert {code for code in sources() if block_of(school, code)} <= {"privacy.register"}


def test_machines_are_counted_by_age_and_owner(school, lived):
    """Bought in September 2017, 2019 and 2021: 9.2, 7.2 and 5.2 years old, 7.2 on average."""
    block = block_of(school, "equipment.park")
    assert block.figure("equipment.present").value == "3"
    assert block.figure("equipment.age").value == "7,2 ans"
    assert block.figure("equipment.oldest").value == "2 sur 3"
    assert block.sentences[-1].text == "67 % des équipements ont sept ans ou plus."
    assert dict(block.bars.bars) == {"De 5 à 7 ans": Decimal(1), "7 ans et plus": Decimal(2)}


def test_the_name_of_a_machine_is_never_told(school):
    """It may be that of somebody: « PC de Mme Durand »."""
    EquipmentFactory(school=school, name="PC de Mme Durand")
    assert "Durand" not in json.dumps(as_data(block_of(school, "equipment.park")), ensure_ascii=False)


def after_the_year(school):
    return sources()["helpdesk.requests"].compose(school, period_named(YEAR), date(2027, 9, 2))


def test_requests_are_counted_within_the_period_alone(school, lived):
    """The first and the last moments of a year belong to it, on the clock of the school."""
    for moment in (datetime(2026, 8, 31, 21, 59, tzinfo=UTC), datetime(2027, 8, 31, 22, tzinfo=UTC)):
        HelpRequestFactory(school=school, asked_at=moment)
    HelpRequestFactory(school=school, asked_at=datetime(2026, 8, 31, 22, tzinfo=UTC))
    block = block_of(school, "helpdesk.requests")
    assert block.figure("helpdesk.asked").value == "5"
    assert block.sentences[0].text == "5 demandes sur la période."
    assert after_the_year(school).sentences[0].text == "5 demandes sur la période, contre 1 un an plus tôt."
    HelpRequestFactory(school=school, asked_at=datetime(2025, 11, 26, 22, tzinfo=UTC))
    words = "5 demandes sur la période, contre 1 un an plus tôt à la même date."
    assert block_of(school, "helpdesk.requests").sentences[0].text == words
    assert block.figure("helpdesk.worked_delay").value == "2 h ouvrées"  # 2, 4, and none: a Saturday


def test_the_delay_of_a_report_is_that_of_the_indicator(school, lived):
    """One delay, one definition: two medians side by side in one report would need explaining to a board."""
    period = period_named(YEAR)
    block = block_of(school, "helpdesk.requests")
    delay = block.figure("helpdesk.worked_delay")
    assert delay.numerator == indicator_sources()["TK3"].measure(school, period).numerator


def test_a_half_year_counts_its_half(school, lived):
    assert block_of(school, "helpdesk.requests", "2026-half-0").figure("helpdesk.asked").value == "4"
    assert block_of(school, "helpdesk.requests", "2026-half-1") is None


def test_the_rows_behind_a_figure_are_bounded_and_their_number_is_said(school):
    """Beyond the first ones, a figure says how many there were."""
    for rank in range(MOST_ROWS + 3):
        HelpRequestFactory(school=school, asked_at=datetime(2026, 10, 1, 8, rank % 60, tzinfo=UTC))
    figure = block_of(school, "helpdesk.requests").figure("helpdesk.asked")
    assert (figure.rows, len(figure.trace)) == (MOST_ROWS + 3, MOST_ROWS)


def test_missions_are_told_without_names(school):
    """Field review 7: the opinion of the board bears on the breakdown by mission."""
    mission = ParticularMission.objects.create(
        school=school, number=1, school_year="2026-2027", kind="digital", title="Référent numérique"
    )
    MissionShare.objects.create(
        school=school,
        mission=mission,
        part="steering",
        person=PersonFactory(school=school, family_name="Durand"),
        percent=100,
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 8, 31),
    )
    block = block_of(school, "missions.missions")
    assert block.figure("missions.missions").value == "1"
    assert "Durand" not in json.dumps(as_data(block), ensure_ascii=False)


@pytest.mark.parametrize("first", [2010, 2040])
def test_a_part_over_an_empty_period_is_silent_or_counts_nothing(school, lead, first):
    """December § 2.6: a figure over an empty period; what stands on the day may still be said."""
    period = period_named(f"{first}-year-0")
    with scope(school):
        for source in sources().values():
            block = source.compose(school, period, TODAY)
            of_period = [figure for figure in block.figures if figure.period == period.label] if block else []
            assert not any(figure.rows for figure in of_period), source.code
