"""What a line of allowance says of itself once it is presented, and whose opinions a letter quotes."""

from datetime import date

import pytest
import time_machine

from fanal.accounts.models import School
from fanal.accounts.tests.factories import PersonFactory
from fanal.allowances.models import CouncilOpinion, ServiceRelief
from fanal.allowances.rules.states import ProposalState, tone_and_words
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.tenancy import scope
from fanal.mission_letters.reading.prefill import opinions_of

MAY, JUNE = date(2027, 5, 18), date(2027, 6, 8)
pytestmark = pytest.mark.clock(MAY)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-06-12 09:00+02:00", tick=False):
        yield


def presented(school, mission, *heard_by, on=date(2027, 5, 3), envelope=None):
    return ProposalFactory(
        school=school,
        envelope=envelope or EnvelopeFactory(school=school),
        mission=mission,
        agreed_on=on,
        presented_on=on,
        state="to_present",
        heard_by=list(heard_by),
    )


@pytest.mark.parametrize(
    ("awaited", "words"),
    [
        (
            ["conseil pédagogique", "conseil d’administration"],
            "Avis attendu : conseil pédagogique, conseil d’administration",
        ),
        (["conseil d’administration"], "Avis attendu : conseil d’administration"),
        ([], "Avis rendus, à proposer au recteur"),
    ],
)
def test_a_line_presented_and_heard_no_longer_reads_to_be_presented(awaited, words):
    """verified.md § 2.15: « À présenter » stood on a line that both councils had heard."""
    state = ProposalState.TO_PRESENT
    assert tone_and_words(state, has_agreed=True, has_declined=False, awaited=awaited)[1] == words


def test_a_line_says_which_bodies_of_its_own_school_it_waits_for(school):
    with scope(school):
        line = presented(school, MissionFactory(school=school), "pedagogical")
        assert line.tone_and_words[1] == "Avis attendu : conseil d’administration"
        line.school.status = School.Status.PRIVATE
        assert line.tone_and_words[1] == "Avis attendu : consultation des enseignants"


def test_a_letter_quotes_the_opinions_on_its_own_mission_alone(school):
    """verified.md § 2.13: it quoted the opinions of the whole year, whatever the mission."""
    with scope(school):
        digital, culture = MissionFactory(school=school), MissionFactory(school=school, kind="culture")
        relieved, nothing = (
            MissionFactory(school=school, kind="level"),
            MissionFactory(school=school, kind="eps"),
        )
        envelope = EnvelopeFactory(school=school)
        for held_on, body in ((MAY, "pedagogical"), (JUNE, "board")):
            CouncilOpinion.objects.create(
                school=school, school_year=YEAR, body=body, held_on=held_on, outcome="favourable"
            )
        presented(school, culture, "pedagogical", "board", envelope=envelope)
        presented(school, digital, "board", on=date(2027, 6, 1), envelope=envelope)
        ServiceRelief.objects.create(
            school=school,
            mission=relieved,
            person=PersonFactory(school=school),
            halves=2,
            reason="Lourde.",
            state="proposed",
            board_on=JUNE,
        )
        board = "Conseil d’administration, le 8 juin 2027 : favorable"
        assert opinions_of(culture) == ("Conseil pédagogique, le 18 mai 2027 : favorable", board)
        assert opinions_of(digital) == opinions_of(relieved) == (board,)
        assert opinions_of(nothing) == ()
