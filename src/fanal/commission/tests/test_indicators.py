"""GOV1 and GOV2, counted by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fanal.agenda.actions import task as tasks
from fanal.agenda.models import YearTask
from fanal.commission.actions import decision as decision_actions
from fanal.commission.contributions.indicators import GOV2, held_rows, terms_with_a_meeting
from fanal.commission.models import MeetingDecision
from fanal.commission.rules.decision import DecisionOutcome
from fanal.commission.tests.conftest import NOW, TODAY, approved, held, planned
from fanal.core.tenancy import scope
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)
YEAR = MeasurePeriod(year_of(TODAY), PeriodKind.YEAR)
FIRST, SECOND = (MeasurePeriod(year_of(TODAY), PeriodKind.TERM, rank) for rank in (0, 1))


def sides(measure):
    return measure.numerator, measure.denominator, measure.rows


def test_gov1_terms_in_which_the_commission_met(school, boss, principal, colleague):
    """GOV1: two in the first term make up for no other one; a partner’s or a planned one is none."""
    with scope(school):
        approved(school, boss, principal, colleague)
        held(school, boss, colleague)
        held(school, boss, colleague, circle="dialogue")
        planned(school, boss, "À venir")
        assert sides(terms_with_a_meeting(school, YEAR)) == (1, 3, 2)
        assert sides(terms_with_a_meeting(school, replace(YEAR, until=TODAY))) == (1, 1, 2)
        assert sides(terms_with_a_meeting(school, FIRST)) == (1, 1, 2)
        assert sides(terms_with_a_meeting(school, SECOND)) == (0, 1, 0)
        assert len(held_rows(school, YEAR)[0:10]) == 2
        winter = MeasurePeriod(year_of(TODAY), PeriodKind.HALF_TERM, 2)
        assert terms_with_a_meeting(school, winter).reason.startswith("Aucun trimestre")


def test_gov2_decisions_done_on_time(school, boss, principal, colleague):
    """GOV2: of four due in the first term, one task and one commitment are on time, one is late, one open."""
    due = {"due_on": date(2026, 11, 26)}
    mine, theirs = {"owner": colleague, **due}, {"side": "partner", "owner_words": "Département", **due}
    with scope(school):
        approved(
            school,
            boss,
            principal,
            colleague,
            {"text": "à temps", **mine},
            {"text": "en retard", **mine},
            {"text": "tenu", **theirs},
            {"text": "ouvert", **theirs},
            {"text": "plus tard", **mine, "due_on": date(2027, 1, 15)},
        )
        rows = YearTask.objects.for_school(school)
        tasks.finish_task(rows.get(title="à temps"), now=NOW, by=boss)
        tasks.finish_task(rows.get(title="en retard"), now=NOW + timedelta(days=1), by=boss)
        kept = MeetingDecision.objects.for_school(school).get(text="tenu")
        decision_actions.close_decision(kept, DecisionOutcome.DONE, today=TODAY, now=NOW, by=boss)
        assert sides(GOV2.measure(school, FIRST)) == (2, 4, 4)
        assert sides(GOV2.measure(school, SECOND)) == (0, 1, 1)
        assert sides(GOV2.measure(school, YEAR)) == (2, 5, 5)
        rows = GOV2.rows(school, YEAR)[0:10]
        assert {row.label for row in rows if row.is_counted} == {"à temps", "tenu"}
        assert len(rows) == 5
        on_the_day = replace(YEAR, until=date(2026, 11, 26))
        assert sides(GOV2.measure(school, on_the_day)) == (0, 0, 0), "its last day is not over"
        assert sides(GOV2.measure(school, replace(YEAR, until=date(2026, 11, 27)))) == (2, 4, 4)


def test_gov1_does_not_fall_as_a_term_begins(school, boss, principal, colleague):
    """December § 2.6: GOV1 falls each 1 December."""
    with scope(school):
        approved(school, boss, principal, colleague)
        first_of_december = replace(YEAR, until=date(2026, 12, 1))
        assert sides(terms_with_a_meeting(school, first_of_december)) == (1, 1, 1)
        running = terms_with_a_meeting(school, replace(SECOND, until=date(2026, 12, 1)))
        assert running.numerator is None
        assert running.reason.startswith("Trop tôt")
        assert sides(terms_with_a_meeting(school, replace(SECOND, until=SECOND.ends_on))).count(None) == 2
        over = replace(YEAR, until=SECOND.ends_on + timedelta(days=1))
        assert sides(terms_with_a_meeting(school, over)) == (1, 2, 1)


def test_gov2_without_a_decision_has_no_ratio(school):
    with scope(school):
        assert sides(GOV2.measure(school, YEAR)) == (0, 0, 0)
