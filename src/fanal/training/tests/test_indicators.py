"""FO1, FO2, FO3 on cases counted by hand, edge cases included; the session behind a figure; its objective."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fanal.accounts.models.roles import Role
from fanal.accounts.reading.objectives import TRACED_KIND
from fanal.accounts.tests.factories import member_of
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.measures.reading.indicators import INDICATOR_SOURCE
from fanal.training.actions import session as actions
from fanal.training.tests.conftest import TODAY, after, asked, joined, planned
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)
YEAR = MeasurePeriod(year_of(TODAY), PeriodKind.YEAR)


def source(code):
    return next(one for one in registered(INDICATOR_SOURCE) if one.code == code)


def measured(school, code, period=YEAR):
    return source(code).measure(school, period)


@pytest.fixture
def teachers(school):
    with scope(school):
        return [member_of(school, Role.TEACHER).person for _ in range(8)]


def held(school, boss, people, **about):
    made = planned(school, boss, **about)
    rows = [joined(made, person) for person in people]
    actions.note_presence(made, {row.pk for row in rows}, now=after(made), by=boss)
    return made


def test_fo1_counts_each_trained_teacher_once(school, boss, teachers):
    """FO1: teachers with at least one training / teachers. Nobody counts twice; a guest is no teacher."""
    with scope(school):
        guest = member_of(school, Role.STAFF).person
        held(school, boss, [*teachers[:6], guest])
        held(school, boss, teachers[:2])
        measure = measured(school, "FO1")
    assert (measure.numerator, measure.denominator, measure.people) == (6, 8, 8)
    assert measure.counts_people
    assert measure.rows == 2


def test_fo2_divides_the_hours_by_all_teachers(school, boss, teachers):
    """FO2: Σ hours / teachers: six at three hours, two of them at half an hour more."""
    with scope(school):
        first = held(school, boss, teachers[:6])
        held(school, boss, teachers[:2], ends_at=first.starts_at + timedelta(minutes=30))
        measure = measured(school, "FO2")
    assert (measure.numerator, measure.denominator) == (Decimal(19), 8)


def test_fo3_counts_needs_met_by_a_session_that_was_held(school, boss, subject, teachers):
    """FO3: needs with a held action / needs: six of eight; the two who wait are a small group to protect."""
    with scope(school):
        for person in teachers:
            asked(school, subject, person)
        held(school, boss, teachers[:6], subject=subject)
        measure = measured(school, "FO3")
    assert (measure.numerator, measure.denominator, measure.people) == (6, 8, 2)
    assert source("FO3").rows is None


def test_nothing_held_and_nobody_there(school, boss):
    """A denominator of zero is given as zero, with its reason; a session not noted counts for nothing."""
    with scope(school):
        joined(planned(school, boss))
        for code in ("FO1", "FO2"):
            measure = measured(school, code)
            assert (measure.numerator, measure.denominator) == (0, 0)
            assert "Aucune personne" in measure.reason
        assert measured(school, "FO3").denominator == 0


def test_another_year_counts_nothing_of_this_one(school, boss, teachers):
    with scope(school):
        held(school, boss, teachers)
        before = MeasurePeriod(year_of(TODAY).previous, PeriodKind.YEAR)
        assert measured(school, "FO1", before).numerator == 0


def test_the_rows_behind_are_sessions_and_never_people(school, boss, teachers):
    with scope(school):
        made = held(school, boss, teachers)
        rows = source("FO1").rows(school, YEAR)
        (row,) = rows[0:5]
        assert len(rows) == 1
    assert (row.label, row.day) == (made.title, made.day)
    assert row.url.endswith(f"/formation/seances/{made.pk}/")


def test_a_session_may_serve_an_objective_until_it_is_cancelled(school, boss, lead):
    with scope(school):
        made = planned(school, boss)
        (kind,) = [kind for kind in registered(TRACED_KIND) if kind.code == "training.session"]
        assert kind.present(school.pk, [str(made.pk)]) == {str(made.pk)}
        actions.cancel_session(made, "Annulée", now=made.planned_at, by=boss)
        assert kind.present(school.pk, [str(made.pk)]) == set()
