"""What a preview says before anything is written: rooms, days, empty cells, holders, each record."""

from datetime import date

import pytest
from lxml import html

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.imports.models import Import
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import BuildingFactory, EquipmentFactory
from fanal.equipment_import.tests.importing import (
    apply,
    chosen_on,
    csv_of,
    preview_of,
    send,
    url,
)

pytestmark = pytest.mark.clock(date(2026, 11, 27))


def test_a_room_of_the_same_name_in_another_building_is_another_room(lead, school):
    """Foreign files, November 2026: the building of a path was ignored when the room was known."""
    with scope(school):
        BuildingFactory(school=school, name="Bâtiment B")
    rows = csv_of(
        ("Nom", "Type", "Lieu", "Numéro de série"),
        ("PC-1", "Ordinateur portable", "Collège > Bâtiment A > Salle 112", "PF1ABC01"),
        ("PC-2", "Ordinateur portable", "Collège > Bâtiment B > Salle 112", "PF1ABC02"),
        ("PC-3", "Ordinateur portable", "Collège > Bâtiment Z > Salle 112", "PF1ABC03"),
    )
    page = preview_of(lead, school, rows)
    assert "Salle 112 (Bâtiment B)" in page
    assert "« Salle 112 » reste dans « Bâtiment A » : l’établissement n’a pas « Bâtiment Z »" in page
    apply(lead, school)
    with scope(school):
        records = Equipment.objects.for_school(school).select_related("room__building")
        stands = {record.name: (record.room.name, record.room.building.name) for record in records}
    assert stands == {
        "PC-1": ("Salle 112", "Bâtiment A"),
        "PC-2": ("Salle 112 (Bâtiment B)", "Bâtiment B"),
        "PC-3": ("Salle 112", "Bâtiment A"),
    }
    preview_of(lead, school, rows, 2)
    with scope(school):
        assert Import.objects.for_school(school).get(number=2).unchanged == 3


def test_days_written_month_first_are_told(lead, school):
    """Foreign files, November 2026: 12/25/2025 was refused, 03/04/2025 beside it was the third of April."""
    rows = csv_of(
        ("Asset Name", "Category", "Serial", "Purchase Date"),
        ("LAP-1", "Laptops", "PF1ABC01", "12/25/2025"),
        ("LAP-2", "Laptops", "PF1ABC02", "03/04/2025"),
        ("LAP-3", "Laptops", "PF1ABC03", "11/30/2025"),
        ("LAP-4", "Laptops", "PF1ABC04", "25/12/2025"),
    )
    page = preview_of(lead, school, rows)
    assert "« Acheté le » est lu mois/jour/année, comme « 12/25/2025 »" in page
    assert "Une date est écrite dans l’autre ordre, « 25/12/2025 »" in page
    apply(lead, school)
    with scope(school):
        bought = dict(Equipment.objects.for_school(school).values_list("serial", "bought_on"))
    assert bought == {
        "PF1ABC01": date(2025, 12, 25),
        "PF1ABC02": date(2025, 3, 4),
        "PF1ABC03": date(2025, 11, 30),
    }


def test_cells_that_were_emptied_are_told_and_erase_nothing(lead, school):
    """Foreign files, November 2026: nothing said that an emptied cell left the record as it was."""
    rows = [("Nom", "Numéro de série", "Lieu", "Remarque"), ("PC-1", "PF1ABC01", "Salle 112", "Écran rayé")]
    preview_of(lead, school, csv_of(*rows))
    apply(lead, school)
    page = preview_of(lead, school, csv_of(rows[0], ("PC-1", "PF1ABC01", "", "")), 2)
    assert "les fiches gardent ce qu’elles disent. Salle (1), Remarque (1)" in page


def test_holders_left_out_once_are_not_asked_again(lead, school):
    """Foreign files, November 2026: the same names were asked at each import."""
    rows = csv_of(("Nom", "Numéro de série", "Usager"), ("PC-1", "PF1ABC01", "Inconnu Au-Bataillon"))
    assert send(lead, school, rows, "a.csv").url == url("import_words", school, 1)
    page = html.fromstring(lead.get(url("import_words", school, 1)).text)
    lead.post(url("import_words", school, 1), chosen_on(page))
    apply(lead, school)
    assert send(lead, school, rows, "b.csv").url == url("import_page", school, 2)
    with scope(school):
        assert "bataillon" not in str(Import.objects.for_school(school).get(number=1).words).lower()


def test_who_left_and_still_holds_a_machine_is_known(lead, school):
    """A newcomer, November 2026: an export that nobody had touched asked who its holder was."""
    with scope(school):
        gone = PersonFactory(
            school=school, given_name="Samuel", family_name="Wagner", left_on=date(2024, 6, 1)
        )
        EquipmentFactory(school=school, name="PC-1", serial="PF1ABC01", holder=gone, room=None)
    rows = csv_of(("Nom", "Numéro de série", "Détenteur"), ("PC-1", "PF1ABC01", "Samuel Wagner"))
    assert send(lead, school, rows, "a.csv").url == url("import_page", school, 1)
    with scope(school):
        assert Import.objects.for_school(school).get().unchanged == 1


def test_the_preview_says_what_the_record_will_say(lead, school):
    """A newcomer, November 2026: it showed the words of the file, « TBI · HS », and not what they became."""
    rows = csv_of(
        ("Nom", "Numéro de série", "Type", "État", "Propriétaire", "Prix"),
        ("PC-1", "PF1ABC01", "portable", "en panne", "Établissement", "1 250,5"),
    )
    page = preview_of(lead, school, rows)
    detail = html.fromstring(page).xpath("//td[@data-label='Détail']")[0].text_content().strip()
    assert (
        " ".join(detail.split()) == "Ordinateur portable · En panne · PF1ABC01 · Établissement · 1 250,50 €"
    )
    assert apply(lead, school).status_code == 302
    assert lead.post(url("import_undo", school, 1)).status_code == 302
    assert "Import n°\u00a01 annulé" in lead.get(url("import_page", school, 1)).text
    assert "Annulé" in lead.get(url("import_start", school)).text


def test_what_excel_changed_and_a_serial_too_short_are_said(lead, school):
    """A newcomer, November 2026: 1,0010E+10 became a serial, 2,5E+03 a price; « SX2 » was « missing »."""
    rows = csv_of(
        ("Nom", "Numéro de série", "Prix"),
        ("PC-1", "1,0010E+10", ""),
        ("PC-2", "#NOM?", ""),
        ("PC-3", "PF1ABC03", "2,5E+03"),
        ("PC-4", "SX2", ""),
        ("PC-5", "PF1ABC05", "1.250"),
    )
    preview_of(lead, school, rows)
    with scope(school):
        lines = list(Import.objects.for_school(school).get().lines.order_by("line"))
    assert [line.effect for line in lines] == ["refused"] * 4 + ["created"]
    assert all("Excel l’a changé" in line.reasons[0] for line in lines[:3])
    assert [len(line.reasons) for line in lines[:4]] == [1, 1, 1, 1]  # and none says that a number is missing
    assert "« SX2 » ne distingue pas un appareil d’un autre" in lines[3].reasons[0]
    assert "écrivez « N/C »" in lines[3].reasons[0]
    assert lines[4].after["price_cents"] == 125_000
