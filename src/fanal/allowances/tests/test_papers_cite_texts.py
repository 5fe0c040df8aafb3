"""What the head signs cites texts, never a doubt: the screen says how sure, and since when."""

import pytest

from fanal.accounts.models import School
from fanal.accounts.rules.law import UNREAD, LegalText
from fanal.accounts.tests.factories import PersonFactory
from fanal.allowances.models import Substitution
from fanal.allowances.reading.allowance import allowance_year
from fanal.allowances.reading.papers import proposal_of, table_of
from fanal.allowances.reading.substitution_paper import certificate_of
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.allowances.tests.proposals import TODAY
from fanal.core.tenancy import scope
from fanal.missions.rules import words
from fanal.missions.rules.particular_mission import EPS_HELP, MissionKind

pytestmark = pytest.mark.clock(TODAY)

DOUBTS = ("à vérifier", "syndicale", "page", "aucun texte", "d’après", "LegalText", "Facultative")
SOURCES = [value for value in vars(words).values() if isinstance(value, LegalText)]


def texts_in(data):
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for value in data.values() for text in texts_in(value)]
    return [text for value in data for text in texts_in(value)] if isinstance(data, list | tuple) else []


@pytest.mark.parametrize("status", [School.Status.PUBLIC, School.Status.PRIVATE])
def test_no_paper_prints_a_doubt_or_where_a_sentence_was_read(school, status):
    """verified.md § 3.8: « article 6, à vérifier » in each row, « page syndicale » on a certificate."""
    with scope(school):
        school.status = status
        school.save()
        mission = MissionFactory(school=school)
        line = ProposalFactory(
            school=school,
            envelope=EnvelopeFactory(school=school),
            mission=mission,
            agreed_on=TODAY,
            presented_on=TODAY,
            state="to_present",
        )
        who, head = PersonFactory(school=school), PersonFactory(school=school)
        row = Substitution.objects.create(school=school, proposal=line, person=who, since=TODAY)
        papers = [
            table_of(allowance_year(school, YEAR, today=TODAY), school, with_names=True, today=TODAY),
            proposal_of(line, school, head, TODAY),
            certificate_of(row, school, head, TODAY),
        ]
    for text in texts_in(papers):
        assert not [doubt for doubt in DOUBTS if doubt in text], text
    for paper in papers[:2]:
        assert ("décret" in paper["texts"]) is (status == School.Status.PUBLIC)


def test_a_text_that_is_not_sure_stands_on_no_paper():
    """December § 3: papers of a private school cited a decree and a circular that nobody had read."""
    assert words.cited(words.PRIVATE_DECREE, words.PRIVATE) == ""
    assert words.cited(words.DECREE, words.PRIVATE_DECREE) == "Textes : décret n° 2015-475 du 27 avril 2015."


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.text[:40])
def test_each_rule_says_since_when_it_holds_or_nothing(source):
    """Verified in November 2026, § 3.8: `valid_from` was never displayed.

    December § 3.11: a date, or nothing.
    """
    assert ("depuis le" in str(source)) is (source.is_sure and source.since is not None)
    assert "non connue" not in str(source)
    assert "syndicale" not in str(source)
    if not source.is_rule:
        assert source in (words.OURS, words.PRACTICE)
    assert (str(source) == UNREAD) is (not source.is_sure or source == words.PRACTICE)


def test_the_rates_are_shown_with_their_first_day():
    assert str(words.RATES_ORDER) == "arrêté du 27 avril 2015, depuis le 1er septembre 2015"


def test_eps_asks_for_more_than_four_full_time_equivalents():
    """verified.md § 3.3: « à partir de 4 » was said."""
    assert MissionKind.EPS == "eps"
    # December, second reading J16: the thresholds are reported, and were shown as sure.
    assert EPS_HELP.startswith("EPS : on rapporte")
    assert "rectorat" in EPS_HELP
