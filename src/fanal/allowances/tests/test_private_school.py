"""A private school under contract: its own texts with how sure they are, and its own relief of service."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.rules.law import UNREAD
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.actions.relief import prepare_relief
from fanal.allowances.models import ServiceRelief
from fanal.allowances.reading.allowance import allowance_year
from fanal.allowances.reading.papers import proposal_of, table_of
from fanal.allowances.reading.proposals import proposed_line_of
from fanal.allowances.rules.proposing import ProposedLine, StaffStanding, findings
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.mission_letters.forms.letter import MissionLetterForm
from fanal.missions.models import ParticularMission
from fanal.missions.rules.words import ENVELOPE, OURS, PRACTICE
from fanal.year.rules.years import SchoolYear

TODAY = date(2027, 4, 12)
OF_PUBLIC_SCHOOLS = ("2015-475", "2015-058", "annexe", "article 6", "article 7", "2010-997")
SINCE = "depuis le 1er septembre 2015"
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
        assert {sources[rule] for rule in ("R1", "R2", "R15")} == {UNREAD}
        assert sources["R3"] == str(OURS)
    assert {
        str(sentence.source)
        for sentence in findings(replace(ALL_WRONG, is_private=False))
        if sentence.rule == "R3"
    } == {f"décret n° 2015-475 du 27 avril 2015, {SINCE}"}


def test_its_papers_cite_no_text_that_is_not_sure_and_no_article(client_of, private, line):
    """December § 3: décret 2015-605 and circulaire 2015-093, « à vérifier », were printed as sure."""
    with scope(private):
        assert proposed_line_of(line, line.envelope, today=TODAY).is_private
        table = table_of(allowance_year(private, YEAR, today=TODAY), private, with_names=False, today=TODAY)
        paper = proposal_of(line, private, None, TODAY)
    for table_or_paper in (table, paper):
        assert table_or_paper["texts"] == ""
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


def test_a_private_school_proposes_a_relief_once_its_teachers_were_consulted(client_of, private):
    """December § 3.5: « qui seul propose un allègement » refused what décret 2015-851, article 2, allows."""
    with scope(private):
        mission, who = MissionFactory(school=private), PersonFactory(school=private)
    head = client_of(private, Role.HEAD)
    assert "Plutôt un allègement" in head.get(url("allowance_list", private)).text
    page = url("relief_add", private, mission.number)
    pages = [head.get(page)]
    assert head.post(page, {"person": who.pk, "halves": 2, "reason": "Trop lourde."}).status_code == 302
    with scope(private):
        relief = ServiceRelief.objects.for_school(private).get()
    pages.append(head.get(url("allowance_list", private)))
    pages.append(head.get(url("relief_board", private, relief.pk)))
    early = head.post(url("relief_decide", private, relief.pk), {"accepted": "yes", "decided_on": TODAY})
    assert "consultation des enseignants" in words_of(early.text)
    late = head.post(url("relief_board", private, relief.pk), {"held_on": "2027-05-01"})
    assert (late.status_code, "consultation n’a pas encore eu lieu" in words_of(late.text)) == (422, True)
    assert head.post(url("relief_board", private, relief.pk), {"held_on": "2027-04-08"}).status_code == 302
    pages.append(head.get(url("allowance_list", private)))
    assert "Proposé au recteur, enseignants consultés le 8 avril" in words_of(pages[-1].text)
    given = {"accepted": "yes", "decided_on": "2027-04-12"}
    assert head.post(url("relief_decide", private, relief.pk), given).status_code == 302
    with scope(private):
        relief.refresh_from_db()
    assert (relief.state, relief.board_on) == ("decided", date(2027, 4, 8))
    for answer in pages:
        assert "conseil" not in words_of(answer.text).lower().replace("conseiller", "")
    for answer in (pages[0], pages[2]):
        assert "décret n° 2015-851 du 10 juillet 2015, article 2" in words_of(answer.text)


def test_an_allowance_beside_a_relief_is_warned_of_in_a_private_school(private, line, client_of):
    """December, second reading J16: « l’une ou l’autre » is reported, so it warns, before."""
    with scope(private):
        head = actor(Role.HEAD, PersonFactory(school=private))
        assert prepare_relief(line.mission, line.person, 2, "Trop lourde.", by=head).state == "draft"
    page = client_of(private, Role.HEAD).get(url("relief_add", private, line.mission.number))
    assert "d’habitude c’est l’une ou l’autre" in words_of(page.text)
    (said,) = [sentence for sentence in findings(ALL_WRONG) if sentence.rule == "R9"]
    assert (said.stops, said.source) == (False, PRACTICE)


def test_a_private_school_has_one_body_and_no_order(client_of, private, line):
    page = client_of(private, Role.HEAD).get(url("opinion", private, YEAR)).text
    assert "après coup" in page
    assert "ordre d’usage" not in page


def test_no_text_that_was_not_read_stops_a_private_school():
    """December, second reading J16: R1, R3 and R15 refused there on texts known by name."""
    wrong = replace(ALL_WRONG, standing=StaffStanding.STAFF)
    stops = {sentence.rule: sentence.source for sentence in findings(wrong) if sentence.stops}
    assert stops == {"R3": OURS, "R7": ENVELOPE}


def test_a_public_school_reads_the_articles_and_no_doubt_about_them(client_of, school):
    """December § 3.11: « page syndicale … à vérifier » was shown to a head."""
    with scope(school):
        mission = MissionFactory(school=school)

        def table():
            return table_of(allowance_year(school, YEAR, today=TODAY), school, with_names=False, today=TODAY)

        assert (table()["rows"][0]["article"], table()["has_articles"]) == ("", False)
        mission.has_priority = True
        mission.save()
        assert (table()["rows"][0]["article"], table()["has_articles"]) == ("article 6", True)
    head = client_of(school, Role.HEAD)
    page = head.get(url("mission_add", school, YEAR)).text
    assert "Article 6" in page
    assert "à vérifier" not in page
    assert "Plutôt un allègement" in head.get(url("allowance_list", school)).text


@pytest.mark.parametrize(
    ("kind", "article", "said"),
    [
        ("digital", "", None),
        ("eps", "", None),
        ("eps", "7", False),
        ("other", "", None),
        ("other", "6", True),
    ],
)
def test_the_article_is_what_the_school_says(client_of, school, kind, article, said):
    """December § 3: it followed the mission, from a list that was not read."""
    given = {"kind": kind, "title": "Mission", "article": article}
    head = client_of(school, Role.HEAD)
    assert head.post(url("mission_add", school, YEAR) + f"?genre={kind}", given).status_code == 302
    with scope(school):
        made = ParticularMission.objects.for_school(school).get()
    assert made.has_priority is said
    page = head.get(url("mission_edit", school, made.number)).text
    assert f'<option value="{article}" selected' in page


def test_a_letter_of_a_private_school_asks_for_the_consultation_of_its_teachers():
    """verified.md § 3.6: « Conseil pédagogique, conseil d’administration » stood there."""
    helps = {
        status: MissionLetterForm(school=School(status=status)).fields["opinions"].help_text
        for status in (School.Status.PRIVATE, School.Status.PUBLIC)
    }
    assert helps[School.Status.PRIVATE] == "Consultation des enseignants, et sa date."
    assert "conseil d’administration" in helps[School.Status.PUBLIC]
