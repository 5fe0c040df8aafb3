"""Which lines a session had, and in which order the councils had each (R4): none leaves unheard."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import opinion as opinions
from fanal.allowances.actions import proposal
from fanal.allowances.models import CouncilOpinion, ImpProposal
from fanal.allowances.reading.papers import proposal_of
from fanal.allowances.rules.councils import Body, Opinion
from fanal.allowances.tests.allowance_factories import YEAR, ProposalFactory
from fanal.core.errors import RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope

TODAY = date(2027, 6, 25)
PEDAGOGICAL, BOARD = Body.PEDAGOGICAL, Body.BOARD
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def summer():
    with time_machine.travel("2027-06-25 09:00+02:00", tick=False):
        yield


@pytest.fixture
def head(here):
    return actor(Role.HEAD, PersonFactory(school=here))


@pytest.fixture
def presented(envelope, mission):
    def make(day, **others):
        return ProposalFactory(
            school=envelope.school,
            envelope=envelope,
            mission=mission,
            agreed_on=date(2027, 3, 1),
            state="to_present",
            presented_on=day,
            **others,
        )

    return make


@pytest.fixture
def hear(envelope, head):
    def record(body, day, outcome=Opinion.FAVOURABLE, **others):
        opinion_input = opinions.OpinionInput(body, day, outcome, **others)
        return opinions.record_opinion(envelope, opinion_input, today=TODAY, by=head)

    return record


@pytest.fixture
def correct(head):
    def record(opinion, day, **others):
        opinion_input = opinions.OpinionInput(Body(opinion.body), day, Opinion.FAVOURABLE, **others)
        return opinions.correct_opinion(opinion, opinion_input, today=TODAY, by=head)

    return record


def read(line):
    line.refresh_from_db()
    return line.heard_by


APRIL, MAY = date(2027, 4, 6), date(2027, 5, 10)


def test_a_corrected_vote_marks_no_line_that_was_presented_since(hear, presented):
    first = presented(date(2027, 4, 1))
    hear(PEDAGOGICAL, APRIL, votes=(5, 1, 0))
    later = presented(date(2027, 5, 3))
    hear(PEDAGOGICAL, APRIL, votes=(6, 0, 0))
    assert (read(first), read(later)) == (["pedagogical"], [])
    assert CouncilOpinion.objects.get().votes_for == 6


def test_a_session_of_the_past_has_only_what_was_presented_by_its_day(hear, presented, envelope, head):
    first, same, later = presented(date(2027, 4, 1)), presented(APRIL), presented(date(2027, 4, 7))
    hear(PEDAGOGICAL, APRIL)
    assert (read(first), read(same), read(later)) == (["pedagogical"], ["pedagogical"], [])
    for line in (first, same):
        proposal.withdraw_proposal(line, by=head)
    with pytest.raises(RuleBroken, match="présentées après le 5 avril 2027"):
        hear(PEDAGOGICAL, date(2027, 4, 5))
    with pytest.raises(RuleBroken, match="conseil pédagogique"):
        proposal.send_proposals(envelope, by=head)


def test_a_line_of_before_this_rule_was_there_before_any_session(hear, presented):
    old = presented(None)
    hear(PEDAGOGICAL, APRIL)
    assert read(old) == ["pedagogical"]


def test_what_is_written_down_after_the_event_is_said_so(hear, presented):
    late = presented(TODAY)
    with pytest.raises(RuleBroken, match="Saisie après coup"):
        hear(PEDAGOGICAL, APRIL)
    hear(PEDAGOGICAL, APRIL, afterwards=True)
    assert (read(late), late.presented_on) == (["pedagogical"], APRIL)
    hear(BOARD, MAY)
    assert read(late) == ["pedagogical", "board"]
    entry = JournalEntry.objects.filter(verb="missions.proposal_heard").order_by("seq").first()
    assert '"presented_on":"2027-06-25"' in entry.payload


def test_a_known_session_takes_a_forgotten_line_only_when_it_is_said(hear, presented):
    presented(date(2027, 4, 1))
    hear(PEDAGOGICAL, APRIL)
    forgotten = presented(TODAY)
    hear(PEDAGOGICAL, APRIL)
    assert read(forgotten) == []
    hear(PEDAGOGICAL, APRIL, afterwards=True)
    assert (read(forgotten), forgotten.presented_on) == (["pedagogical"], APRIL)


def test_an_earlier_board_is_entered_after_a_second_pedagogical_council(hear, presented, head):
    first = presented(date(2027, 4, 1))
    hear(PEDAGOGICAL, APRIL)
    second = presented(date(2027, 4, 8))
    hear(PEDAGOGICAL, MAY)
    hear(BOARD, date(2027, 4, 20))
    assert (read(first), read(second)) == (["pedagogical", "board"], ["pedagogical"])
    proposal.withdraw_proposal(first, by=head)
    with pytest.raises(RuleBroken, match="s’est tenu le 10 mai 2027"):
        hear(BOARD, date(2027, 4, 21))
    hear(BOARD, date(2027, 5, 20))
    assert read(second) == ["pedagogical", "board"]


def test_once_every_line_has_left_an_opinion_is_still_corrected(hear, presented, envelope, head, correct):
    line = presented(date(2027, 4, 1))
    hear(PEDAGOGICAL, APRIL)
    made = hear(BOARD, MAY)
    proposal.send_proposals(envelope, by=head)
    assert hear(BOARD, MAY, Opinion.UNFAVOURABLE).outcome == "unfavourable"
    assert correct(made, date(2027, 5, 11)).held_on == date(2027, 5, 11)
    with pytest.raises(RuleBroken, match="Aucune proposition n’est présentée"):
        hear(BOARD, date(2027, 6, 1))
    assert read(line) == ["pedagogical", "board"]


def test_a_corrected_day_never_leaves_a_line_out_of_order(hear, presented, correct):
    presented(date(2027, 3, 20))
    hear(PEDAGOGICAL, date(2027, 4, 1))
    line = presented(date(2027, 5, 3))
    second = hear(PEDAGOGICAL, MAY)
    hear(BOARD, date(2027, 5, 20))
    with pytest.raises(RuleBroken, match="désordre"):
        correct(second, date(2027, 5, 21))
    with pytest.raises(RuleBroken, match="Saisie après coup"):
        correct(second, date(2027, 5, 2))
    assert (read(line), line.presented_on) == (["pedagogical", "board"], date(2027, 5, 3))
    correct(second, date(2027, 5, 2), afterwards=True)
    assert (read(line), line.presented_on) == (["pedagogical", "board"], date(2027, 5, 2))


def test_the_paper_tells_only_the_sessions_that_had_the_line(hear, presented, here):
    presented(date(2027, 3, 20))
    hear(PEDAGOGICAL, APRIL)
    line = presented(date(2027, 5, 3))
    hear(PEDAGOGICAL, MAY)
    read(line)
    lines = proposal_of(line, here, None, TODAY)["opinions"]
    assert lines == [["Conseil pédagogique", "séance du 10 mai 2027 : favorable"]]


def test_the_day_is_kept_when_a_line_is_presented(envelope, mission, head):
    made = ProposalFactory(school=mission.school, envelope=envelope, mission=mission, agreed_on=APRIL)
    assert proposal.present_proposal(made, today=MAY, by=head).presented_on == MAY


def test_the_box_is_on_the_page(client_of, school, presented):
    presented(TODAY)
    browser = client_of(school, Role.HEAD)
    page = reverse("allowances:opinion", args=[school.uai, YEAR])
    given = {"body": "pedagogical", "held_on": "2027-04-06", "outcome": "noted"}
    refused = browser.post(page, given)
    assert refused.status_code == 422
    assert "cochez « Saisie après coup »" in refused.text.replace("\xa0", " ")
    assert browser.post(page, given | {"afterwards": "on"}).status_code == 302
    with scope(school):
        assert ImpProposal.objects.get().heard_by == ["pedagogical"]


def test_a_board_before_the_pedagogical_council_is_recorded_with_its_reason(hear, presented, correct):
    """December, second reading J16: R4 refused what no text that was read forbids."""
    line = presented(date(2027, 4, 1))
    with pytest.raises(RuleBroken, match="Pas dans l’ordre d’usage"):
        hear(BOARD, MAY)
    with pytest.raises(RuleBroken, match="pourquoi l’ordre d’usage"):
        hear(BOARD, MAY, is_out_of_order=True)
    made = hear(BOARD, MAY, is_out_of_order=True, note="Conseil pédagogique reporté.")
    assert (read(line), made.note) == (["board"], "Conseil pédagogique reporté.")
    hear(PEDAGOGICAL, date(2027, 5, 20))
    assert read(line) == ["board", "pedagogical"]
    with pytest.raises(RuleBroken, match="Pas dans l’ordre d’usage"):
        correct(made, date(2027, 5, 11))
    moved = correct(made, date(2027, 5, 11), is_out_of_order=True, note="Conseil pédagogique reporté.")
    assert moved.held_on == date(2027, 5, 11)


def test_what_waits_for_an_opinion_is_sent_when_the_head_says_so(client_of, school, presented):
    """December, second reading J16: a missing opinion kept the line, on an order that was only reported.

    An attacker, December 2026: it was sent without a reason; the head writes why, and the journal keeps it.
    """
    line = presented(date(2027, 4, 1))
    browser = client_of(school, Role.HEAD)
    page = reverse("allowances:send", args=[school.uai, YEAR])
    assert "Reste à recueillir" in browser.post(page).text.replace("\xa0", " ")
    listed = browser.get(reverse("allowances:allowance_list", args=[school.uai]) + f"?annee={YEAR}").text
    unheard = reverse("allowances:send_unheard", args=[school.uai, YEAR])
    assert unheard in listed
    assert browser.post(unheard, {"unheard_reason": " "}).status_code == 422
    reason = (
        "Le rectorat ferme la saisie le 12 juin, avant le conseil d’administration du 24 qui était le prévu."
    )
    assert browser.post(unheard, {"unheard_reason": reason[:100]}).status_code == 302
    with scope(school):
        line.refresh_from_db()
        assert (line.state, line.heard_by) == ("proposed", [])
        entry = JournalEntry.objects.for_school(school).get(verb="missions.proposal_sent_unheard")
    assert entry.content["reason"].startswith(reason[:100])
    assert entry.content["reason"].count("Reste à recueillir") == 2
