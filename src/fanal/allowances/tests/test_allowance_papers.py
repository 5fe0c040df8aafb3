"""The missions by their names, and what their papers say: with or without names, opinions, figures."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.allowances.models import CouncilOpinion
from fanal.allowances.reading.allowance import allowance_year
from fanal.allowances.reading.papers import proposal_of, table_of
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.documents.paper import bound
from fanal.core.tenancy import scope
from fanal.missions.models import ParticularMission
from fanal.missions.rules.justification import workload_text

TODAY = date(2027, 4, 12)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-04-12 09:00+02:00", tick=False):
        yield


@pytest.fixture
def line(school):
    with scope(school):
        envelope, mission = EnvelopeFactory(school=school), MissionFactory(school=school)
        return ProposalFactory(
            school=school,
            envelope=envelope,
            mission=mission,
            agreed_on=TODAY,
            state="to_present",
            quarters=8,
            heard_by=["pedagogical"],
        )


@pytest.fixture
def heard(school, line):
    with scope(school):
        return CouncilOpinion.objects.create(
            school=school,
            school_year=YEAR,
            body="pedagogical",
            held_on=date(2027, 4, 2),
            outcome="favourable",
            votes_for=9,
            votes_against=1,
            abstentions=0,
        )


def url(name, school, *args):
    return reverse(f"allowances:{name}", args=[school.uai, *args])


def titles(school):
    with scope(school):
        rows = ParticularMission.objects.for_school(school).order_by("number")
        return [(mission.kind, mission.title) for mission in rows]


def test_a_mission_without_a_title_takes_the_name_of_its_kind(client_of, school):
    head, page = client_of(school, Role.HEAD), url("mission_add", school, YEAR)
    head.post(page, {"kind": "digital", "title": ""})
    assert head.post(page + "?genre=other", {"kind": "eps", "title": " "}).status_code == 302
    assert titles(school) == [("digital", "Référent numérique"), ("eps", "Coordination de l’EPS")]
    answer = head.post(page + "?genre=other", {"kind": "other", "title": ""})
    assert answer.status_code == 422
    assert "Donnez un intitulé" in answer.text
    with scope(school):
        number = ParticularMission.objects.for_school(school).get(kind="eps").number
    head.post(url("mission_edit", school, number), {"title": ""})
    assert titles(school)[1] == ("eps", "Coordination de l’EPS")


def test_the_form_of_another_mission_does_not_begin_with_the_words_of_the_digital_one(client_of, school):
    head, page = client_of(school, Role.HEAD), url("mission_add", school, YEAR)
    other = head.get(page + "?genre=other").text
    assert "Choisissez une mission" in other
    assert 'value="Autre mission"' not in other
    assert 'value="digital"' not in other
    digital = head.get(page).text
    assert '<input type="hidden" name="kind" value="digital"' in digital
    assert "Coordination" not in digital


def test_a_year_that_began_with_another_mission_still_offers_the_digital_one(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        MissionFactory(school=school, kind="eps", title="EPS")
    page = head.get(url("allowance_list", school)).text
    assert "Mission de référent numérique" in page
    with scope(school):
        MissionFactory(school=school)
    assert "Mission de référent numérique" not in head.get(url("allowance_list", school)).text


def test_the_table_with_names_says_so_in_its_name(client_of, school, line):
    head, page = client_of(school, Role.HEAD), url("table_file", school, YEAR)
    for address, name in (
        (page, f"missions-{YEAR}-{school.uai}.pdf"),
        (page + "?noms=oui", f"missions-{YEAR}-{school.uai}-nominatif.pdf"),
    ):
        assert head.get(address).headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_an_opinion_that_was_given_is_printed_and_the_others_have_boxes(client_of, school, line, heard):
    with scope(school):
        table = table_of(allowance_year(school, YEAR, today=TODAY), school, with_names=False, today=TODAY)
        own = proposal_of(line, school, None, TODAY)
    said = "séance du 2 avril 2027 : favorable"
    assert table["opinions"] == [["Conseil pédagogique", f"{said} (9 pour, 1 contre, 0 abstention)"]]
    assert table["bodies"] == ["Conseil d’administration"]
    with scope(school):
        ProposalFactory(school=school, envelope=line.envelope, mission=line.mission)
        again = table_of(allowance_year(school, YEAR, today=TODAY), school, with_names=False, today=TODAY)
    assert again["bodies"] == ["Conseil pédagogique", "Conseil d’administration"]
    assert own["opinions"] == [["Conseil pédagogique", said]]
    head = client_of(school, Role.HEAD)
    for address in (url("table_file", school, YEAR), url("proposal_file", school, line.number)):
        assert head.get(address).content.startswith(b"%PDF")


def test_no_number_is_parted_from_its_unit():
    assert bound("2 IMP, 45 h et 601 ; 5 élèves") == "2\xa0IMP, 45\xa0h et 601\u202f; 5 élèves"


def test_the_workload_reads_as_a_sentence():
    figures = [
        ("Élèves", "601"),
        ("Demandes envoyées", "24"),
        ("Classes", "1"),
        ("Équipements", "–"),
        ("Écarts réglés", "0"),
        ("Délai ouvré médian de résolution", "12 h ouvrées"),
    ]
    assert workload_text(figures) == (
        "601 élèves, 24 demandes envoyées, classes : 1, délai ouvré médian de résolution : 12 h ouvrées."
    )
    assert workload_text([("Élèves", "–")]) == ""


def test_a_line_in_preparation_has_a_visible_badge(client_of, school, line):
    with scope(school):
        ProposalFactory(school=school, envelope=line.envelope, mission=line.mission)
    page = client_of(school, Role.HEAD).get(url("allowance_list", school)).text
    assert '<span class="state info">En préparation, accord attendu</span>' in page


def test_shares_of_one_mission_are_said_each_then_together(school):
    """verified.md § 5: « 4 × 0,5 IMP », total row."""
    with scope(school):
        mission, envelope = MissionFactory(school=school), EnvelopeFactory(school=school)
        for quarters in (2, 2, 4):
            row = {"mission": mission, "envelope": envelope, "agreed_on": TODAY, "presented_on": TODAY}
            ProposalFactory(school=school, quarters=quarters, state="to_present", **row)
        table = table_of(allowance_year(school, YEAR, today=TODAY), school, with_names=False, today=TODAY)
    assert bound(table["rows"][0]["amount"]) == bound("1 IMP + 2 × 0,5 IMP, soit 2 IMP, 2 500,00 €")
    assert bound(table["total"]) == bound("2 IMP, 2 500,00 €")
