"""Yes, no and corrections: what the person answers, who is told, and what was written down wrongly."""

import re
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import proposal, relief
from fanal.allowances.actions.mission import describe_mission
from fanal.allowances.models import CouncilOpinion, ImpProposal, Substitution
from fanal.allowances.rules.councils import Body, correction_refusals, correction_warnings
from fanal.allowances.tests.allowance_factories import EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.allowances.tests.proposals import line as proposal_input
from fanal.allowances.tests.proposals import prepared, present, said
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.missions.actions.particular_mission import MissionInput

TODAY = date(2027, 4, 12)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-04-12 09:00+02:00", tick=False):
        yield


@pytest.fixture
def envelope(school):
    with scope(school):
        return EnvelopeFactory(school=school)


@pytest.fixture
def mission(school):
    with scope(school):
        return MissionFactory(school=school)


@pytest.fixture
def head(school):
    with scope(school):
        return actor(Role.HEAD, PersonFactory(school=school))


def url(name, school, *args):
    return reverse(f"allowances:{name}", args=[school.uai, *args])


def verbs(school):
    return list(JournalEntry.objects.for_school(school).order_by("seq").values_list("verb", "payload"))


def test_r3_whoever_says_no_is_heard_and_may_change_their_mind(school, envelope, mission, head):
    with scope(school):
        made = prepared(envelope, mission, head, agreed=None)
        theirs = actor(Role.TEACHER, made.person)
        answered = proposal.decline_proposal(made, made.terms, " Trop lourd. ", today=TODAY, by=theirs)
        assert (answered.declined_on, answered.declined_word) == (TODAY, "Trop lourd.")
        with pytest.raises(RuleBroken, match="n’est pas d’accord"):
            present(made, head)
        with pytest.raises(RuleBroken, match="plus récent"):
            proposal.record_agreement(made, date(2027, 4, 11), today=TODAY, by=head)
        with pytest.raises(NotAllowed):
            proposal.decline_proposal(made, made.terms, "", today=TODAY, by=head)
        agreed = proposal.agree_to_proposal(made, made.terms, today=TODAY, by=theirs)
        assert (agreed.declined_on, agreed.declined_word) == (None, "")
        refused = proposal.decline_proposal(made, made.terms, "", today=TODAY, by=theirs)
        assert refused.agreed_on is None
        assert proposal.take_back_agreement(made, by=theirs).declined_on is None
        proposal.agree_to_proposal(made, made.terms, today=TODAY, by=theirs)
        present(made, head)
        with pytest.raises(NotAllowed):
            proposal.decline_proposal(made, made.terms, "", today=TODAY, by=theirs)
        assert not [payload for _, payload in verbs(school) if "lourd" in payload]


def test_r3_another_proposal_asks_again_of_whoever_said_no(school, envelope, mission, head):
    with scope(school):
        made = prepared(envelope, mission, head, agreed=None)
        theirs = actor(Role.TEACHER, made.person)
        proposal.decline_proposal(made, made.terms, "Trop peu.", today=TODAY, by=theirs)
        changed = proposal.change_proposal(
            made, proposal_input(mission, made.person, 8), today=TODAY, by=head
        )
        assert (changed.declined_on, changed.declined_word) == (None, "")
        proposal.decline_proposal(changed, changed.terms, "", today=TODAY, by=theirs)
        words = MissionInput(mission.kind, mission.title, True, workload="Un autre site.")
        describe_mission(mission, words, by=head)
        assert ImpProposal.objects.get(pk=made.pk).declined_on is None
        with pytest.raises(RuleBroken, match="vient de changer"):
            proposal.decline_proposal(changed, changed.terms, "", today=TODAY, by=theirs)


def test_a_line_never_bears_a_yes_and_a_no(school, envelope, mission):
    with scope(school):
        made = ProposalFactory(school=school, envelope=envelope, mission=mission, agreed_on=TODAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            ImpProposal.objects.filter(pk=made.pk).update(declined_on=TODAY)


def test_a_teacher_says_no_and_the_head_reads_it(client_of, school, envelope, mission):
    teacher, head = client_of(school, Role.TEACHER), client_of(school, Role.HEAD)
    home = reverse("web:home", args=[school.uai])
    assert "Ma mission" not in teacher.get(home).text
    with scope(school):
        made = ProposalFactory(
            school=school, envelope=envelope, mission=mission, person=teacher.membership.person
        )
    assert "Désaccord" not in head.get(home).text
    form = teacher.get(url("proposal_decline", school, made.number)).text
    terms = re.search(r'name="terms" value="(\w+)"', form)[1]
    answer = teacher.post(
        url("proposal_decline", school, made.number), {"terms": terms, "word": "Un demi-taux m’irait."}
    )
    assert answer.status_code == 302
    page = teacher.get(url("proposal_page", school, made.number)).text
    assert "Un demi-taux m’irait." in page
    assert "Je suis d’accord" in page
    assert "Une personne n’est pas d’accord avec sa proposition" in head.get(home).text
    assert "Un demi-taux m’irait." in head.get(url("proposal_page", school, made.number)).text
    assert "En préparation, pas d’accord" in head.get(url("allowance_list", school)).text
    assert head.get(url("proposal_decline", school, made.number)).status_code == 403
    assert head.post(url("proposal_present", school, made.number)).status_code == 422


@pytest.mark.parametrize("role", [Role.TEACHER, Role.DIGITAL_LEAD])
def test_one_finds_ones_own_proposals_again_once_one_has_agreed(client_of, school, envelope, mission, role):
    mine = client_of(school, role)
    home, tab = reverse("web:home", args=[school.uai]), reverse("letters:letter_list", args=[school.uai])
    assert "Rien ne vous est proposé" in mine.get(url("own_list", school)).text
    with scope(school):
        whose = {"school": school, "envelope": envelope, "mission": mission}
        ProposalFactory(**whose, person=mine.membership.person, agreed_on=TODAY)
        other = ProposalFactory(**whose)
    assert "Mes propositions d’indemnité" in mine.get(home).text
    assert ("Mes propositions" in mine.get(tab).text) == (role == Role.DIGITAL_LEAD)
    page = mine.get(url("own_list", school)).text
    assert "Référent numérique" in page
    assert str(other.person) not in page
    with time_machine.travel("2028-09-02 09:00+02:00", tick=False):
        assert "Mes propositions d’indemnité" not in mine.get(home).text


def test_an_opinion_is_corrected_and_the_journal_keeps_both(client_of, school, envelope, mission, head):
    with scope(school):
        present(prepared(envelope, mission, head), head)
        said(envelope, Body.PEDAGOGICAL, head, date(2027, 4, 2))
        said(envelope, Body.BOARD, head, date(2027, 4, 9), votes=(5, 2, 0))
        proposal.send_proposals(envelope, by=head)
        first = CouncilOpinion.objects.for_school(school).get(body="pedagogical")
    browser, page = client_of(school, Role.HEAD), url("opinion_correct", school, first.pk)
    assert page in browser.get(url("allowance_list", school)).text
    given = {"held_on": "2027-04-10", "outcome": "unfavourable"}
    assert "viendrait après" in browser.post(page, given).text
    assert browser.post(page, given | {"held_on": "2027-04-13"}).status_code == 422
    assert browser.post(page, given | {"held_on": "2027-04-03", "note": "Erreur."}).status_code == 302
    with scope(school):
        kept = CouncilOpinion.objects.get(pk=first.pk)
        assert (kept.held_on, kept.outcome, kept.note) == (date(2027, 4, 3), "unfavourable", "Erreur.")
        payload = dict(verbs(school))["missions.opinion_corrected"]
    assert '"2027-04-02"' in payload
    assert "unfavourable" in payload
    assert client_of(school, Role.TEACHER).get(page).status_code == 403


def test_r4_a_corrected_session_keeps_the_order_of_the_councils():
    council, board = (Body.PEDAGOGICAL, date(2027, 4, 2)), (Body.BOARD, date(2027, 4, 9))
    late = (Body.PEDAGOGICAL, date(2027, 4, 10))
    public = {"is_private": False}
    assert correction_warnings(council, [board], **public) == []
    assert correction_warnings(late, [board], **public)
    assert correction_warnings(late, [council, board], **public) == []
    assert correction_warnings((Body.BOARD, date(2027, 4, 1)), [council], **public)
    assert correction_warnings((Body.TEACHERS, TODAY), [], is_private=True) == []
    assert correction_refusals(board, [council, board], today=TODAY)
    assert correction_refusals(board, [council], today=TODAY) == []


def test_the_rectors_decision_is_corrected_by_the_head_alone(client_of, school, envelope, mission):
    with scope(school):
        made = ProposalFactory(
            school=school,
            envelope=envelope,
            mission=mission,
            agreed_on=TODAY,
            state="decided",
            decided_on=date(2027, 4, 1),
        )
    head, page = client_of(school, Role.HEAD), url("proposal_correct", school, made.number)
    assert page in head.get(url("proposal_page", school, made.number)).text
    given = {"accepted": "no", "quarters": 4, "decided_on": "2027-04-02"}
    assert head.post(page, given).status_code == 302
    with scope(school):
        assert ImpProposal.objects.get(pk=made.pk).state == "refused"
        payload = dict(verbs(school))["missions.decision_corrected"]
    assert '"state":"decided"' in payload
    mistyped = head.post(page, given | {"decided_on": "2001-01-01"})
    assert (mistyped.status_code, "bien avant l’année 2027-2028" in words_of(mistyped.text)) == (422, True)
    assert head.post(page, given | {"accepted": "yes", "quarters": 13}).status_code == 422
    assert head.post(page, given | {"accepted": "yes", "quarters": 8}).status_code == 302
    assert client_of(school, Role.DEPUTY).post(page, given).status_code == 403


def test_a_correction_never_denies_what_follows_from_the_decision(school, envelope, mission, head):
    with scope(school):
        whose = {"school": school, "envelope": envelope, "agreed_on": TODAY, "decided_on": TODAY}
        made = ProposalFactory(**whose, mission=mission, state="decided")
        Substitution.objects.create(
            school=school, proposal=made, person=PersonFactory(school=school), since=TODAY
        )
        common = {"decided_on": TODAY, "quarters": 4, "today": TODAY, "by": head}
        with pytest.raises(RuleBroken, match="remplacement"):
            proposal.correct_decision(made, accepted=False, **common)
        other = MissionFactory(school=school, kind="culture", title="Référent culture")
        refused = ProposalFactory(**whose, mission=other, state="refused")
        relief.prepare_relief(other, refused.person, 2, "Trop lourde.", by=head)
        # December, second reading J16: what the rector decided is noted, whatever is usual.
        assert proposal.correct_decision(refused, accepted=True, **common).state == "decided"


def test_the_lines_of_a_mission_are_presented_together_or_not_at_all(school, envelope, mission, head):
    with scope(school):
        first, second = (prepared(envelope, mission, head) for _ in range(2))
        waiting = prepared(envelope, mission, head, agreed=None)
        with pytest.raises(RuleBroken, match=f"{waiting.person} : ") as refusal:
            proposal.present_mission(mission, today=TODAY, by=head)
        assert len(refusal.value.reasons) == 1
        assert not ImpProposal.objects.for_school(school).committed().exists()
        proposal.withdraw_proposal(waiting, by=head)
        own = actor(Role.DEPUTY, first.person)
        assert proposal.present_mission(mission, today=TODAY, by=own) == 1
        assert proposal.present_mission(mission, today=TODAY, by=head) == 1
        assert set(ImpProposal.objects.committed().values_list("pk", flat=True)) == {first.pk, second.pk}
        with pytest.raises(RuleBroken, match="Aucune ligne"):
            proposal.present_mission(mission, today=TODAY, by=head)


def test_r7_lines_presented_together_fit_the_envelope_together(school, envelope, mission, head):
    with scope(school):
        envelope.quarters = 7
        envelope.save()
        for _ in range(2):
            prepared(envelope, mission, head)
        with pytest.raises(RuleBroken, match="Il reste 0,75 IMP"):
            proposal.present_mission(mission, today=TODAY, by=head)
        assert ImpProposal.objects.for_school(school).committed().total_quarters() == 0


def test_the_reason_is_one_link_away_and_leads_back_to_the_line(client_of, school, envelope, mission):
    with scope(school):
        low = ProposalFactory(school=school, envelope=envelope, mission=mission, agreed_on=TODAY, quarters=1)
        for _ in range(2):
            ProposalFactory(school=school, envelope=envelope, mission=mission, quarters=8)
    head, line = client_of(school, Role.HEAD), url("proposal_page", school, low.number)
    form = url("mission_edit", school, mission.number) + f"?ligne={low.number}"
    assert f"{form}#id_reason" in head.get(line).text
    assert f'href="{line}"' in head.get(form).text
    given = {"title": mission.title, "reason": "Enveloppe épuisée."}
    assert head.post(form, given).headers["Location"] == line
    assert "Écrire le motif" not in head.get(line).text
    assert head.get(url("mission_edit", school, mission.number) + "?ligne=9999").status_code == 200
    refused = head.post(url("mission_present", school, mission.number))
    assert refused.status_code == 422
    assert "Aucune mission sans son accord".lower() in refused.text.lower()
