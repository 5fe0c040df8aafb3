"""One search box: French, forgiving, and blind to what is not yours."""

import pytest
from django.db import connection
from django.db.models import Func, TextField, Value
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.pages import search as core_search
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory, EquipmentTypeFactory, RoomFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.online_services.models import OnlineService


@pytest.fixture
def page_of(client_of, school):
    """What a role finds for some words."""

    def search(role, words):
        return client_of(school, role).get(reverse("web:search", args=[school.uai]), {"q": words}).text

    with scope(school):
        HelpRequestFactory(school=school, text="Réseau coupé dans la salle d’été")
    return search


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("reseau", id="without accents"),
        pytest.param("RÉSEAU coupé", id="capitals, two words"),
        pytest.param("rés", id="the beginning of a word"),
        pytest.param("resau", id="a letter forgotten"),
        pytest.param("n° 1", id="its number"),
        pytest.param("1", id="its number alone"),
    ],
)
def test_the_lead_finds_it(page_of, words):
    assert "Réseau coupé" in page_of(Role.DIGITAL_LEAD, words)


def test_nothing_found_says_what_to_try(page_of):
    page = page_of(Role.DIGITAL_LEAD, "zygomatique")
    assert "Réseau coupé" not in page
    assert "Essayez un mot plus court" in page


def test_a_colleague_does_not_find_the_request_of_another(page_of):
    assert "Réseau coupé" not in page_of(Role.TEACHER, "reseau")


def test_another_school_finds_nothing(client_of, elsewhere, page_of):
    page = (
        client_of(elsewhere, Role.HEAD).get(reverse("web:search", args=[elsewhere.uai]), {"q": "reseau"}).text
    )
    assert "Réseau coupé" not in page


@pytest.fixture
def found(client_of, school):
    """What the référent finds, sort by sort: {its name: titles}."""

    def search(words, role=Role.DIGITAL_LEAD):
        page = client_of(school, role).get(reverse("web:search", args=[school.uai]), {"q": words}).text
        return {
            section.xpath("string(.//h2)").strip(): [b.text_content() for b in section.xpath(".//li//b")]
            for section in html.fromstring(page).xpath("//div[@id='results']/section")
        }

    return search


@pytest.fixture
def places(school):
    with scope(school):
        room = RoomFactory(school=school, name="Salle 204")
        RoomFactory(school=school, name="Salle 1204")
        kind = EquipmentTypeFactory(school=school, name="Vidéoprojecteur")
        machine = EquipmentFactory(school=school, name="VP-A", type=kind, room=room)
        wilson = PersonFactory(school=school, given_name="Thomas", family_name="Wilson")
        HelpRequestFactory(school=school, text="Écran noir", room=room, equipment=machine, requester=wilson)
        HelpRequestFactory(school=school, text="Fini", room=room, state="closed", closed_at=timezone.now())


def test_a_room_number_gives_the_room_its_machines_and_its_open_requests(found, places):
    """verified.md § 8: « 204 » gave nothing."""
    by_sort = found("204")
    assert by_sort["Salles"] == ["Salle 204"]
    assert by_sort["Équipements"] == ["VP-A"]
    assert by_sort["Demandes"] == ["Écran noir"]


@pytest.mark.parametrize("words", ["wilson", "Thomas Wilson", "wilsson"])
def test_a_colleague_is_found_with_what_they_asked(found, places, words):
    """verified.md § 8: colleagues' names with a small mistake gave nothing."""
    assert found(words)["Personnels"] == ["Thomas Wilson"]


def test_who_asked_leads_to_the_request(found, places):
    assert found("Wilson")["Demandes"] == ["Écran noir"]


def test_a_short_word_is_not_looked_for_inside_others(found, school):
    """verified.md § 8: « ENT » led to pupils named Clém-ent."""
    with scope(school):
        PersonFactory(school=school, given_name="Clément", family_name="Roy")
        OnlineService.objects.create(school=school, name="ENT Collèges")
    by_sort = found("ENT")
    assert by_sort["Services"] == ["ENT Collèges"]
    assert "Personnels" not in by_sort


def test_what_is_exactly_typed_comes_before_what_begins_by_it_and_what_holds_it(found, school):
    with scope(school):
        for name in ("Grande salle info", "Informatique", "Info"):
            RoomFactory(school=school, name=name)
    assert found("info")["Salles"] == ["Info", "Grande salle info", "Informatique"]


def test_settings_and_pages_are_found_by_their_name(found):
    assert "Réglages" in found("reglages")["Pages"]
    assert found("passation")["Pages"] == ["Passation"]


def test_a_teacher_finds_no_colleague_and_no_page_that_is_not_theirs(found, places):
    assert "Personnels" not in found("wilson", Role.TEACHER)
    assert "Pages" not in found("passation", Role.TEACHER)


def test_while_one_types_the_first_of_each_sort_are_said(client_of, school, places):
    headers = {"HX-Request": "true", "HX-Target": "div#found"}
    address = reverse("web:search", args=[school.uai])
    page = client_of(school, Role.DIGITAL_LEAD).get(address, {"q": "204"}, headers=headers).text
    assert "<html" not in page
    assert "Salle 204" in page
    assert "?q=204" in page


@pytest.mark.parametrize("typed", ["a", "é", "%", "_", "\\", "a b", "ß", "'"])
def test_a_letter_alone_finds_nothing_and_breaks_nothing(page_of, typed):
    """The box asks while one types: after the first letter too."""
    assert "Réseau coupé" not in page_of(Role.DIGITAL_LEAD, typed)


def test_a_place_of_many_requests_leaves_room_for_what_is_said_of_it(page_of, school):
    with scope(school):
        room = RoomFactory(school=school, name="Projo")
        HelpRequestFactory.create_batch(9, school=school, room=room, text="Souris perdue")
        HelpRequestFactory(school=school, text="Le projo de l’amphi est noir")
    page = page_of(Role.DIGITAL_LEAD, "projo")
    assert "amphi est noir" in page
    assert "Souris perdue" in page


def test_near_words_that_take_too_long_are_given_up(page_of, monkeypatch):
    """They are looked for without an index, at each pause of whoever types."""
    monkeypatch.setattr(core_search, "NEAR_TIME", 1)
    slow = Func(Value(0.05), function="pg_sleep", output_field=TextField())
    monkeypatch.setattr(core_search, "near", lambda rows, *_: rows.annotate(slow=slow))
    assert "Réseau coupé" not in page_of(Role.DIGITAL_LEAD, "introuvable")
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_two_letters_exchanged_still_find_a_colleague(page_of, school):
    """Issue 14: small mistakes everywhere."""
    with scope(school):
        PersonFactory(school=school, given_name="Sylvie", family_name="Duprat")
    assert "Sylvie Duprat" in page_of(Role.HEAD, "dupart")
    assert "Sylvie Duprat" in page_of(Role.HEAD, "Slyvie")
    assert "Sylvie Duprat" not in page_of(Role.HEAD, "dupont")
