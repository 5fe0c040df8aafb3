"""Ten lines in a few presses (verified § 8): taken up from last year, agreed on paper, presented, decided."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions import proposal
from fanal.allowances.actions.proposal import RectorDecision
from fanal.allowances.models import ImpProposal
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.missions.models import ParticularMission

TODAY, LAST = date(2027, 4, 12), "2026-2027"
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-04-12 09:00+02:00", tick=False):
        yield


def url(name, school, *args):
    return reverse(f"allowances:{name}", args=[school.uai, *args])


def last_year(school, count=2, **line):
    """Lines decided last year, of one mission; call inside `scope(school)`."""
    envelope = EnvelopeFactory(school=school, school_year=LAST, quarters=80)
    mission = MissionFactory(
        school=school, school_year=LAST, code="IMP1", workload="Trois sites.", reason="X"
    )
    given = {"agreed_on": date(2026, 4, 1), "state": "decided", "has_pacte": True} | line
    return ProposalFactory.create_batch(count, school=school, envelope=envelope, mission=mission, **given)


def of_year(school, year=YEAR):
    return ImpProposal.objects.for_school(school).filter(envelope__school_year=year).order_by("number")


def test_people_rates_and_codes_are_taken_up_and_the_agreement_is_asked_again(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        stays, leaves = last_year(school, task="Accompagnement", quarters=2)
        leaves.person.left_on = date(2027, 3, 1)
        leaves.person.save()
        EnvelopeFactory(school=school)
    listed = head.get(url("allowance_list", school) + f"?annee={YEAR}").text
    assert "Reprendre les missions de l’an dernier" in listed
    page = head.get(url("resume", school, YEAR)).text
    assert "n’est plus dans l’établissement" in page
    assert f'value="{leaves.number}"' not in page
    answer = head.post(url("resume", school, YEAR), {"numbers": [stays.number], "key": "0123456789abcdef"})
    again = head.post(url("resume", school, YEAR), {"numbers": [stays.number], "key": "0123456789abcdef"})
    assert answer.status_code == again.status_code == 302
    with scope(school):
        line = of_year(school).select_related("mission").get()
        assert (line.person_id, line.quarters, line.task) == (stays.person_id, 2, "Accompagnement")
        assert (line.state, line.agreed_on, line.has_pacte) == ("draft", None, False)
        assert (line.mission.code, line.mission.workload, line.mission.reason) == ("IMP1", "Trois sites.", "")


def test_a_line_taken_up_or_gone_meanwhile_is_refused_in_words(school):
    with scope(school):
        head = actor(Role.HEAD, PersonFactory(school=school))
        first, second = last_year(school)
        envelope = EnvelopeFactory(school=school)
        mission = MissionFactory(school=school)
        proposal.resume_lines(envelope, [first.number], today=TODAY, by=head)
        assert of_year(school).get().mission_id == mission.pk
        with pytest.raises(RuleBroken, match="déjà dans l’année"):
            proposal.resume_lines(envelope, [first.number, second.number], today=TODAY, by=head)
        with pytest.raises(RuleBroken, match="rouvrez la page"):
            proposal.resume_lines(envelope, [987654], today=TODAY, by=head)
        with pytest.raises(NotAllowed):
            proposal.resume_lines(envelope, [second.number], today=TODAY, by=actor(Role.TEACHER))
        assert of_year(school).count() == 1
        assert ParticularMission.objects.for_school(school).of_year(YEAR).count() == 1


def test_nobody_takes_up_their_own_line(school):
    with scope(school):
        (mine,) = last_year(school, 1)
        own = actor(Role.HEAD, mine.person)
        with pytest.raises(RuleBroken, match="autre membre de la direction"):
            proposal.resume_lines(EnvelopeFactory(school=school), [mine.number], today=TODAY, by=own)


def test_a_hostile_number_is_answered_by_a_sentence(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        last_year(school)
        EnvelopeFactory(school=school)
    for numbers in (["x"], ["-1"], ["9" * 40], []):
        given = {"numbers": numbers, "agreed_on": "2027-04-12"}
        assert head.post(url("resume", school, YEAR), given).status_code == 422
        assert head.post(url("agreements", school, YEAR), given).status_code == 422


def drafts(school, count, **line):
    with scope(school):
        envelope, mission = EnvelopeFactory(school=school, quarters=80), MissionFactory(school=school)
        return envelope, ProposalFactory.create_batch(
            count, school=school, envelope=envelope, mission=mission, **line
        )


def test_several_agreements_on_paper_bear_one_day(client_of, school):
    head = client_of(school, Role.HEAD)
    _, lines = drafts(school, 3)
    numbers = [line.number for line in lines[:2]]
    page = url("agreements", school, YEAR)
    assert head.post(page, {"numbers": numbers, "agreed_on": "2027-04-13"}).status_code == 422
    assert head.post(page, {"numbers": numbers, "agreed_on": "2027-04-10"}).status_code == 302
    with scope(school):
        given = [line.agreed_on for line in of_year(school)]
        assert given == [date(2027, 4, 10)] * 2 + [None]


def test_r3_no_line_is_presented_before_its_agreement(client_of, school):
    head = client_of(school, Role.HEAD)
    _, lines = drafts(school, 3)
    listed, line_page = url("allowance_list", school) + f"?annee={YEAR}", lines[0].number
    assert "Inscrire" not in head.get(listed).text
    assert "Inscrire à l’ordre du jour" not in head.get(url("proposal_page", school, line_page)).text
    refused = head.post(url("present", school, YEAR))
    assert refused.status_code == 422
    assert "rien ne peut être présenté" in refused.text
    with scope(school):
        of_year(school).exclude(pk=lines[2].pk).update(agreed_on=TODAY)
    assert "2 lignes ont leur accord" in head.get(listed).text
    assert "Inscrire à l’ordre du jour" in head.get(url("proposal_page", school, line_page)).text
    assert head.post(url("present", school, YEAR)).status_code == 302
    with scope(school):
        assert [line.state for line in of_year(school)] == ["to_present", "to_present", "draft"]


def test_r7_no_button_presents_more_than_what_is_left(client_of, school):
    head = client_of(school, Role.HEAD)
    envelope, _ = drafts(school, 2, agreed_on=TODAY)
    with scope(school):
        envelope.quarters = 7
        envelope.save()
    page = head.get(url("allowance_list", school) + f"?annee={YEAR}").text
    assert "Plus que ce qui reste de l’enveloppe" in page
    assert url("present", school, YEAR) not in page
    assert head.post(url("present", school, YEAR)).status_code == 422


def test_all_is_granted_as_proposed_in_one_press(client_of, school):
    head = client_of(school, Role.HEAD)
    _, lines = drafts(school, 10, agreed_on=TODAY, state="proposed")
    page = url("decisions", school, YEAR)
    shown = head.get(page).text
    assert "Tout attribué comme proposé" in shown
    given = {f"line_{line.number}": "proposed" for line in lines} | {"decided_on": "2027-04-12", "all": "1"}
    pressed = [head.post(page, given | {"key": "0123456789abcdef"}) for _ in range(2)]
    assert [answer.status_code for answer in pressed] == [302, 302]
    assert head.post(page, given).status_code == 422
    with scope(school):
        assert {line.state for line in of_year(school)} == {"decided"}
    assert "Aucune ligne n’attend" in head.get(page).text
    assert client_of(school, Role.DEPUTY).get(page).status_code == 403


def test_each_line_may_be_decided_otherwise_and_one_press_never_hides_it(client_of, school):
    head = client_of(school, Role.HEAD)
    _, (first, second, third) = drafts(school, 3, agreed_on=TODAY, state="proposed")
    given = {
        f"line_{first.number}": "2",
        f"line_{second.number}": "refused",
        f"line_{third.number}": "not_yet",
        "decided_on": "2027-04-12",
    }
    page = url("decisions", school, YEAR)
    refused = head.post(page, given | {"all": "1"})
    assert refused.status_code == 422
    assert "autre chose que ce qui est proposé" in refused.text
    assert 'value="refused" selected' in refused.text
    assert head.post(page, given | {"decided_on": "2027-04-13"}).status_code == 422
    assert head.post(page, given).status_code == 302
    with scope(school):
        decided = [(line.state, line.quarters) for line in of_year(school)]
        assert decided == [("decided", 2), ("refused", 4), ("proposed", 4)]


def test_r7_a_line_is_raised_by_what_another_lost(school):
    envelope, (first, second) = drafts(school, 2, agreed_on=TODAY, state="proposed")
    with scope(school):
        head = actor(Role.HEAD, PersonFactory(school=school))
        envelope.quarters = 8
        envelope.save()
        raised = RectorDecision(True, TODAY, 8)
        with pytest.raises(RuleBroken, match="dépasse ce qui reste"):
            proposal.record_decisions(envelope, {first.number: raised}, today=TODAY, by=head)
        both = {first.number: raised, second.number: RectorDecision(False, TODAY, 4)}
        assert proposal.record_decisions(envelope, both, today=TODAY, by=head) == 2
        with pytest.raises(RuleBroken, match="n’attend plus de décision"):
            proposal.record_decisions(envelope, both, today=TODAY, by=head)


def test_the_year_costs_the_same_for_one_and_twenty_lines(client_of, school, count_queries):
    head = client_of(school, Role.HEAD)
    envelope, _ = drafts(school, 1)
    pages = [url("allowance_list", school) + f"?annee={YEAR}", url("agreements", school, YEAR)]
    few = [_cost(head, page, count_queries) for page in pages]
    with scope(school):
        mission = envelope.proposals.first().mission
        ProposalFactory.create_batch(19, school=school, envelope=envelope, mission=mission)
    assert [_cost(head, page, count_queries) for page in pages] == few


def _cost(browser, page, count_queries):
    with count_queries() as queries:
        assert browser.get(page).status_code == 200
    return len(queries)
