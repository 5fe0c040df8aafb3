"""Peer help in the report for the board: numbers alone, and only of groups that may be shown."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.measures.reading.report_blocks import REPORT_BLOCK
from fanal.peer_help.actions import open_hour as hours
from fanal.peer_help.actions import project_help as helps
from fanal.peer_help.models import ProjectHelp
from fanal.peer_help.tests.conftest import TODAY, acting, asked, held, offering
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)
YEAR = MeasurePeriod(year_of(TODAY), PeriodKind.YEAR)
HALF = MeasurePeriod(year_of(TODAY), PeriodKind.HALF)
LATER = TODAY + timedelta(days=2)


def composed(school, period=YEAR):
    (source,) = [source for source in registered(REPORT_BLOCK) if source.code == "peer_help.helps"]
    return source.compose(school, period, LATER)


def codes(school, period=YEAR):
    block = composed(school, period)
    return {} if block is None else {figure.code: figure.value for figure in block.figures}


def thanked(asker, helper):
    row = helps.take_help(asked(asker), now=timezone.now(), by=acting(helper))
    return helps.end_help(row, is_thanked=True, now=timezone.now(), by=acting(asker))


def people(school, count):
    return PersonFactory.create_batch(count, school=school)


def test_helps_are_counted_from_five_people_on(school):
    """Four who asked read as nobody; five who thanked five helpers are counted, and no row is listed."""
    with scope(school):
        askers, helpers = people(school, 5), people(school, 5)
        for helper in helpers:
            offering(helper)
        for asker, helper in zip(askers[:4], helpers[:4], strict=True):
            thanked(asker, helper)
        thanked(askers[0], helpers[1])
        assert composed(school) is None
        thanked(askers[4], helpers[4])
        block = composed(school)
    assert {figure.code: figure.value for figure in block.figures} == {
        "peer_help.asked": "6",
        "peer_help.thanked": "6",
    }
    assert block.sentences[0].text == "6 coups de main demandés entre collègues."
    assert not any(figure.trace or figure.rows for figure in block.figures)


def test_thanks_to_few_people_or_from_all_but_few_stay_hidden(school):
    """Four helpers are a small group; so is the only one who asked and did not thank."""
    with scope(school):
        askers, helpers = people(school, 6), people(school, 5)
        for helper in helpers:
            offering(helper)
        for asker in askers[:5]:
            thanked(asker, helpers[0])
        assert "peer_help.thanked" not in codes(school)
        for helper in helpers[1:]:
            thanked(askers[0], helper)
        assert codes(school)["peer_help.thanked"] == "9"
        asked(askers[5])
        assert codes(school) == {"peer_help.asked": "10"}


def test_a_half_with_few_people_keeps_the_year_silent(school):
    """Six in autumn, one in spring: the year less its first half would say the one."""
    with scope(school):
        for person in people(school, 6):
            asked(person)
        assert codes(school) == codes(school, HALF) == {"peer_help.asked": "6"}
        ProjectHelp.objects.filter(pk=asked(people(school, 1)[0]).pk).update(asked_on="2027-03-01")
        assert codes(school) == {}


def test_open_hours_that_are_over_are_counted(school, ada, zoe):
    """Those of one person alone wait for their agreement; a cancelled one and one to come are none."""
    with scope(school):
        held(ada)
        (figure,) = composed(school).figures
        assert (figure.value, figure.whose, figure.rows) == ("1", ada.pk, 0)
        held(zoe)
        held(zoe, starts_at=timezone.now() + timedelta(days=9))
        hours.cancel_hour(held(ada), now=timezone.now(), by=acting(ada))
        (figure,) = composed(school).figures
    assert (figure.value, figure.whose) == ("2", None)
