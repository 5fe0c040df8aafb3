"""From the draft to the rector's decision: who, in which order, within the envelope."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import envelope as envelopes
from fanal.allowances.actions import proposal, relief
from fanal.allowances.actions.mission import describe_mission
from fanal.allowances.models import ImpProposal
from fanal.allowances.reading.proposals import proposed_line_of
from fanal.allowances.rules.councils import Body, Opinion
from fanal.allowances.rules.proposing import findings
from fanal.allowances.tests.allowance_factories import YEAR, MissionFactory, ProposalFactory
from fanal.allowances.tests.proposals import TODAY, line, prepared, present, said
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.missions.actions.particular_mission import MissionInput
from fanal.missions.rules.particular_mission import MissionKind

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def head(here):
    return actor(Role.HEAD, PersonFactory(school=here))


def test_r8_the_whole_way_to_the_rector_who_decides(envelope, mission, head):
    made = present(prepared(envelope, mission, head), head)
    assert made.state == "to_present"
    with pytest.raises(RuleBroken, match="conseil pédagogique"):
        proposal.send_proposals(envelope, by=head)
    said(envelope, Body.PEDAGOGICAL, head, date(2027, 4, 2))
    said(envelope, Body.BOARD, head, date(2027, 4, 9), Opinion.UNFAVOURABLE, votes=(5, 9, 2))
    assert proposal.send_proposals(envelope, by=head) == 1
    done = proposal.record_decision(made, accepted=True, decided_on=TODAY, quarters=4, today=TODAY, by=head)
    assert done.state == "decided"
    verbs = set(JournalEntry.objects.for_school(envelope.school).values_list("verb", flat=True))
    assert {"missions.proposal_prepared", "missions.proposal_sent", "missions.decision_recorded"} <= verbs


def test_r4_the_board_before_the_pedagogical_council_is_refused(envelope, mission, head):
    present(prepared(envelope, mission, head), head)
    with pytest.raises(RuleBroken, match="Conseil pédagogique d’abord"):
        said(envelope, Body.BOARD, head)


def test_r4_a_line_added_after_a_session_is_presented_again(envelope, mission, head):
    present(prepared(envelope, mission, head), head)
    said(envelope, Body.PEDAGOGICAL, head, date(2027, 4, 2))
    present(prepared(envelope, MissionFactory(school=envelope.school, kind="eps", title="EPS"), head), head)
    with pytest.raises(RuleBroken, match="ajoutée"):
        said(envelope, Body.BOARD, head, date(2027, 4, 9))
    said(envelope, Body.PEDAGOGICAL, head, date(2027, 4, 9))
    said(envelope, Body.BOARD, head, date(2027, 4, 9))
    assert proposal.send_proposals(envelope, by=head) == 2


def test_r4_a_private_school_consults_its_teachers_alone(envelope, mission, head):
    School.objects.filter(pk=envelope.school_id).update(status="private")
    present(prepared(envelope, mission, head), head)
    with pytest.raises(RuleBroken, match="ne donne pas d’avis"):
        said(envelope, Body.BOARD, head)
    said(envelope, Body.TEACHERS, head)
    assert proposal.send_proposals(envelope, by=head) == 1


def test_r3_nothing_is_presented_without_agreement_and_the_database_says_so_too(envelope, mission, head):
    made = prepared(envelope, mission, head, agreed=None)
    with pytest.raises(RuleBroken, match="accord"):
        present(made, head)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImpProposal.objects.filter(pk=made.pk).update(state="proposed")


def test_r3_the_person_agrees_to_what_they_read_and_may_take_it_back(envelope, mission, head):
    who = PersonFactory(school=envelope.school)
    made, theirs = prepared(envelope, mission, head, agreed=None, person=who), actor(Role.TEACHER, who)
    with pytest.raises(RuleBroken, match="vient de changer"):
        proposal.agree_to_proposal(made, "another", today=TODAY, by=theirs)
    assert proposal.agree_to_proposal(made, made.terms, today=TODAY, by=theirs).agreed_in_person
    assert proposal.take_back_agreement(made, by=theirs).agreed_on is None
    with pytest.raises(NotAllowed):
        proposal.agree_to_proposal(made, made.terms, today=TODAY, by=head)


def test_a_line_that_changes_is_agreed_to_again(envelope, mission, head):
    made = prepared(envelope, mission, head)
    proposal.change_proposal(made, line(mission, made.person, has_pacte=True), today=TODAY, by=head)
    made.refresh_from_db()
    assert made.agreed_on == TODAY
    changed = proposal.change_proposal(made, line(mission, made.person, 8), today=TODAY, by=head)
    assert changed.agreed_on is None


def test_nobody_proposes_for_themselves(envelope, mission, here):
    person = PersonFactory(school=here)
    with pytest.raises(NotAllowed):
        prepared(envelope, mission, actor(Role.DEPUTY, person), person=person)


def test_the_deputy_prepares_and_the_head_sends(envelope, mission, here, head):
    deputy = actor(Role.DEPUTY, PersonFactory(school=here))
    present(prepared(envelope, mission, deputy), deputy)
    with pytest.raises(NotAllowed):
        proposal.send_proposals(envelope, by=deputy)
    with pytest.raises(NotAllowed):
        prepared(envelope, mission, actor(Role.DIGITAL_LEAD, PersonFactory(school=here)))


def test_r1_is_warned_of_and_r7_refused_when_presented(envelope, mission, head):
    """December, second reading J16: R1 refused on an order that nobody had read."""
    unusual = prepared(envelope, mission, head, quarters=6)
    assert present(unusual, head).state == "to_present"
    proposal.withdraw_proposal(unusual, by=head)
    envelope.quarters = 3
    envelope.save()
    made = prepared(envelope, mission, head)
    with pytest.raises(RuleBroken, match="Il reste 0,75 IMP"):
        present(made, head)
    low = prepared(envelope, mission, head, quarters=1)
    assert present(low, head).state == "to_present"  # below the range: R2 warns, it blocks nothing


def test_r3_an_agreement_falls_with_what_was_agreed_to(envelope, mission, head):
    made = prepared(envelope, mission, head)
    reread = ImpProposal.objects.select_related("mission").get(pk=made.pk)
    assert reread.terms == made.terms
    description = MissionInput(MissionKind.DIGITAL, "Référent numérique", True, reason="Pour les instances.")
    describe_mission(mission, description, by=head)
    assert ImpProposal.objects.get(pk=made.pk).agreed_on == TODAY
    describe_mission(mission, replace(description, workload="Deux sites de plus."), by=head)
    assert ImpProposal.objects.get(pk=made.pk).agreed_on is None
    with pytest.raises(RuleBroken, match="vient de changer"):
        proposal.agree_to_proposal(made, made.terms, today=TODAY, by=actor(Role.TEACHER, made.person))
    mission.refresh_from_db()
    for changed in ({"is_whole_year": False}, {"is_whole_year": False, "task": "Accompagnement"}):
        ImpProposal.objects.filter(pk=made.pk).update(agreed_on=TODAY)
        again = line(mission, made.person, **changed)
        assert proposal.change_proposal(made, again, today=TODAY, by=head).agreed_on is None
    ImpProposal.objects.filter(pk=made.pk).update(agreed_on=TODAY)
    assert proposal.change_proposal(made, again, today=TODAY, by=head).agreed_on == TODAY


def test_r9_an_allowance_and_a_relief_for_one_mission_are_warned_of(envelope, mission, head):
    """December, second reading J16: they excluded each other on a text reported for something else."""
    who = PersonFactory(school=envelope.school)
    relief.prepare_relief(mission, who, 2, "Trop lourde pour s’ajouter au service.", by=head)
    made = prepared(envelope, mission, head)
    said = findings(proposed_line_of(made, envelope, today=TODAY))
    assert [(one.rule, one.stops) for one in said if one.rule == "R9"] == [("R9", False)]
    other = MissionFactory(school=envelope.school, kind="culture", title="Référent culture")
    prepared(envelope, other, head)
    beside = relief.prepare_relief(other, PersonFactory(school=envelope.school), 2, "Trop lourde.", by=head)
    assert beside.state == "draft"


def test_nobody_says_what_becomes_of_their_own_relief(mission, head):
    who = PersonFactory(school=mission.school)
    made, own = relief.prepare_relief(mission, who, 3, "Trop lourde.", by=head), actor(Role.HEAD, who)
    with pytest.raises(NotAllowed):
        relief.note_proposal(made, date(2027, 4, 8), today=TODAY, by=own)
    relief.note_proposal(made, date(2027, 4, 8), today=TODAY, by=head)
    with pytest.raises(NotAllowed):
        relief.decide_relief(made, accepted=True, decided_on=TODAY, today=TODAY, by=own)
    with pytest.raises(NotAllowed):
        relief.withdraw_relief(made, by=own)


def test_a_relief_is_proposed_by_the_board_then_decided(mission, head):
    made = relief.prepare_relief(mission, PersonFactory(school=mission.school), 3, "Trop lourde.", by=head)
    with pytest.raises(RuleBroken, match="pas encore proposé"):
        relief.decide_relief(made, accepted=True, decided_on=TODAY, today=TODAY, by=head)
    relief.note_proposal(made, date(2027, 4, 8), today=TODAY, by=head)
    assert (
        relief.decide_relief(made, accepted=True, decided_on=TODAY, today=TODAY, by=head).state == "decided"
    )
    with pytest.raises(NotAllowed):
        relief.withdraw_relief(made, by=head)


def test_r11_r12_one_mission_for_several_people_and_two_tasks_for_one(envelope, mission, head):
    first = prepared(envelope, mission, head, quarters=4, task="Accompagnement")
    prepared(envelope, mission, head, quarters=2, task="Services en ligne", person=first.person)
    prepared(envelope, mission, head, quarters=4)
    with pytest.raises(RuleBroken, match="déjà une ligne"):
        prepared(envelope, mission, head, quarters=2, task="Accompagnement", person=first.person)


def test_r7_the_envelope_never_goes_below_what_is_proposed(envelope, mission, head):
    present(prepared(envelope, mission, head, quarters=12), head)
    with pytest.raises(RuleBroken, match="3 IMP"):
        envelopes.note_envelope(envelope.school, YEAR, envelopes.Notified(11, None, "", 11), by=head)
    kept = envelopes.note_envelope(envelope.school, YEAR, envelopes.Notified(12, TODAY, "DHG", 10), by=head)
    assert (kept.pk, kept.quarters, kept.first_month) == (envelope.pk, 12, 10)


def test_what_is_withdrawn_gives_back_its_part_and_may_be_written_again(envelope, mission, head):
    envelope.quarters = 4
    envelope.save()
    made = present(prepared(envelope, mission, head), head)
    proposal.withdraw_proposal(made, by=head)
    proposal.withdraw_proposal(made, by=head)
    assert present(prepared(envelope, mission, head, person=made.person), head).state == "to_present"


def test_the_rector_may_decide_another_rate_within_the_envelope(envelope, mission, head):
    made = ProposalFactory(
        school=envelope.school,
        envelope=envelope,
        mission=mission,
        agreed_on=TODAY,
        state="proposed",
        quarters=4,
    )
    common = {"decided_on": TODAY, "today": TODAY, "by": head}
    with pytest.raises(RuleBroken, match="Donnez le taux"):
        proposal.record_decision(made, accepted=True, quarters=0, **common)
    assert proposal.record_decision(made, accepted=True, quarters=8, **common).quarters == 8


def test_the_journal_keeps_no_amount(envelope, mission, head):
    made = present(prepared(envelope, mission, head, quarters=12), head)
    entries = JournalEntry.objects.for_school(envelope.school).filter(
        subject__endswith=f":{made.pk}", verb__contains="proposal"
    )
    assert entries.count() == 2
    assert "quarters" not in " ".join(entry.payload or "" for entry in entries)


def test_an_opinion_written_again_is_corrected_and_the_journal_keeps_both(envelope, mission, head):
    present(prepared(envelope, mission, head), head)
    said(envelope, Body.PEDAGOGICAL, head, votes=(5, 2, 0))
    said(envelope, Body.PEDAGOGICAL, head, outcome=Opinion.UNFAVOURABLE)
    entries = JournalEntry.objects.for_school(envelope.school).filter(verb="missions.opinion_recorded")
    assert entries.count() == 2
    change = json.loads(entries.order_by("seq")[1].payload)
    assert (change["before"]["outcome"], change["after"]["outcome"]) == ("favourable", "unfavourable")


def test_a_reason_that_was_presented_is_not_emptied(envelope, mission, head):
    description = MissionInput(MissionKind.DIGITAL, "Référent", True, reason="Enveloppe épuisée.")
    describe_mission(mission, description, by=head)
    present(prepared(envelope, mission, head, quarters=1), head)
    with pytest.raises(RuleBroken, match="a été présenté"):
        describe_mission(mission, replace(description, reason=""), by=head)
