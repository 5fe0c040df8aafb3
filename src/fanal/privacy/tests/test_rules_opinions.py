"""What an opinion and its answer must say (December § 4.11). Pure."""

import pytest

from fanal.privacy.rules.codes import Dpia
from fanal.privacy.rules.opinions import (
    NO_DECISION,
    NO_OUTCOME,
    NO_REASON,
    NO_TEXT,
    NOT_A_QUESTION,
    ONLY_A_QUESTION,
    OpinionDecision,
    OpinionOutcome,
    OpinionSubject,
    SheetRead,
    decision_refusals,
    decisions_after,
    opinion_refusals,
    subject_of,
)


@pytest.mark.parametrize("dpia", list(Dpia))
def test_the_subject_is_the_assessment_where_the_school_makes_it(dpia):
    wanted = OpinionSubject.DPIA if dpia in {Dpia.NEEDED, Dpia.DONE} else OpinionSubject.SHEET
    assert subject_of(dpia) == wanted


@pytest.mark.parametrize("outcome", list(OpinionOutcome))
def test_an_opinion_concludes_and_says_why(outcome):
    assert opinion_refusals(outcome, "Parce que.") == []
    assert opinion_refusals(outcome, " \n") == [NO_TEXT]
    assert opinion_refusals("peut-être", "") == [NO_OUTCOME, NO_TEXT]


@pytest.mark.parametrize("outcome", [one for one in OpinionOutcome if one != OpinionOutcome.QUESTION])
def test_the_head_decides_freely_and_says_why_when_it_is_not_followed(outcome):
    """RGPD, article 24: the controller decides; no opinion forbids anything."""
    assert decision_refusals(outcome, OpinionDecision.FOLLOWED, "") == []
    for decision in (OpinionDecision.PARTLY, OpinionDecision.NOT_FOLLOWED):
        assert decision_refusals(outcome, decision, " ") == [NO_REASON]
        assert decision_refusals(outcome, decision, "Faute de moyens.") == []
    assert decision_refusals(outcome, OpinionDecision.CLARIFIED, "Oui") == [NOT_A_QUESTION]
    assert decision_refusals(outcome, "", "Oui") == [NO_DECISION]


def test_a_question_is_given_details():
    assert decisions_after(OpinionOutcome.QUESTION) == [OpinionDecision.CLARIFIED]
    assert decision_refusals(OpinionOutcome.QUESTION, OpinionDecision.FOLLOWED, "") == [ONLY_A_QUESTION]
    assert decision_refusals(OpinionOutcome.QUESTION, OpinionDecision.CLARIFIED, "Ici.") == []


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (SheetRead(0, has_changed=True), "pas encore validée"),
        (SheetRead(2, has_changed=False), "version 2"),
        (SheetRead(2, has_changed=True), "modifiée depuis la version 2"),
    ],
)
def test_the_sheet_that_was_read_is_named(read, words):
    assert read.words == words
