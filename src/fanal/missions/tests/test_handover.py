"""« Passation »: a successor finds everything on one page and on paper; no secret is ever kept."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.reading.handover import day_said, joined
from fanal.accounts.testing import signed_in
from fanal.agenda.tests.factories import YearTaskFactory
from fanal.core.documents.pdf import typeset
from fanal.core.journal.models import JournalEntry
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.missions.models import AccessPlace, HandoverNote, NeedsAssessment
from fanal.missions.privacy.handover import NOTES, PLACES
from fanal.missions.reading.handover import DOCUMENT
from fanal.online_services.models import OnlineService

SECRET = "mot de passe : azerty12"
pytestmark = pytest.mark.clock("2026-11-26 09:00+01:00")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


@pytest.fixture
def service(school):
    with scope(school):
        return OnlineService.objects.create(
            school=school, name="ENT", contract_ends_on=date(2027, 8, 31), support="aide@editeur.invalid"
        )


def url(school, name="handover"):
    return reverse(f"handover:{name}", args=[school.uai])


def test_a_successor_finds_everything_on_one_page(lead, school, service, client_of):
    with scope(school):
        HelpRequestFactory(school=school, text="Écran noir")
        EquipmentFactory(school=school, name="PC du fond", state="broken")
        YearTaskFactory(school=school, title="Préparer les certifications")
        NeedsAssessment.objects.create(
            school=school,
            school_year="2025-2026",
            appreciation="Une présence régulière.",
            closed_on=date(2026, 6, 26),
        )
    lead.post(url(school, "access"), {"service": service.pk, "text": "Coffre du secrétariat, enveloppe n° 3"})
    lead.post(url(school, "note"), {"text": "Le jeudi, la valise est au CDI."})
    successor = client_of(school, Role.DIGITAL_LEAD)
    page = successor.get(url(school)).text
    for words in (
        "Écran noir",
        "PC du fond",
        "Préparer les certifications",
        "jusqu’au 31 août 2027",
        "aide@editeur.invalid",
        "enveloppe",
        "Le jeudi, la valise est au CDI.",
        "La direction n’a prévu aucun administrateur.",
        "arrêtés le 26 juin 2026. Une présence régulière.",
        "L’année 2025-2026 en chiffres",
    ):
        assert french(words) in page, words
    made = successor.get(url(school, "file"))
    assert made.headers["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in made.content


@pytest.mark.parametrize("name", ["access", "note"])
def test_a_secret_is_refused_and_nothing_of_it_is_kept(lead, school, service, name):
    answer = lead.post(url(school, name), {"service": service.pk, "text": SECRET})
    assert answer.status_code == 422
    assert french("Ce texte ressemble à un secret") in answer.text
    with scope(school):
        assert not AccessPlace.objects.for_school(school).exists()
        assert not HandoverNote.objects.for_school(school).exists()
        assert not JournalEntry.objects.for_school(school).filter(payload__icontains="azerty").exists()


def test_a_place_is_said_again_and_the_others_have_one(lead, school, service):
    for text in ("Coffre", "Coffre de la direction"):
        lead.post(url(school, "access"), {"service": service.pk, "text": text})
    lead.post(url(school, "access"), {"service": 0, "text": "Armoire de la loge"})
    with scope(school):
        places = {
            str(place): place.text
            for place in AccessPlace.objects.for_school(school).select_related("service")
        }
    assert places["ENT"] == "Coffre de la direction"
    assert places["Autres accès (réseau, serveur, salles)"] == "Armoire de la loge"
    page = lead.get(url(school), {"service": service.pk}).text
    assert 'value="Coffre de la direction"' in page


def test_whoever_leaves_sees_what_remains_in_their_hands(lead, school, service, client_of):
    who = lead.membership.person
    with scope(school):
        YearTaskFactory(school=school, title="Contrôler l’annuaire", person=who)
    page = lead.get(url(school)).text
    assert french("Ce qu’il me reste à transmettre") in page
    assert french("Tâches de l’année à confier à quelqu’un") in page
    assert french("Dire où sont les accès : ENT") in page
    assert "choses restent à transmettre de votre côté" in page
    lead.post(url(school, "access"), {"service": service.pk, "text": "Coffre"})
    assert french("Dire où sont les accès : ENT") not in lead.get(url(school)).text
    assert "me reste à transmettre" not in client_of(school, Role.HEAD).get(url(school)).text


def test_an_empty_note_is_taken_away_and_ones_own_alone_is_written(lead, school, client_of):
    other = client_of(school, Role.DIGITAL_LEAD)
    lead.post(url(school, "note"), {"text": "La mienne"})
    other.post(url(school, "note"), {"text": "L’autre"})
    lead.post(url(school, "note"), {"text": "La mienne, mieux"})
    with scope(school):
        assert {note.text for note in HandoverNote.objects.for_school(school)} == {
            "La mienne, mieux",
            "L’autre",
        }
    lead.post(url(school, "note"), {"text": " "})
    with scope(school):
        assert [note.text for note in HandoverNote.objects.for_school(school)] == ["L’autre"]


def test_it_is_for_the_management_and_the_referents(client_of, school, service):
    for role in (Role.TEACHER, Role.BURSAR):
        browser = client_of(school, role)
        assert browser.get(url(school)).status_code == 403
        assert browser.get(url(school, "file")).status_code == 403
        assert browser.post(url(school, "access"), {"service": 0, "text": "Coffre"}).status_code == 403
    head = client_of(school, Role.HEAD)
    assert head.get(url(school)).status_code == 200
    assert head.post(url(school, "note"), {"text": "Non"}).status_code == 403


def test_notes_go_after_two_years_and_places_with_their_service(lead, school, service):
    lead.post(url(school, "note"), {"text": "La mienne"})
    lead.post(url(school, "access"), {"service": service.pk, "text": "Coffre"})
    with scope(school):
        later = timezone.now() + timedelta(days=732)
        assert NOTES.purge(school.pk, later) == 1
        assert PLACES.purge(school.pk, later) == 0
        OnlineService.objects.filter(pk=service.pk).update(archived_on=date(2026, 11, 1))
        assert PLACES.purge(school.pk, later) == 1


def test_the_page_costs_the_same_for_one_and_twenty(lead, school, service, count_queries):
    costs = []
    for _ in range(2):
        lead.get(url(school))
        with count_queries() as queries:
            page = lead.get(url(school))
        costs.append(len(queries))
        with scope(school):
            HelpRequestFactory.create_batch(45, school=school)
            YearTaskFactory.create_batch(20, school=school)
    assert costs[0] == costs[1]
    assert "Voir les suivantes" in page.text


def test_a_long_chapter_leads_to_its_page_or_says_how_many_more(lead, school):
    """A successor's page stays light however long the lists grow; nothing of them is lost."""
    with scope(school):
        HelpRequestFactory.create_batch(45, school=school)
    before = lead.get(url(school))
    with scope(school):
        made = [OnlineService.objects.create(school=school, name=f"Service {rank}") for rank in range(25)]
    for one in made:
        lead.post(url(school, "access"), {"service": one.pk, "text": "Coffre"})
    page = lead.get(url(school))
    assert before.text.count("/demandes/") < 15, "six lines of 45, and the link to all"
    assert french("Et 5 de plus, dans le document.") in page.text


def test_the_document_bears_long_names_and_signs_of_markup():
    long = "Établissement-au-nom-interminable" * 4 + " #set $x$ *gras* `code` <b>"
    content = {
        "title": "Passation de la mission",
        "school": long,
        "letterhead": {"name": long, "lines": [long], "bodies": [long], "logo": [], "number": long},
        "made": "26 novembre 2026",
        "chapters": [
            {"title": long, "nothing": "Rien.", "count": "", "groups": []},
            {
                "title": "Longues",
                "nothing": "",
                "count": "",
                "groups": [
                    {"name": long, "lines": [{"text": long, "detail": long}]},
                ],
            },
        ],
    }
    made = typeset(DOCUMENT, content)
    assert made == typeset(DOCUMENT, content)
    assert b"pdfuaid" in made


BEGINS, ENDS = "Vous prenez la mission", "Votre fonction de référent finit bientôt"


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2026, 11, 2), None, BEGINS),
        (date(2026, 9, 1), None, ""),
        (date(2025, 9, 1), date(2026, 12, 31), ENDS),
        (date(2025, 9, 1), date(2027, 8, 31), ""),
    ],
)
def test_the_home_page_leads_whoever_begins_and_whoever_ends(client_of, school, since, until, said):
    home = reverse("web:home", args=[school.uai])
    browser = client_of(school, Role.DIGITAL_LEAD, valid_from=since, valid_until=until)
    assert BEGINS not in browser.get(home).text  # nobody wrote anything to them yet
    other = client_of(school, Role.DIGITAL_LEAD, valid_from=date(2020, 9, 1))
    other.post(url(school, "note"), {"text": "Le jeudi, la valise est au CDI."})
    page = browser.get(home).text
    assert [words for words in (BEGINS, ENDS) if words in page] == ([said] if said else [])
    assert BEGINS not in other.get(home).text
    with time_machine.travel("2027-01-20 09:00+01:00", tick=False):
        if until is None:
            assert BEGINS not in signed_in(browser.membership).get(home).text


def test_a_sentence_and_its_day_stand_together():
    assert joined("Coffre.", "", "écrit le 3 mai") == "Coffre, écrit le 3 mai"


def test_a_moment_is_said_as_the_clock_of_the_school_says_it():
    with timezone.override("America/Martinique"):
        assert day_said("2026-11-27T02:00:00+00:00") == "26 novembre 2026"
    assert (day_said("2026-12-01"), day_said(None)) == ("1er décembre 2026", "")
