"""Beginning a letter: what it first says, a second one for the same person, and who takes it away."""

import pytest
import time_machine

from fanal.accounts.tests.factories import PersonFactory
from fanal.allowances.tests.allowance_factories import MissionFactory
from fanal.core.tenancy import scope
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.rules import prefill as first
from fanal.mission_letters.tests.letters import YEAR, mission, url
from fanal.missions.models import NeedsAssessment

__all__ = ["mission"]

TEXT = {"starts_on": "2026-11-26", "ends_on": "2027-06-30", "pay": "none", "main_missions": "Conseiller"}
DIGITAL_WORDS = (
    "Veille et relais",
    "ENT et GAR",
    "Tablettes",
    "délégation académique",
    "Carnet de la mission",
)
pytestmark = pytest.mark.clock("2026-11-26 09:00+01:00")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


def letter_of(school):
    with scope(school):
        return MissionLetter.objects.for_school(school).order_by("-pk").first()


def begun(browser, school, mission, person):
    address = f"{url(school, 'letter_add')}?mission={mission.pk}&person={person.pk}"
    assert browser.post(address, TEXT).status_code == 302
    return letter_of(school)


def test_another_mission_begins_from_its_own_words_alone(head, school, mission):
    with scope(school):
        NeedsAssessment.objects.create(
            school=school, school_year=YEAR, expertise="ENT et GAR", projects="Tablettes"
        )
        culture = MissionFactory(
            school=school,
            school_year=YEAR,
            kind="culture",
            title="Référent culture",
            workload="Trois sorties par niveau",
            expertise="Réseau des lieux culturels",
        )
        who = PersonFactory(school=school)
    query = {"mission": culture.pk, "person": who.pk}
    page = head.get(url(school, "letter_add"), query).text
    assert "Trois sorties par niveau" in page
    assert "Réseau des lieux culturels" in page
    assert not [word for word in DIGITAL_WORDS if word in page]
    page = head.get(url(school, "letter_add"), query | {"mission": mission.pk}).text
    assert [word for word in DIGITAL_WORDS if word in page] == list(DIGITAL_WORDS)


def test_a_mission_without_a_description_begins_from_its_title():
    prefilled = first.prefill(first.LetterFacts(is_digital=False, title="Référent culture"))
    assert prefilled.values == {"main_missions": "Référent culture"}
    assert prefilled.origins == {"main_missions": first.FROM_MISSION}


def test_who_has_a_letter_already_is_said_before_anything_is_written(head, lead, school, mission):
    who = lead.membership.person
    letter = begun(head, school, mission, who)
    page = head.get(url(school, "letter_add"), {"mission": mission.pk, "person": who.pk}).text
    assert f"{who} a déjà une lettre" in page
    assert url(school, "letter_page", letter.number) in page
    assert "main_missions" not in page
    own = lead.get(url(school, "letter_add")).text
    assert "Vous avez déjà une lettre" in own
    assert "pas encore décrite" not in own
    other = lead.get(url(school, "letter_add"), {"autre": "1"}).text
    assert "main_missions" in other
    assert url(school, "letter_page", letter.number) in other
    later = TEXT | {"starts_on": "2027-07-01", "ends_on": "2027-07-10"}
    assert lead.post(url(school, "letter_add"), later).status_code == 302


def test_a_letter_waiting_for_agreement_is_taken_away_by_the_management_alone(head, lead, school, mission):
    letter = begun(head, school, mission, lead.membership.person)
    for gesture in (lambda: None, lambda: head.post(url(school, "letter_share", letter.number))):
        gesture()
        assert (
            url(school, "letter_discard", letter.number)
            not in lead.get(url(school, "letter_page", letter.number)).text
        )
        assert lead.post(url(school, "letter_discard", letter.number)).status_code == 403
    assert head.post(url(school, "letter_discard", letter.number)).status_code == 302
    assert letter_of(school) is None


def test_who_began_a_draft_takes_it_away_until_agreement_is_asked(head, lead, school, mission):
    lead.post(url(school, "letter_add"), TEXT)
    page = lead.post(url(school, "letter_share", letter_of(school).number), follow=True).text
    assert "L’accord est demandé" in page
    assert lead.post(url(school, "letter_discard", letter_of(school).number)).status_code == 403
    head.post(url(school, "letter_discard", letter_of(school).number))
    saved = lead.post(url(school, "letter_add"), TEXT, follow=True).text
    assert "Demandez l’accord" in saved
    assert lead.post(url(school, "letter_discard", letter_of(school).number)).status_code == 302
    assert letter_of(school) is None


def test_an_amendment_is_its_writers(head, lead, school, mission):
    for browser, expected in ((lead, 302), (head, 403)):
        letter = begun(head, school, mission, lead.membership.person)
        lead.post(url(school, "letter_share", letter.number))
        lead.post(url(school, "letter_agree", letter.number), {"revision": 1})
        browser.post(url(school, "letter_amend", letter.number))
        assert lead.post(url(school, "letter_discard", letter.number)).status_code == expected
        head.post(url(school, "letter_close", letter.number))


def test_units_stay_with_their_number_on_the_page(head, lead, school, mission):
    with scope(school):
        who = lead.membership.person
    letter = begun(head, school, mission, who)
    fields = TEXT | {"time_slots": "Mardi à 14 h 30 : 45 h, 60 %", "revision": "1"}
    assert head.post(url(school, "letter_edit", letter.number), fields).status_code == 302
    page = head.get(url(school, "letter_page", letter.number)).text
    assert "14\u00a0h\u00a030\u202f: 45\u00a0h, 60\u00a0%" in page
