"""The list of equipment: sorted by its columns, changed from its bar; the plan of the rooms."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.templatetags.fanal import day_words
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory

pytestmark = pytest.mark.django_db


def url(name, school, *args):
    return reverse(f"equipment:{name}", args=[school.uai, *args])


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


def test_a_column_sorts_the_list_and_says_so(lead, school):
    with scope(school):
        for name, room in (("Zoé", "Salle A"), ("Ana", "Salle B")):
            EquipmentFactory(school=school, name=name, room=RoomFactory(school=school, name=room))
    page = html.fromstring(lead.get(url("equipment_list", school), {"tri": "salle"}).text)
    assert page.xpath("//tbody//th//a/text()") == ["Zoé", "Ana"]
    (sorted_by,) = page.xpath("//thead//th[@aria-sort='ascending']")
    assert sorted_by.text_content().strip() == "Salle"
    links = {a.text_content().strip(): a.get("href") for a in page.xpath("//thead//a")}
    assert links["Garantie"] == "?tri=garantie"
    assert links["Équipement"] == "?"
    assert links["Salle"] == "?tri=salle&decroissant=1"


def test_a_column_pressed_twice_sorts_the_other_way(lead, school):
    """« Plus anciens d’abord », and the newest first; what has no date comes last both ways."""
    with scope(school):
        for name, day in (("Ana", date(2020, 9, 1)), ("Léo", None), ("Zoé", date(2024, 9, 1))):
            EquipmentFactory(school=school, name=name, bought_on=day)
    for query, way, names in (
        ({"tri": "anciens"}, "ascending", ["Ana", "Zoé", "Léo"]),
        ({"tri": "anciens", "decroissant": "1"}, "descending", ["Zoé", "Ana", "Léo"]),
        ({"decroissant": "1"}, "descending", ["Zoé", "Léo", "Ana"]),
    ):
        page = html.fromstring(lead.get(url("equipment_list", school), query).text)
        assert page.xpath("//tbody//th//a/text()") == names
        assert page.xpath("//thead//@aria-sort") == [way]
    export = f"{url('equipment_export', school, 'csv')}?tri=anciens&decroissant=1"
    exported = b"".join(lead.get(export).streaming_content).decode("utf-8-sig")
    assert exported.index("Zoé") < exported.index("Ana") < exported.index("Léo")


def test_the_list_is_sorted_by_state_too(lead, school):
    with scope(school):
        EquipmentFactory(school=school, name="Ana")
        EquipmentFactory(school=school, name="Zoé", state="broken")
    page = html.fromstring(lead.get(url("equipment_list", school), {"tri": "etat"}).text)
    assert page.xpath("//tbody//th//a/text()") == ["Zoé", "Ana"]


def test_several_are_not_moved_out_of_their_room_by_an_empty_choice(lead, school):
    """A bar over a whole list: « Déplacer » without a room would have emptied each of them."""
    with scope(school):
        machine = EquipmentFactory(school=school)
        room = machine.room
    sent = {"number": [machine.number], "do": "move"}

    def room_now():
        with scope(school):
            return Equipment.objects.for_school(school).get().room

    for chosen in ({}, {"m-room": ""}):
        answer = lead.post(url("equipment_several", school), sent | chosen)
        assert (answer.status_code, room_now()) == (422, room)
        assert "Choisissez une salle" in words_of(answer.text)
    choices = html.fromstring(lead.get(url("equipment_list", school)).text).get_element_by_id("m-room")
    (nowhere,) = choices.xpath("option[contains(., 'Sans salle')]/@value")
    lead.post(url("equipment_several", school), sent | {"m-room": nowhere})
    assert room_now() is None


def test_a_warranty_that_is_over_is_said_so(lead, school):
    with scope(school):
        EquipmentFactory(school=school, warranty_until=today() - timedelta(days=1))
        EquipmentFactory(school=school, warranty_until=today())
    assert words_of(lead.get(url("equipment_list", school)).text).count("finie le") == 1


def test_the_plan_says_what_its_colours_mean(lead, school):
    assert "À traiter d’abord" not in words_of(lead.get(url("room_list", school)).text)
    with scope(school):
        RoomFactory(school=school)
    assert "À traiter d’abord" in words_of(lead.get(url("room_list", school)).text)


def test_a_list_is_shown_whole_to_be_printed_unless_it_is_too_long(lead, school, count_queries, monkeypatch):
    """verified.md § 5: a printed list loses no row."""
    with scope(school):
        EquipmentFactory.create_batch(27, school=school)
    address = url("equipment_list", school)
    pages = html.fromstring(lead.get(address).text)
    assert len(pages.xpath("//tbody//tr")) == 25
    (link,) = [a.get("href") for a in pages.xpath("//nav[@class='pages']//a") if "tout" in a.get("href")]
    with count_queries() as in_pages:
        lead.get(address)
    with count_queries() as at_once:
        whole = html.fromstring(lead.get(f"{address}{link}").text)
    assert len(whole.xpath("//tbody//tr")) == 27
    assert whole.xpath("//nav[@class='pages']") == []
    assert len(at_once) == len(in_pages)
    monkeypatch.setattr("fanal.core.http.answers.MOST_AT_ONCE", 26)
    too_long = html.fromstring(lead.get(f"{address}{link}").text)
    assert len(too_long.xpath("//tbody//tr")) == 25
    assert not [a for a in too_long.xpath("//nav[@class='pages']//a") if "tout" in a.get("href")]


def test_a_list_on_paper_says_how_many_there_are(lead, school):
    """On the screen the count stands beside « Cocher toute cette page », which no paper shows."""
    with scope(school):
        EquipmentFactory.create_batch(3, school=school)
    page = html.fromstring(lead.get(url("equipment_list", school)).text)
    assert page.xpath("//b[@class='only-print']/text()") == ["3 équipements"]


def test_a_page_bears_its_school_and_its_day_for_paper(lead, school):
    page = html.fromstring(lead.get(url("equipment_list", school)).text)
    (line,) = page.xpath("//p[@class='only-print']")
    assert line.text_content() == f"{school.name} · {day_words(today())}"
