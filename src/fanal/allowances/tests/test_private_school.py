"""A private school under contract: its own texts with how sure they are, and no relief to be stuck with."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.rules.years import SchoolYear
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions.relief import prepare_relief
from fanal.allowances.models import ServiceRelief
from fanal.allowances.reading.allowance import page_of
from fanal.allowances.reading.papers import proposal_of, table_of
from fanal.allowances.reading.proposals import proposed_line_of
from fanal.allowances.rules.proposing import ProposedLine, StaffStanding, findings
from fanal.allowances.rules.relief import NO_BOARD
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.mission_letters.forms.letter import MissionLetterForm
from fanal.missions.models import ParticularMission
from fanal.missions.rules.particular_mission import PRIORITY_HELP

TODAY = date(2027, 4, 12)
OF_PUBLIC_SCHOOLS = ("2015-475", "2015-058", "annexe", "article 6", "article 7", "2010-997")
UNKNOWN, SINCE = "date d’application non connue, à vérifier", "depuis le 1er septembre 2015"
ALL_WRONG = ProposedLine(
    quarters=3,
    standing=StaffStanding.DDFPT,
    agreed=False,
    remaining=0,
    is_digital=True,
    today=TODAY,
    year=SchoolYear(2027),
    others=1,
    has_relief=True,
    has_pacte=True,
    is_private=True,
)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-04-12 09:00+02:00", tick=False):
        yield


@pytest.fixture
def private(school):
    School.objects.filter(pk=school.pk).update(status="private")
    school.refresh_from_db()
    return school


@pytest.fixture
def line(private):
    with scope(private):
        return ProposalFactory(
            school=private,
            envelope=EnvelopeFactory(school=private),
            mission=MissionFactory(school=private),
            agreed_on=TODAY,
            state="to_present",
        )


def url(name, school, *args):
    return reverse(f"allowances:{name}", args=[school.uai, *args])


def test_no_rule_cites_a_text_of_public_schools_as_if_it_held():
    for line in (
        ALL_WRONG,
        replace(ALL_WRONG, standing=StaffStanding.CPGE),
        replace(ALL_WRONG, reason="Écrit."),
    ):
        sources = {sentence.rule: str(sentence.source) for sentence in findings(line)}
        assert not [
            source for source in sources.values() if any(text in source for text in OF_PUBLIC_SCHOOLS)
        ]
        assert sources["R3"] == f"décret n° 2015-605 du 3 juin 2015, {UNKNOWN}"
        assert sources["R2"] == sources["R15"] == f"circulaire n° 2015-093 du 12 juin 2015, {UNKNOWN}"
        assert sources["R1"] == f"arrêté du 27 avril 2015, {SINCE}, à vérifier"
    assert {
        str(sentence.source)
        for sentence in findings(replace(ALL_WRONG, is_private=False))
        if sentence.rule == "R3"
    } == {f"décret n° 2015-475 du 27 avril 2015, {SINCE}"}


def test_its_papers_name_its_decree_and_its_circular_and_no_article(client_of, private, line):
    with scope(private):
        assert proposed_line_of(line, line.envelope, today=TODAY).is_private
        table = table_of(page_of(private, YEAR, today=TODAY), private, with_names=False, today=TODAY)
        paper = proposal_of(line, private, None, TODAY)
    for table_or_paper in (table, paper):
        assert "2015-605" in table_or_paper["texts"]
        assert "2015-093" in table_or_paper["texts"]
        assert not [text for text in OF_PUBLIC_SCHOOLS if text in repr(table_or_paper)]
    head = client_of(private, Role.HEAD)
    for page in (url("table_file", private, YEAR), url("proposal_file", private, line.number)):
        assert b"/StructTreeRoot" in head.get(page).content
    for page in (
        url("proposal_page", private, line.number),
        url("mission_edit", private, line.mission.number),
        url("mission_add", private, YEAR) + "?genre=other",
        url("allowance_list", private),
    ):
        text = head.get(page).text
        assert not [words for words in OF_PUBLIC_SCHOOLS if words in text]


def test_a_relief_that_no_board_can_propose_is_not_prepared(client_of, private):
    with scope(private):
        mission, who = MissionFactory(school=private), PersonFactory(school=private)
        head = actor(Role.HEAD, PersonFactory(school=private))
        with pytest.raises(RuleBroken, match="pas de conseil d’administration d’EPLE"):
            prepare_relief(mission, who, 2, "Trop lourde.", by=head)
    browser, page = client_of(private, Role.HEAD), url("relief_add", private, mission.number)
    assert "Plutôt un allègement" not in browser.get(url("allowance_list", private)).text
    blank = browser.get(page)
    sent = browser.post(page, {"person": who.pk, "halves": 2, "reason": "Trop lourde."})
    for answer in (blank, sent):
        assert answer.status_code == 422
        assert NO_BOARD.split(" :")[0] in answer.text
    with scope(private):
        assert not ServiceRelief.objects.for_school(private).exists()


def test_a_public_school_reads_how_sure_the_articles_are(client_of, school):
    with scope(school):
        MissionFactory(school=school)
        table = table_of(page_of(school, YEAR, today=TODAY), school, with_names=False, today=TODAY)
    assert table["rows"][0]["article"] == "article 6"  # a paper says no doubt, the page does
    assert table["priority"] == PRIORITY_HELP
    head = client_of(school, Role.HEAD)
    assert "à vérifier" in head.get(url("mission_add", school, YEAR)).text
    assert "Plutôt un allègement" in head.get(url("allowance_list", school)).text


@pytest.mark.parametrize(
    ("kind", "article", "first"),
    [
        ("digital", "", True),
        ("eps", "", True),
        ("eps", "7", False),
        ("digital", "7", False),
        ("other", "", False),
        ("other", "6", True),
    ],
)
def test_the_article_follows_the_mission_unless_the_school_says_it(client_of, school, kind, article, first):
    given = {"kind": kind, "title": "Mission", "article": article}
    head = client_of(school, Role.HEAD)
    assert head.post(url("mission_add", school, YEAR) + f"?genre={kind}", given).status_code == 302
    with scope(school):
        made = ParticularMission.objects.for_school(school).get()
    assert made.has_priority is first
    page = head.get(url("mission_edit", school, made.number)).text
    assert f'<option value="{6 if first else 7}" selected' in page


def test_a_letter_of_a_private_school_asks_for_the_consultation_of_its_teachers():
    """verified.md § 3.6: « Conseil pédagogique, conseil d’administration » stood there."""
    helps = {
        status: MissionLetterForm(school=School(status=status)).fields["opinions"].help_text
        for status in (School.Status.PRIVATE, School.Status.PUBLIC)
    }
    assert helps[School.Status.PRIVATE] == "Consultation des enseignants, et sa date."
    assert "conseil d’administration" in helps[School.Status.PUBLIC]
