"""What was agreed to and heard stays as it was read (R3); what was refused leaves room (R9)."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import proposal
from fanal.allowances.actions import relief as reliefs
from fanal.allowances.actions.mission import describe_mission
from fanal.allowances.models import ImpProposal, ServiceRelief
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.missions.actions.particular_mission import MissionInput
from fanal.missions.models import ParticularMission
from fanal.missions.rules.particular_mission import MissionKind

TODAY = date(2027, 4, 12)
DESCRIPTION = MissionInput(
    MissionKind.DIGITAL, "Référent numérique", True, "Deux sites.\nUn parc.", "ENT, GAR."
)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-04-12 09:00+02:00", tick=False):
        yield


@pytest.fixture
def mission(school):
    with scope(school):
        return MissionFactory(school=school, workload=DESCRIPTION.workload, expertise=DESCRIPTION.expertise)


@pytest.fixture
def line(school, mission):
    with scope(school):
        return ProposalFactory(
            school=school,
            envelope=EnvelopeFactory(school=school),
            mission=mission,
            agreed_on=TODAY,
            presented_on=TODAY,
            state="to_present",
        )


@pytest.fixture
def head(school):
    with scope(school):
        return actor(Role.HEAD, PersonFactory(school=school))


def url(name, school, *args):
    return reverse(f"allowances:{name}", args=[school.uai, *args])


@pytest.mark.parametrize("state", ["to_present", "proposed", "decided"])
@pytest.mark.parametrize("change", [{"title": "Autre"}, {"workload": "Trois sites."}, {"expertise": ""}])
def test_r3_no_word_changes_under_an_agreement_that_was_presented(school, mission, line, head, state, change):
    with scope(school):
        ImpProposal.objects.filter(pk=line.pk).update(state=state)
        with pytest.raises(RuleBroken, match="Retirez d’abord cette ligne"):
            describe_mission(mission, replace(DESCRIPTION, **change), by=head)
        kept = ParticularMission.objects.get(pk=mission.pk)
        assert (kept.title, kept.workload, kept.expertise) == (
            DESCRIPTION.title,
            DESCRIPTION.workload,
            DESCRIPTION.expertise,
        )


def test_the_code_the_article_and_the_reason_are_corrected_afterwards(school, mission, line, head):
    with scope(school):
        description = replace(DESCRIPTION, code="RUPN", has_priority=False, reason="Enveloppe épuisée.")
        kept = describe_mission(
            mission, replace(description, workload=" Deux sites.\r\nUn parc.\r\n"), by=head
        )
        assert (kept.code, kept.has_priority, kept.reason) == ("RUPN", False, "Enveloppe épuisée.")
        assert kept.workload == DESCRIPTION.workload


def test_another_end_of_line_asks_nobody_again(school, mission, line, head):
    with scope(school):
        ImpProposal.objects.filter(pk=line.pk).update(state="draft", presented_on=None)
        description = replace(DESCRIPTION, workload="Deux sites.\r\nUn parc.")
        describe_mission(mission, description, by=head)
        assert ImpProposal.objects.get().agreed_on == TODAY
        describe_mission(mission, replace(description, workload="Deux sites."), by=head)
        assert ImpProposal.objects.get().agreed_on is None


def test_the_page_says_what_to_do_and_a_withdrawn_line_frees_them(client_of, school, mission, line, head):
    browser, page = client_of(school, Role.HEAD), url("mission_edit", school, mission.number)
    given = {"title": DESCRIPTION.title, "workload": "Trois sites.", "expertise": DESCRIPTION.expertise}
    assert "ne changent plus" in browser.get(page).text
    refused = browser.post(page, given)
    assert refused.status_code == 422
    assert refused.text.count("ne changent plus") == 1
    with scope(school):
        proposal.withdraw_proposal(line, by=head)
    assert "ne changent plus" not in browser.get(page).text
    assert browser.post(page, given).status_code == 302
    with scope(school):
        assert ParticularMission.objects.get().workload == "Trois sites."


@pytest.mark.parametrize("state", ["draft", "decided", "refused"])
def test_r9_a_relief_is_one_link_away_whatever_the_line(client_of, school, mission, line, state):
    """December, second reading J16: it was hidden beside a line, on a text that nobody had read."""
    with scope(school):
        ImpProposal.objects.filter(pk=line.pk).update(state=state)
    page = client_of(school, Role.HEAD).get(url("allowance_list", school) + f"?annee={YEAR}").text
    assert url("relief_add", school, mission.number) in page


@pytest.mark.parametrize("state", ["draft", "decided", "refused"])
def test_r9_a_line_is_one_link_away_whatever_the_relief(client_of, school, mission, state):
    """December, second reading J16."""
    with scope(school):
        EnvelopeFactory(school=school)
        ServiceRelief.objects.create(
            school=school,
            mission=mission,
            person=PersonFactory(school=school),
            halves=2,
            reason="Lourde.",
            state=state,
        )
    page = client_of(school, Role.HEAD).get(url("allowance_list", school) + f"?annee={YEAR}").text
    assert url("proposal_add", school, YEAR) + f"?mission={mission.pk}" in page


def test_whoever_has_no_right_is_refused_whatever_the_state(school, mission, line, head):
    with scope(school):
        teacher = actor(Role.TEACHER, PersonFactory(school=school))
        relief = ServiceRelief.objects.create(
            school=school, mission=mission, person=PersonFactory(school=school), halves=2, reason="Lourde."
        )
        assert proposal.withdraw_proposal(line, by=head).state == "withdrawn"
        assert proposal.withdraw_proposal(line, by=head).state == "withdrawn"
        assert reliefs.withdraw_relief(relief, by=head).state == "withdrawn"
        assert reliefs.withdraw_relief(relief, by=head).state == "withdrawn"
        for by, person in ((teacher, None), (actor(Role.HEAD, line.person), relief.person)):
            with pytest.raises(NotAllowed):
                proposal.withdraw_proposal(line, by=by)
            with pytest.raises(NotAllowed):
                reliefs.withdraw_relief(relief, by=actor(Role.HEAD, person) if person else by)
        with pytest.raises(NotAllowed):
            reliefs.note_proposal(relief, TODAY, today=TODAY, by=head)
