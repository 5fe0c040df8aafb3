"""The ten « Worked examples » of docs/domain/mission.md, and what holds for every split and every sum."""

from dataclasses import replace
from datetime import date
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.reading.proposal import instalments_of
from fanal.allowances.rules.instalments import OCTOBER, handed_over, ninths, schedule
from fanal.allowances.rules.proposing import ProposedLine, StaffStanding, date_refusals, findings
from fanal.allowances.rules.rates import RATES, as_tasks, sharing, splits
from fanal.missions.rules.words import RuleKind
from fanal.year.rules.years import SchoolYear

TODAY, YEAR = date(2027, 4, 12), SchoolYear(2027)
NOW = RATES[0]
LEGAL = NOW.legal_quarters
PLAIN = ProposedLine(
    quarters=4,
    standing=StaffStanding.TEACHER,
    agreed=True,
    remaining=38,
    is_digital=True,
    today=TODAY,
    year=YEAR,
)
pytestmark = pytest.mark.clock(TODAY)


def kinds(line: ProposedLine) -> dict[str, RuleKind]:
    return {sentence.rule: sentence.kind for sentence in findings(line)}


def test_example_1_one_person_at_the_triple_rate():
    parts = ninths(375_000)
    assert parts == [41_667] * 8 + [41_664]
    assert sum(parts[:8]) == 333_336
    assert findings(replace(PLAIN, quarters=12)) == []


def test_example_2_two_people_two_imp():
    assert ninths(125_000) == [13_889] * 8 + [13_888]
    assert sum(len(splits(8, people, NOW)) for people in range(1, 9)) == 10
    assert sharing(8, 2, NOW).refusal == ""
    assert sharing(8, 2, NOW).proposed[0] == (4, 4)


def test_example_3_three_imp_half_each_is_not_possible_and_what_is():
    shared = sharing(12, 2, NOW)
    assert "1,5 IMP + 1,5 IMP n’est pas d’usage" in shared.refusal
    assert shared.proposed == ((8, 4),)
    assert shared.tasks == (4, 2)


def test_example_4_three_people_one_imp():
    assert sharing(4, 3, NOW).proposed == ((2, 1, 1),)
    assert "parts égales" in sharing(4, 3, NOW).refusal
    assert ninths(31_250) == [3_472] * 8 + [3_474]


def test_example_5_below_the_range_a_warning():
    assert kinds(replace(PLAIN, quarters=2))["R2"] == RuleKind.WARNING


def test_example_6_relief_and_allowance():
    assert kinds(replace(PLAIN, has_relief=True))["R9"] == RuleKind.WARNING
    assert kinds(replace(PLAIN, other_relief=True))["R9"] == RuleKind.WARNING


def test_example_7_the_envelope_of_nine_and_a_half():
    used = 8 + 4 * 2 + 4 + 2 * 2 + 12
    assert used == 36
    assert "R7" not in kinds(replace(PLAIN, quarters=2, is_digital=False, remaining=38 - used))
    assert kinds(replace(PLAIN, quarters=4, is_digital=False, remaining=38 - used))["R7"] == RuleKind.REFUSAL


def test_example_8_a_substitute_from_february():
    for until in (date(2028, 6, 30), None):
        handed = handed_over(125_000, YEAR, [(date(2028, 2, 1), until)])
        assert (handed.kept, handed.passed) == (41_667, ((6, 83_333),))


def test_example_9_an_occasional_mission_is_one_payment():
    assert findings(replace(PLAIN, quarters=1, is_digital=False)) == []
    envelope = ImpEnvelope(school_year="2027-2028", first_month=11)
    line = ImpProposal(quarters=1, is_whole_year=False, envelope=envelope)
    assert instalments_of(line) == []
    line.is_whole_year = True
    assert len(instalments_of(line)) == 9


def test_example_10_first_month_october():
    parts = schedule(125_000, YEAR, first_month=OCTOBER)
    assert [part.cents for part in parts] == [13_889] * 8 + [13_888]
    assert (parts[0].label, parts[-1].label) == ("octobre 2027", "juin 2028")


@pytest.mark.parametrize("people", range(1, 6))
@pytest.mark.parametrize("total", range(4, 13))
def test_every_legal_split_is_found_and_no_other(total, people):
    expected = {
        tuple(sorted(split, reverse=True))
        for split in combinations_with_replacement(sorted(LEGAL), people)
        if sum(split) == total
    }
    assert set(splits(total, people, NOW)) == expected
    assert len(splits(total, people, NOW)) == len(expected)


@given(st.integers(min_value=1, max_value=10_000_000))
def test_ninths_always_sum_to_the_year(cents):
    parts = ninths(cents)
    assert sum(parts) == cents
    assert len(parts) == 9
    assert max(parts[:8]) == min(parts[:8])
    assert abs(parts[8] - parts[0]) <= 4


@given(st.integers(min_value=1, max_value=60))
def test_a_share_made_of_tasks_is_made_of_legal_rates(quarters):
    parts = as_tasks(quarters, NOW)
    assert sum(parts) == quarters
    assert set(parts) <= LEGAL


DAYS = st.dates(date(2027, 9, 1), date(2028, 8, 31))


@given(
    st.integers(1, 400_000), st.lists(DAYS, min_size=2, max_size=6, unique=True), st.sampled_from([10, 11])
)
def test_what_is_handed_over_and_what_is_kept_make_the_year(cents, days, first_month):
    """However many take over one after the other, nothing is counted twice."""
    days.sort()
    spans = list(zip(days[::2], days[1::2], strict=False))
    handed = handed_over(cents, YEAR, spans, first_month=first_month)
    assert handed.kept + sum(part for _, part in handed.passed) == cents
    assert handed.kept >= 0
    assert len(handed.passed) == len(spans)


@pytest.mark.parametrize(
    ("day", "refused"), [(date(2025, 9, 1), 0), (date(2025, 8, 31), 1), (date(2001, 1, 1), 1)]
)
def test_a_mistyped_year_dates_no_agreement_and_no_decision(day, refused):
    """One year mistyped would date every line of a batch."""
    assert len(date_refusals(day, SchoolYear(2026))) == refused
