"""Importing what others wrote: a gestionnaire's workbook, the exports of GLPI and of Snipe-IT."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models import School
from fanal.core.imports.columns import match_columns
from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.tests.samples import SAMPLES, needs_samples
from fanal.equipment.models import Equipment, EquipmentType, Room, Site
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.equipment_import.rules.fields import FIELDS
from fanal.equipment_import.tests.importing import apply, chosen_on, csv_of, preview_of, send, url
from fanal.equipment_import.tests.workbooks import GLPI, SNIPE_IT, gestionnaire

pytestmark = pytest.mark.clock(date(2026, 11, 27))


OURS = {"Salle des profs": "Salle des professeurs"}


def _import_workbook(lead, school, content):
    answer = send(lead, school, content)
    assert answer.url == url("import_words", school, 1)
    page = html.fromstring(lead.get(answer.url).text)
    chosen = chosen_on(page, **OURS)
    assert {"Ordinateur portable", "Salle 204", "Salle 203", "Collectivité"} <= set(chosen.values())
    assert lead.post(answer.url, chosen).url == url("import_page", school, 1)


def _check_thirty(lead, school):
    with scope(school):
        done = Import.objects.for_school(school).get(number=1)
        assert (done.read, done.created, done.refused) == (30, 30, 0)
        made = list(Equipment.objects.for_school(school).select_related("type", "room").order_by("number"))
        assert len({record.name for record in made}) == 30
        assert [record.number for record in made if not record.serial] == [13]
        assert {record.type.name for record in made} == {"Ordinateur portable"}
        assert {record.price_cents for record in made} == {61_250}
        assert all(record.bought_on.month == 9 and record.bought_on.year == 2026 for record in made)
        assert {record.maker.lower() for record in made} == {"lenovo", "hp", "dell"}
        assert {record.owner for record in made} == {"authority", "school"}
        rooms = {record.room.name for record in made if record.room}
        assert rooms == {"Salle 203", "Salle 204", "Salle 112", "Salle des professeurs", "CDI"}
        assert Room.objects.for_school(school).count() == 5
        assert EquipmentType.objects.for_school(school).count() == 1


def test_thirty_laptops_of_a_gestionnaires_workbook(lead, school):
    """verified.md § 8, « 30 laptops from a gestionnaire's workbook »: impossible, then four screens."""
    _import_workbook(lead, school, gestionnaire())
    preview = lead.get(url("import_page", school, 1)).text
    assert "TOTAL" in preview
    assert "ligne 38 : 30 portables" in preview
    assert "Document de travail" in preview
    apply(lead, school)
    _check_thirty(lead, school)
    assert "Imprimer leurs étiquettes" in lead.get(url("import_page", school, 1)).text
    assert (
        "30 équipements" in lead.get(reverse("equipment:label_print", args=[school.uai]) + "?import=1").text
    )


@needs_samples
def test_the_workbook_that_was_given_is_imported_whole(lead, school):
    """The hand-made sample: 30 of 30 after its words are matched."""
    content = (SAMPLES / "made_by_hand" / "inventaire_gestionnaire.xlsx").read_bytes()
    _import_workbook(lead, school, content)
    apply(lead, school)
    _check_thirty(lead, school)


def test_words_chosen_once_are_not_asked_again_and_nothing_is_made_twice(lead, school):
    _import_workbook(lead, school, gestionnaire())
    apply(lead, school)
    assert send(lead, school, gestionnaire()).url == url("import_page", school, 2)
    with scope(school):
        again = Import.objects.for_school(school).get(number=2)
        assert (again.created, again.changed, again.unchanged, again.refused) == (0, 0, 30, 0)


def test_an_undone_import_takes_back_what_nobody_touched(lead, school):
    with scope(school):
        machine = EquipmentFactory(
            school=school, name="Ancien", serial="5CG0001X1", room=None, price_cents=100
        )
    _import_workbook(lead, school, gestionnaire())
    apply(lead, school)
    with scope(school):
        touched = Equipment.objects.for_school(school).get(serial="5CG0002X2")
    lead.post(reverse("equipment:equipment_move", args=[school.uai, touched.number]), {"room": ""})
    page = lead.get(url("import_page", school, 1)).text
    assert "Défaire cet import" in page
    answer = lead.post(url("import_undo", school, 1), follow=True).text
    assert "28 équipements retirés, 1 remis comme avant. 1 équipement touché depuis" in answer
    with scope(school):
        left = Equipment.objects.for_school(school).order_by("number")
        assert {record.serial for record in left} == {machine.serial, touched.serial}
        machine.refresh_from_db()
        assert (machine.name, machine.room, machine.price_cents) == ("Ancien", None, 100)
    assert lead.post(url("import_undo", school, 1)).status_code == 403
    assert "a été annulé" in lead.get(url("import_page", school, 1)).text


@pytest.mark.parametrize("place", ["type", "room"])
def test_what_was_of_a_type_or_a_room_renamed_since_stays_and_the_page_says_so(lead, school, place):
    with scope(school):
        machine = EquipmentFactory(school=school, name="Ancien", serial="5CG0001X1")
        old = getattr(machine, place)
    _import_workbook(lead, school, gestionnaire())
    apply(lead, school)
    with scope(school):
        imported = Equipment.objects.for_school(school).get(pk=machine.pk)
        type(old).objects.for_school(school).filter(pk=old.pk).update(name="Renommé depuis")
    answer = lead.post(url("import_undo", school, 1), follow=True)
    assert "1 équipement reste comme l’import l’a écrit" in answer.text
    with scope(school):
        machine.refresh_from_db()
    assert (machine.name, machine.room_id, machine.type_id) == (
        imported.name,
        imported.room_id,
        imported.type_id,
    )


def test_an_undone_import_takes_back_the_places_it_made(lead, school):
    send(lead, school, GLPI.encode(), "glpi.csv")
    apply(lead, school)
    lead.post(url("import_undo", school, 1))
    with scope(school):
        assert not Equipment.objects.for_school(school).exists()
        assert Room.objects.for_school(school).count() == 5
        assert Site.objects.for_school(school).count() == 1


def test_a_path_of_glpi_is_a_building_and_a_room(lead, school):
    """verified.md § 8: « Collège > Bâtiment A > Salle 112 » made a room of that name."""
    send(lead, school, GLPI.encode(), "glpi.csv")
    page = html.fromstring(lead.get(url("import_words", school, 1)).text)
    lead.post(url("import_words", school, 1), chosen_on(page))
    apply(lead, school)
    with scope(school):
        records = Equipment.objects.for_school(school).select_related("room__building", "type")
        places = {record.serial: (record.room.building.name, record.room.name) for record in records}
        kinds = {record.type.name for record in records}
        states = {record.serial: record.state for record in records}
    assert places["PF1ABC01"] == ("Bâtiment A", "Salle 112")
    assert places["PF1ABC02"] == ("Bâtiment A", "Salle 113")
    assert places["CZC0001"][1] == "CDI"
    assert kinds == {"Ordinateur fixe"}
    assert states == {"PF1ABC01": "service", "PF1ABC02": "broken", "CZC0001": "stock"}


def test_the_export_of_snipe_it_is_understood_as_it_is(lead, school):
    answer = send(lead, school, SNIPE_IT.encode(), "assets.csv")
    page = html.fromstring(lead.get(answer.url).text)
    lead.post(answer.url, chosen_on(page))
    apply(lead, school)
    with scope(school):
        laptop, projector = (
            Equipment.objects.for_school(school).select_related("type", "room").order_by("number")
        )
    assert (laptop.name, laptop.school_number, laptop.serial) == ("LAP-01", "00042", "SN00421")
    assert (laptop.maker, laptop.model, laptop.type.name) == ("Dell", "Latitude 3440", "Ordinateur portable")
    assert (laptop.state, laptop.room.name, laptop.price_cents) == ("stock", "Library", 125_000)
    assert (laptop.bought_on, laptop.warranty_until) == (date(2024, 9, 2), date(2027, 9, 1))
    assert laptop.note == "Référence du modèle : P159G\nFournisseur : LDLC"
    assert (projector.state, projector.type.name) == ("service", "Vidéoprojecteur")
    assert (projector.warranty_until, projector.note) == (date(2025, 1, 14), "Lamp 200 h")


def test_a_table_without_a_title_is_read_from_its_first_line(lead, school):
    table = read_table("Nom;Salle;N° de série;Prix\nTotal station;CDI;SN900;100\n".encode(), "liste.csv")
    assert table.headers[0] == "Nom"
    lead.post(
        url("import_start", school),
        {"pasted": "Nom\tSalle\tN° de série\nTotal station\tCDI\tSN900\n"},
    )
    with scope(school):
        made = Import.objects.for_school(school).get(number=1)
        assert (made.skipped, made.lines.count()) == ([], 1)


HEADINGS = {
    "N° immo": "school_number",
    "Désignation": "name",
    "Date achat": "bought_on",
    "Valeur acquisition TTC": "price_cents",
    "Sorte": "type",
    "Device name": "name",
    "Serial number": "serial",
    "Primary user display name": "holder",
    "Warranty Expiration": "warranty_until",
    "PO Date": "bought_on",
    "Purchase Price": "price_cents",
    "serialNumber": "serial",
    "annotatedAssetId": "school_number",
    "annotatedLocation": "room",
    "annotatedUser": "holder",
    "Date d’expiration de garantie": "warranty_until",
    "Numéro d’immobilisation": "school_number",
}


@pytest.mark.parametrize(("heading", "code"), HEADINGS.items())
def test_headings_of_bursars_and_of_consoles_are_known(heading, code):
    """December § 4.5: Op@le, GLPI, Intune, Jamf, Google."""
    assert match_columns([heading], FIELDS) == [code]


@pytest.mark.parametrize(
    ("status", "heading", "owner"),
    [
        (School.Status.PRIVATE, "Remarque", ("school", True)),
        (School.Status.PUBLIC, "Remarque", ("authority", False)),
        (School.Status.PUBLIC, "Propriétaire", ("authority", True)),
    ],
)
def test_a_list_without_owner_leaves_it_to_be_confirmed(lead, school, status, heading, owner):
    """December § 3.10: such a list made « Collectivité », which agreements printed."""
    School.objects.filter(pk=school.pk).update(status=status)
    columns = ("Nom", "Type", "Salle", "N° de série", heading)
    preview_of(lead, school, csv_of(columns, ("PC-1", "Ordinateur", "CDI", "PF1ABC01", "Collectivité")))
    apply(lead, school)
    with scope(school):
        made = Equipment.objects.for_school(school).get()
    assert (made.owner, made.is_owner_known) == owner


def test_an_owner_that_an_undone_import_had_said_is_to_be_confirmed_again(lead, school):
    """An attacker, December 2026: the guess came back, and counted as said."""
    with scope(school):
        EquipmentFactory(school=school, serial="PF1ABC01", name="PC-1", is_owner_known=False)
    columns = ("Nom", "N° de série", "Propriétaire")
    preview_of(lead, school, csv_of(columns, ("PC-1", "PF1ABC01", "Établissement")))
    apply(lead, school)
    lead.post(url("import_undo", school, 1))
    with scope(school):
        record = Equipment.objects.for_school(school).get()
    assert (record.owner, record.is_owner_known) == ("authority", False)
