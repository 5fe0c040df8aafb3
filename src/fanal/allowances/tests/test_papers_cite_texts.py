"""What the head signs cites texts, never a doubt: the screen says how sure, and since when."""

import pytest

from fanal.accounts.models import School
from fanal.accounts.rules.law import LegalText
from fanal.accounts.tests.factories import PersonFactory
from fanal.allowances.models import Substitution
from fanal.allowances.reading.allowance import page_of
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
            table_of(page_of(school, YEAR, today=TODAY), school, with_names=True, today=TODAY),
            proposal_of(line, school, head, TODAY),
            certificate_of(row, school, head, TODAY),
        ]
    for text in texts_in(papers):
        assert not [doubt for doubt in DOUBTS if doubt in text], text
    assert "décret" in papers[0]["texts"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.text[:40])
def test_each_rule_says_since_when_it_holds_or_that_nobody_knows(source):
    """verified.md § 3.8: `valid_from` was never displayed."""
    if source.is_rule:
        assert ("depuis le" in str(source)) is (source.since is not None)
        assert ("date d’application non connue" in str(source)) is (source.since is None)
    else:
        assert source == words.OURS
    assert ("à vérifier" in str(source)) is not source.is_sure


def test_the_rates_are_shown_with_their_first_day():
    assert str(words.RATES_ORDER) == "arrêté du 27 avril 2015, depuis le 1er septembre 2015"


def test_eps_asks_for_more_than_four_full_time_equivalents():
    """verified.md § 3.3: « à partir de 4 » was said."""
    assert MissionKind.EPS == "eps"
    assert "quand plus de 4 équivalents temps plein" in EPS_HELP
    assert "discuté" in EPS_HELP
