"""What leaves as a file comes back from it: nothing changed here, the same records elsewhere."""

from datetime import UTC, date, datetime

import pytest

from fanal.accounts.models import Authority, Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.equipment.rules.fleet import end_of_life
from fanal.equipment.tests.factories import (
    BuildingFactory,
    EquipmentFactory,
    EquipmentTypeFactory,
    RoomFactory,
    SiteFactory,
)
from fanal.equipment_import.actions import imports

TODAY, NOW = date(2026, 11, 25), datetime(2026, 11, 25, 8, tzinfo=UTC)
pytestmark = pytest.mark.clock(TODAY)
BY = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))
FIELDS = (
    "name",
    "maker",
    "model",
    "serial",
    "authority_number",
    "school_number",
    "owner",
    "is_owner_known",
    "payer",
    "is_pedagogical",
    "bought_on",
    "price_cents",
    "warranty_until",
    "note",
    "state",
    "type__name",
    "room__name",
    "room__building__name",
    "room__building__site__name",
)
NASTY = (
    {"name": "=2+5+cmd|' /C calc'!A0", "serial": "000123450", "authority_number": "00042"},
    {"name": '« PC ; "du" bureau »', "serial": 'AB;12"34', "note": "ligne 1\n=SOMME(A1)\n\n'seule"},
    {"name": "Écran œuvré à Noël", "serial": "", "authority_number": "", "school_number": "007"},
    {"name": "'apostrophe", "serial": "-5-5-77", "price_cents": 125_050, "bought_on": date(2024, 2, 29)},
    {"name": "Sans aucun numéro", "serial": "", "maker": "+33", "model": "@home"},
    {"name": "Sans aucun numéro", "serial": "", "maker": "+33", "model": "@home"},
    {"name": "3E12", "serial": "12E34", "price_cents": 5, "payer": "school", "owner": "state"},
    {"name": "VRAI", "serial": "1/2-2024", "is_pedagogical": False, "warranty_until": date(2027, 1, 31)},
    {"name": "Double", "serial": "DOUBLE1", "authority_number": "D77"},
    {"name": "Double aussi", "serial": "DOUBLE2", "authority_number": "D77", "state": "broken"},
    {"name": "À qui donc", "serial": "QUI1", "is_owner_known": False},
    {"name": "Mauvaise  espace", "serial": "ESPACE1", "note": "deux\r\nlignes", "state": "stock"},
)


@pytest.fixture
def inventory(school, client_of):
    """The nasty ones, in rooms of two sites; and a browser of the référent."""
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        kind = EquipmentTypeFactory(school=school, name="Imprimante, copieur", life_years=4)
        annexe = BuildingFactory(school=school, name="Bât. B", site=SiteFactory(school=school, name="Annexe"))
        rooms = [
            RoomFactory(school=school, name="204"),
            RoomFactory(school=school, name="Bât. A – 203", building=annexe),
            RoomFactory(school=school, name="Haut > Bas", building=annexe),
            None,
        ]
        for rank, values in enumerate(NASTY):
            EquipmentFactory(school=school, type=kind, room=rooms[rank % 4], **values)
        Equipment.objects.for_school(school).filter(name="VRAI").update(holder=lead.membership.person)
    return lead


def exported(lead, school, form, query=""):
    answer = lead.get(f"/e/{school.uai}/equipements/export.{form}?{query}")
    assert answer.status_code == 200
    return read_table(b"".join(answer.streaming_content), f"export.{form}")


def planned(school, table):
    with scope(school):
        made = imports.deposit_equipment(school, table, name="export", now=NOW, by=BY)
        return imports.choose_columns(made, made.columns, today=TODAY, by=BY)


def records(school):
    with scope(school):
        rows = Equipment.objects.for_school(school).order_by("name", "serial", "number").values_list(*FIELDS)
        return [tuple(" ".join(v.split()) if isinstance(v, str) else v for v in row) for row in rows]


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_an_export_imported_again_changes_nothing(inventory, school, form):
    """verified.md § 2.6: « Garantie jusqu'au » was lost on 210 of 210."""
    made = planned(school, exported(inventory, school, form))
    reasons = [line.reasons for line in made.lines.filter(effect="refused")]
    assert (made.read, made.unchanged, reasons) == (len(NASTY), len(NASTY), [])


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_an_export_makes_the_same_records_in_an_empty_school(inventory, school, elsewhere, form):
    table = exported(inventory, school, form)
    made = planned(elsewhere, table)
    with scope(elsewhere):
        assert imports.apply_import(made, shown_root=made.root, today=TODAY, now=NOW, by=BY)
    assert records(elsewhere) == records(school)
    again = planned(elsewhere, table)
    with scope(elsewhere):
        twins = [line.reasons for line in again.lines.filter(effect="refused")]
    # Two that bear one number of inventory are told apart by their serials; nothing is made again.
    assert (again.created, again.changed, again.unchanged, twins) == (0, 0, len(NASTY), [])


def test_an_export_says_all_that_a_bursar_needs(inventory, school):
    """verified.md § 8: price, payer, end of life, remaining value, holder."""
    with scope(school):
        Equipment.objects.for_school(school).filter(serial="-5-5-77").update(payer="school")
        holder = str(Person.objects.for_school(school).get(held_equipment__name="VRAI"))
    table = exported(inventory, school, "csv")
    rows = {row[1]: dict(zip(table.headers, row, strict=True)) for row in table.rows}
    dear = rows["'apostrophe"]
    assert (dear["Prix, en euros"], dear["Qui paie ?"]) == ("1250,5", "Établissement")
    assert dear["Fin de vie prévue"] == "2028-02-29"
    assert dear["Valeur restante, estimée"]
    assert rows["VRAI"]["Détenteur"] == holder
    # A newcomer, December 2026: the file said as sure an owner that its page says « à confirmer ».
    assert rows["À qui donc"]["Propriétaire"].endswith(", à confirmer")
    assert "confirmer" not in dear["Propriétaire"]


def test_a_partner_s_file_names_nobody(inventory, school, technician):
    assert "Détenteur" not in exported(technician, school, "csv").headers


@pytest.mark.parametrize("kind", Authority.Kind.values)
def test_every_header_comes_back_whatever_the_authority(inventory, school, kind):
    school.authority.kind = kind
    school.authority.save()
    made = planned(school, exported(inventory, school, "csv"))
    computed = {"N°", "Fin de vie prévue", "Valeur restante, estimée"}
    unread = {header for header, code in zip(made.headers, made.columns, strict=True) if not code}
    assert unread == computed
    assert made.unchanged == len(NASTY)


def test_what_left_the_school_is_not_made_again_elsewhere(inventory, school, elsewhere):
    with scope(school):
        EquipmentFactory(school=school, name="Volé", serial="VOLE1", state="stolen")
        EquipmentFactory(school=school, name="Sorti", serial="SORTI1", state="disposed")
    table = exported(inventory, school, "csv", "etat=partis")
    assert planned(school, table).unchanged == 2
    assert planned(elsewhere, table).refused == 2


def test_the_end_of_life_is_counted_from_the_purchase():
    assert end_of_life(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert end_of_life(None, 5) is None
