"""What indicators keep of people: names go after five years, and somebody reads what is theirs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.models import JournalEntry
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.indicators.actions import value as actions
from fanal.indicators.models import IndicatorComment, IndicatorValue
from fanal.indicators.tests.conftest import TODAY
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)
TERM = MeasurePeriod(SchoolYear(2026), PeriodKind.TERM)
WORDS = "Deux classes absentes."


@pytest.fixture
def written(school, lead, followed, boss):
    """A value, a comment and an agreement of the référent."""
    with scope(school):
        row, at = followed["PIX3"], {"now": timezone.now(), "by": boss}
        value = actions.type_value(row, TERM, Decimal(108), Decimal(144), **at)
        actions.comment(row, {"period": TERM.code, "text": WORDS}, **at)
        actions.agree_on_delays(lead.membership.person, agrees=True, today=TODAY, by=boss)
    return value


def test_after_five_years_the_values_stay_and_nobody_is_named(school, written):
    with scope(school):
        late = timezone.now() - timedelta(days=5 * 366)
        IndicatorValue.objects.for_school(school).update(measured_at=late)
        IndicatorComment.objects.for_school(school).update(written_at=late)
    keep_no_longer(timezone.now())
    with scope(school):
        written.refresh_from_db()
        assert (written.written_by, written.numerator) == (None, 108)
        assert not IndicatorComment.objects.for_school(school).exists()


def test_a_value_is_corrected_and_the_journal_never_says_its_numbers(school, written, followed, boss):
    """The journal is read by the head, and a group of four is shown to nobody."""
    with scope(school):
        actions.type_value(
            followed["PIX3"], TERM, Decimal(3), Decimal(4), now=timezone.now() + timedelta(hours=1), by=boss
        )
        written.refresh_from_db()
        assert (written.numerator, written.denominator, written.people) == (3, 4, 4)
        entries = JournalEntry.objects.for_school(school).filter(verb__startswith="indicators.value")
        assert {entry.verb for entry in entries} == {"indicators.value_typed", "indicators.value_changed"}
        assert not any("numerator" in str(entry.content) for entry in entries)


def test_somebody_reads_what_they_wrote_and_agreed_to(lead, school, written):
    own = lead.get(reverse("people:own_data", args=[school.uai])).json()
    assert [row["texte"] for row in own["commentaires d’indicateurs"]] == [WORDS]
    assert own["accord sur les délais"]
