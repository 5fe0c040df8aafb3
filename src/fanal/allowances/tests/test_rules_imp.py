"""The rules of the allowance, R1 to R22, each by its number (docs/domain/mission.md)."""

from dataclasses import replace
from datetime import date

import pytest

from fanal.agenda.rules.years import prepared_years, worked_year
from fanal.allowances.rules.councils import calendar_of, votes_refusals
from fanal.allowances.rules.instalments import NOVEMBER, OCTOBER, SHARED, handed_over, ninths, schedule
from fanal.allowances.rules.leave import LEAVE
from fanal.allowances.rules.proposing import WHY, ProposedLine, StaffStanding, findings
from fanal.allowances.rules.rates import RATES, as_tasks, rates_of, units
from fanal.allowances.rules.relief import findings as relief_findings
from fanal.allowances.rules.relief import hours_said, proposing_refusals
from fanal.missions.rules.particular_mission import (
    MissionKind,
    article_of,
    helps_of,
)
from fanal.missions.rules.words import OURS, PRACTICE, RuleKind, reasons
from fanal.year.rules.years import SchoolYear

TODAY, YEAR = date(2027, 4, 12), SchoolYear(2027)
PLAIN = ProposedLine(
    quarters=4,
    standing=StaffStanding.TEACHER,
    agreed=True,
    remaining=38,
    is_digital=True,
    today=TODAY,
    year=YEAR,
)


def said_by(rule: str, line: ProposedLine) -> list[RuleKind]:
    return [sentence.kind for sentence in findings(line) if sentence.rule == rule]


def test_nothing_is_said_of_a_plain_proposal():
    assert findings(PLAIN) == []


@pytest.mark.parametrize("quarters", range(15))
def test_r1_another_rate_than_the_five_is_warned_of(quarters):
    """December, second reading J16: it was refused on an order that nobody had read."""
    is_usual = quarters in {1, 2, 4, 8, 12}
    expected = [] if is_usual else [RuleKind.WARNING if quarters else RuleKind.REFUSAL]
    assert said_by("R1", replace(PLAIN, quarters=quarters, reason="écrit")) == expected


def test_r1_r9_ask_for_a_reason_until_one_is_written():
    """December, second reading J16: a warning, with the reason asked."""
    for rule, line in (("R1", replace(PLAIN, quarters=6)), ("R9", replace(PLAIN, has_relief=True))):
        for asks, one in ((True, line), (False, replace(line, reason="Deux sites."))):
            (said,) = [sentence for sentence in findings(one) if sentence.rule == rule]
            assert (WHY in said.text, said.source) == (asks, PRACTICE)


def test_r1_a_rate_is_dated_data():
    assert rates_of(YEAR).source.text == "arrêté du 27 avril 2015"
    assert rates_of(SchoolYear(2001)) == RATES[0]
    amounts = [rates_of(YEAR).cents(quarters) for quarters in (1, 2, 4, 8, 12)]
    assert amounts == [31250, 62500, 125000, 250000, 375000]


def test_r2_outside_the_range_warns_and_blocks_nothing_with_or_without_a_reason():
    """verified.md § 3.4: it blocked, for a legal small share too."""
    low = replace(PLAIN, quarters=2)
    for line in (low, replace(low, reason="Second référent à un autre taux.")):
        assert set(said_by("R2", line)) == {RuleKind.WARNING}
        assert reasons([said for said in findings(line) if said.rule == "R2"]) == []
    assert "si vous le souhaitez" in " ".join(sentence.text for sentence in findings(low))


def test_r2_says_nothing_of_a_legal_share_of_a_mission_within_the_range():
    assert said_by("R2", replace(PLAIN, quarters=1, mission=4)) == []
    assert said_by("R2", replace(PLAIN, quarters=2, mission=10, mission_others=0)) == []


def test_r2_is_said_of_the_person_and_of_the_whole_mission():
    both = replace(PLAIN, quarters=8, mission=8, reason="Deux référents.")
    assert [sentence.text.split(",")[0] for sentence in findings(both)] == ["Pour la mission entière"]
    person = replace(PLAIN, quarters=8, mission=8, mission_others=8, reason="Un seul.")
    assert len(said_by("R2", person)) == 2


def test_r2_bears_on_the_digital_mission_alone():
    assert said_by("R2", replace(PLAIN, quarters=1, is_digital=False)) == []


def test_r3_no_mission_without_the_persons_agreement():
    assert said_by("R3", replace(PLAIN, agreed=False)) == [RuleKind.REFUSAL]


def test_r5_votes_are_optional_and_whole():
    assert votes_refusals((None, None, None)) == votes_refusals((12, 3, 0)) == []
    assert votes_refusals((12, None, 0))


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 1, 31), "encore tôt"),
        (date(2027, 2, 1), "maintenant"),
        (date(2027, 6, 30), "maintenant"),
        (date(2027, 7, 1), "passé"),
    ],
)
def test_r6_february_to_june_for_the_next_year(today, said):
    calendar = calendar_of(YEAR, today=today)
    assert said in calendar.text
    assert calendar.source == PRACTICE
    assert "d’habitude" in calendar.text  # a custom, no rule
    assert not PRACTICE.is_rule
    assert (calendar.starts_on, calendar.ends_on) == (date(2027, 2, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2027, 1, 31), "2026-2027"),
        (date(2027, 2, 1), "2027-2028"),
        (date(2027, 8, 31), "2027-2028"),
        (date(2027, 9, 1), "2027-2028"),
    ],
)
def test_r6_the_year_one_works_on_is_the_next_from_february(today, year):
    assert worked_year(today).label == year
    assert year in {offered.label for offered in prepared_years(today)}


def test_r7_the_envelope_is_never_exceeded():
    assert said_by("R7", replace(PLAIN, remaining=4)) == []
    assert said_by("R7", replace(PLAIN, remaining=3)) == [RuleKind.REFUSAL]


def test_r9_an_allowance_and_a_relief_for_one_mission_are_warned_of():
    """December, second reading J16: « l’une ou l’autre » is reported, its article read for another thing."""
    assert said_by("R9", replace(PLAIN, has_relief=True)) == [RuleKind.WARNING]
    assert said_by("R9", replace(PLAIN, other_relief=True)) == [RuleKind.WARNING]
    both = relief_findings(2, "Mission trop lourde.", has_allowance=True)
    assert [(sentence.rule, sentence.stops) for sentence in both] == [("R9", False)]


def test_r10_a_relief_says_why_and_the_board_proposes_it():
    assert reasons(relief_findings(2, "", has_allowance=False))
    assert relief_findings(3, "Mission trop lourde.", has_allowance=False) == []
    assert relief_findings(0, "x", has_allowance=False)
    assert relief_findings(37, "x", has_allowance=False)
    sentences = relief_findings(37, "", has_allowance=False)
    assert {sentence.source for sentence in sentences} == {OURS}
    assert hours_said(3) == "1 h 30"
    assert hours_said(2) == "1 h"
    for is_private in (False, True):
        assert proposing_refusals(TODAY, is_private=is_private, today=TODAY) == []
        assert proposing_refusals(date(2027, 5, 1), is_private=is_private, today=TODAY)


def test_r12_the_sum_of_a_persons_missions_is_said():
    assert said_by("R12", replace(PLAIN, others=2)) == [RuleKind.WARNING]
    notices = [sentence for sentence in findings(replace(PLAIN, others=2)) if not sentence.stops]
    assert "1,5 IMP" in notices[0].text


def test_r13_a_whole_year_is_paid_by_ninths():
    parts = schedule(125_000, YEAR)
    assert len(parts) == 9
    assert (parts[0].label, parts[-1].label) == ("novembre 2027", "juillet 2028")


def test_r14_the_first_month_is_a_setting():
    assert schedule(125_000, YEAR, first_month=OCTOBER)[-1].label == "juin 2028"
    assert schedule(125_000, YEAR)[0].month.month == NOVEMBER


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (StaffStanding.TEACHER, []),
        (StaffStanding.CPE, []),
        (StaffStanding.TZR, []),
        (StaffStanding.CONTRACT, []),
        (StaffStanding.CPGE, [RuleKind.WARNING]),
        (StaffStanding.DDFPT, [RuleKind.WARNING]),
        (StaffStanding.OTHER, [RuleKind.WARNING]),
        (StaffStanding.SEGPA, [RuleKind.WARNING]),
    ],
)
def test_r15_who_may_receive_one(standing, expected):
    assert said_by("R15", replace(PLAIN, standing=standing)) == expected


def test_r16_what_is_shared_in_the_year_is_an_estimate_and_says_so():
    assert SHARED.startswith("Estimation, sans valeur de règle")
    handed = handed_over(125_000, YEAR, [(date(2028, 2, 1), None)])
    assert handed.kept + handed.passed[0][1] == 125_000


def test_r19_eps_takes_from_the_same_envelope_and_its_frame_is_said():
    assert helps_of(MissionKind.EPS)
    assert helps_of(MissionKind.DIGITAL) == []


def test_r17_on_leave_no_formula_is_given_the_rectorate_is_asked():
    assert "à voir avec le rectorat" in LEAVE
    assert not any(letter.isdigit() for letter in LEAVE)


def test_r18_a_part_of_the_year_is_a_smaller_rate_never_a_computed_one():
    assert as_tasks(3, RATES[0]) == (2, 1)
    assert said_by("R1", replace(PLAIN, quarters=3, reason="écrit")) == [RuleKind.WARNING]


def test_r20_an_article_is_what_the_school_says_and_nothing_else():
    """December § 3: « article 6 » was printed by default, though its list was not read."""
    assert [article_of(said) for said in (True, False, None)] == ["article 6", "article 7", ""]


def test_r15_a_ddfpt_is_warned_of_by_the_circular_that_was_read():
    """December § 3: the national circular was cited for a refusal; Caen’s alone was read.

    December, second reading J15: one académie’s page is no text for the others, and is not cited.
    """
    (said,) = [one for one in findings(replace(PLAIN, standing=StaffStanding.DDFPT)) if one.rule == "R15"]
    assert said.source == PRACTICE
    assert "rectorat" in said.text


def test_r21_a_pacte_part_for_the_same_task_is_a_warning():
    assert said_by("R21", replace(PLAIN, has_pacte=True)) == [RuleKind.WARNING]


def test_every_sentence_has_a_source_and_none_says_a_doubt():
    """December, second reading J15: « à vérifier » was required here, and read by a head."""
    every = replace(
        PLAIN,
        quarters=6,
        agreed=False,
        remaining=0,
        standing=StaffStanding.OTHER,
        has_relief=True,
        has_pacte=True,
        others=2,
    )
    sentences = findings(every)
    assert all(sentence.source.text for sentence in sentences)
    assert not [sentence for sentence in sentences if "vérifier" in str(sentence.source)]
    stops = [sentence.stops for sentence in sentences]
    assert stops == sorted(stops, reverse=True)


def test_quarters_are_said_as_the_texts_count_them():
    said = [units(quarters) for quarters in (0, 1, 2, 4, 6, 11)]
    assert said == ["0 IMP", "0,25 IMP", "0,5 IMP", "1 IMP", "1,5 IMP", "2,75 IMP"]
    assert sum(ninths(31_250)) == 31_250
