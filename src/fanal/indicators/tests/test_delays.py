"""The delays of an only référent stay out of reports without their agreement (field reading, « Law » 23)."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.errors import NotAllowed
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.indicators.actions import measuring
from fanal.indicators.actions.value import agree_on_delays
from fanal.indicators.contributions.report_blocks import compose
from fanal.indicators.models import IndicatorValue
from fanal.indicators.tests.conftest import TODAY, url
from fanal.measures.reading.report_blocks import BlockFigure
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def solved(school, followed, boss):
    """Three requests solved in November, two and four and six working hours after they were asked."""
    with scope(school):
        for hours in (2, 4, 6):
            asked = datetime(2026, 11, 16, 9, tzinfo=school.zone_info)
            ended = asked + timedelta(hours=hours)
            HelpRequestFactory(school=school, asked_at=asked, solved_at=ended, state="solved")
        measuring.measure_school(school, now=timezone.now(), by=boss)


def exported(client, school) -> set[str]:
    table = read_table(client.get(url(school, "dashboard_export", "csv")).getvalue(), "i.csv")
    return {cells[0] for _, cells in table.numbered()}


def reported(school) -> dict[str, BlockFigure]:
    """The figures of the report's part about indicators, by code."""
    with scope(school):
        block = compose(school, MeasurePeriod(SchoolYear(2026), PeriodKind.YEAR), TODAY)
    return {figure.code: figure for figure in block.figures}


def test_a_delay_of_one_person_leaves_the_page_only_with_their_agreement(lead, client_of, school, solved):
    head = client_of(school, Role.HEAD)
    assert "hors rapports" in words_of(head.get(url(school, "dashboard")).text)
    assert "4 h" in words_of(head.get(url(school, "dashboard")).text)
    assert "TK3" not in exported(head, school)
    assert head.post(url(school, "delays_agree")).status_code == 403, "nobody agrees for somebody else"
    assert "Vous êtes seul référent" in words_of(lead.get(url(school, "dashboard")).text)
    assert reported(school)["indicators.TK3"].whose is not None, "the report asks for their agreement"
    lead.post(url(school, "delays_agree"))
    assert "TK3" in exported(head, school)
    assert reported(school)["indicators.TK3"].whose is None
    assert words_of(reported(school)["indicators.TK3"].value) == "4 h ouvrées"
    lead.post(url(school, "delays_withhold"))
    assert "TK3" not in exported(head, school)


def test_with_two_referents_a_delay_is_of_nobody(client_of, lead, school, solved, boss):
    client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        measuring.measure_school(school, now=timezone.now(), by=boss)
        value = IndicatorValue.objects.for_school(school).get(indicator__code="TK3", period="2026-month-2")
        assert value.whose is None
    assert "TK3" in exported(lead, school)


def test_an_agreement_is_given_by_the_person_alone(school, lead, boss):
    with scope(school):
        other = actor_of(lead.membership.person, Role.HEAD)
        with pytest.raises(NotAllowed):
            agree_on_delays(lead.membership.person, agrees=True, today=TODAY, by=other)


def test_a_delay_stays_withheld_once_its_name_is_gone(client_of, school, solved):
    """Erased, or after five years: the figure is still the work of one person."""
    with scope(school):
        IndicatorValue.objects.for_school(school).filter(indicator__code="TK3").update(whose=None)
    assert "TK3" not in exported(client_of(school, Role.HEAD), school)
    assert "indicators.TK3" not in reported(school)


def test_a_report_of_a_year_measures_the_year_and_not_its_last_month(lead, school, solved):
    """The report of 2025-2026 said « 0 h », that of August alone; the values of its months are behind it."""
    with scope(school):
        asked = datetime(2026, 9, 14, 9, tzinfo=school.zone_info)
        ended = asked + timedelta(hours=9)
        for _ in range(4):
            HelpRequestFactory(school=school, asked_at=asked, solved_at=ended, state="solved")
    figure = reported(school)["indicators.TK3"]
    assert (figure.numerator, figure.period) == (9, "2026-2027, au 26 novembre 2026"), (
        "2, 4, 6 in November, 9 four times"
    )
    assert [row.label[-13:] for row in figure.trace] == ["novembre 2026"]
