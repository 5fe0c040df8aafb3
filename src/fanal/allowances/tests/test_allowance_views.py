"""The allowances on the screen: who reads what, the whole way by its forms, the papers."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models import Membership
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.allowances.models import ImpProposal
from fanal.allowances.reading.allowance import allowance_year
from fanal.allowances.reading.papers import table_of
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.tenancy import scope

TODAY = date(2027, 4, 12)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-04-12 09:00+02:00", tick=False):
        yield


def url(name, school, *args):
    return reverse(f"allowances:{name}", args=[school.uai, *args])


def fill(school, count=1, state="to_present"):
    with scope(school):
        envelope, mission = EnvelopeFactory(school=school, quarters=80), MissionFactory(school=school)
        lines = ProposalFactory.create_batch(
            count, school=school, envelope=envelope, mission=mission, agreed_on=TODAY, state=state
        )
    return envelope, mission, lines


def test_a_head_goes_from_nothing_to_the_rector(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        who = PersonFactory(school=school)
    assert "Commencez par celle de référent numérique" in head.get(url("allowance_list", school)).text
    head.post(url("mission_add", school, YEAR), {"kind": "digital", "title": "Référent numérique"})
    head.post(url("envelope", school, YEAR), {"units": "9,5", "first_month": 11})
    page = head.get(url("proposal_add", school, YEAR)).text
    mission = re.search(r'<option value="(\d+)"[^>]*>Référent numérique', page)[1]
    given = {
        "mission": mission,
        "person": who.pk,
        "quarters": 4,
        "standing": "teacher",
        "is_whole_year": "on",
    }
    assert head.post(url("proposal_add", school, YEAR), given).status_code == 302
    with scope(school):
        line = ImpProposal.objects.for_school(school).get()
    head.post(url("proposal_record", school, line.number), {"agreed_on": "2027-04-10"})
    assert head.post(url("proposal_present", school, line.number)).status_code == 302
    for body in ("pedagogical", "board"):
        opinion = {"body": body, "held_on": "2027-04-12", "outcome": "favourable"}
        assert head.post(url("opinion", school, YEAR), opinion).status_code == 302
    assert "dont 1 avec tous les avis" in head.get(url("allowance_list", school)).text
    head.post(url("send", school, YEAR))
    decided = {"accepted": "yes", "quarters": 4, "decided_on": "2027-04-12"}
    assert head.post(url("proposal_decide", school, line.number), decided).status_code == 302
    assert "Décidée par le recteur" in head.get(url("proposal_page", school, line.number)).text


def test_a_refusal_says_why_and_keeps_what_was_typed(client_of, school):
    head = client_of(school, Role.HEAD)
    fill(school, state="draft")
    answer = head.post(url("envelope", school, YEAR), {"units": "9,4", "first_month": 11})
    assert answer.status_code == 422
    assert "se divise en quarts" in answer.text
    assert 'value="9,4"' in answer.text
    opinion = {"body": "pedagogical", "held_on": "2027-04-12", "outcome": "favourable"}
    assert "Aucune proposition n’est présentée" in head.post(
        url("opinion", school, YEAR), opinion
    ).text.replace("\xa0", " ")


@pytest.mark.parametrize("role", [Role.DIGITAL_LEAD, Role.TEACHER, Role.BURSAR, Role.STAFF])
def test_only_the_management_reads_the_allowances(client_of, school, role):
    _, _, (line,) = fill(school)
    browser = client_of(school, role)
    for address in (
        url("allowance_list", school),
        url("simulator", school),
        url("table_file", school, YEAR),
        url("keying_file", school, YEAR, "csv"),
        url("envelope", school, YEAR),
    ):
        assert browser.get(address).status_code == 403
    assert browser.get(url("proposal_page", school, line.number)).status_code == 404
    assert browser.get(url("proposal_file", school, line.number)).status_code == 404


def test_somebody_reads_and_agrees_to_their_own_and_not_to_another(client_of, school):
    browser = client_of(school, Role.TEACHER)
    with scope(school):
        envelope, mission = EnvelopeFactory(school=school), MissionFactory(school=school)
        theirs = member_of(school, Role.TEACHER).person
    with scope(school):
        me = (
            Membership.objects.for_school(school)
            .exclude(person=theirs)
            .get(roles__contains=["teacher"])
            .person
        )
        mine, other = (
            ProposalFactory(school=school, envelope=envelope, mission=mission, person=person)
            for person in (me, theirs)
        )
    assert (
        "Une mission particulière vous est proposée"
        in browser.get(reverse("web:home", args=[school.uai])).text
    )
    page = browser.get(url("proposal_page", school, mine.number)).text
    assert "Je suis d’accord" in page
    terms = re.search(r'name="terms" value="(\w+)"', page)[1]
    assert "Enveloppe" not in page
    assert browser.post(url("proposal_agree", school, mine.number), {"terms": terms}).status_code == 302
    assert browser.post(url("proposal_agree", school, other.number), {"terms": terms}).status_code == 404
    assert "Votre accord est demandé" not in browser.get(reverse("web:home", args=[school.uai])).text


def test_the_councils_table_bears_no_name_by_default(client_of, school):
    _, _, (line,) = fill(school)
    name, head = line.person.family_name, client_of(school, Role.HEAD)
    with scope(school):
        page = allowance_year(school, YEAR, today=TODAY)
        plain, named = (
            table_of(page, school, with_names=with_names, today=TODAY) for with_names in (False, True)
        )
    assert name not in repr(plain)
    assert name in repr(named)
    assert "accord attendu" not in repr(named)
    with scope(school):
        ImpProposal.objects.filter(pk=line.pk).update(agreed_on=None, state="draft")
        waiting = table_of(allowance_year(school, YEAR, today=TODAY), school, with_names=True, today=TODAY)
        ImpProposal.objects.filter(pk=line.pk).update(agreed_on=TODAY, state="to_present")
    assert f"{name} (accord attendu)" in repr(waiting)
    for address in (
        url("table_file", school, YEAR),
        url("table_file", school, YEAR) + "?noms=oui",
        url("proposal_file", school, line.number),
    ):
        made = head.get(address).content
        assert made.startswith(b"%PDF")
        assert b"/StructTreeRoot" in made


def test_r22_the_list_to_key_says_name_code_units_and_month(client_of, school):
    _, _, (line,) = fill(school, state="decided")
    answer = client_of(school, Role.HEAD).get(url("keying_file", school, YEAR, "csv"))
    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert len(table.splitlines()) == 2
    assert table.splitlines()[0].startswith('"Nom";"Prénom";"Mission";"Code";')
    assert line.person.family_name in table
    assert "novembre 2027" in table
    assert "Décidée par le recteur" in table


def test_the_simulator_explains_what_is_not_possible(client_of, school):
    fill(school)
    page = client_of(school, Role.HEAD).get(
        url("simulator", school), {"a_total": 12, "a_people": 2, "b_total": "x", "c_people": 99}
    )
    assert page.status_code == 200
    text = page.text.replace("\xa0", " ")
    assert "1,5 IMP + 1,5 IMP n’est pas d’usage" in text
    assert "2 IMP + 1 IMP" in text


def test_the_list_costs_the_same_for_1_and_20_lines(client_of, school, count_queries):
    head = client_of(school, Role.HEAD)
    envelope, mission, _ = fill(school)
    head.get(url("allowance_list", school))
    with count_queries() as few:
        head.get(url("allowance_list", school))
    with scope(school):
        ProposalFactory.create_batch(19, school=school, envelope=envelope, mission=mission)
    with count_queries() as many:
        head.get(url("allowance_list", school))
    assert len(few) == len(many) <= 13


def test_another_schools_year_is_not_found(client_of, school, elsewhere):
    head = client_of(school, Role.HEAD)
    _, _, (line,) = fill(elsewhere)
    assert head.get(url("proposal_page", school, line.number)).status_code == 404
    assert head.get(url("allowance_list", elsewhere)).status_code == 404
    assert head.get(url("table_file", school, "1999-2000")).status_code == 404
