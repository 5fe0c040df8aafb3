"""Importing equipment: four screens, nothing before the last, everything or nothing at the last."""

import os
from datetime import UTC, date, datetime

import psutil
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.proof import altered_imports
from fanal.core.journal import verify_school
from fanal.core.journal.models import JournalEntry
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.equipment_import.actions import imports
from fanal.equipment_import.tests.importing import csv_of

LIST = """Nom;Type;Local;N° de série;N° inventaire;Date d'achat;Garantie;Prix
PC-204;Ordinateur fixe;Salle 204;AB1234;D001;14/11/2024;3 ans;1 250,00
VP-204;Vidéoprojecteur;Salle 204;CD5678;D002;;;
Sans numéro;Écran;CDI;;;;;
"""
TODAY, NOW = date(2026, 11, 25), datetime(2026, 11, 25, 8, tzinfo=UTC)
pytestmark = pytest.mark.clock(TODAY)


def url(name, school, *args):
    return reverse(f"equipment_import:{name}", args=[school.uai, *args])


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD)


def deposit(browser, school, text=LIST):
    file = SimpleUploadedFile("liste.csv", text.encode())
    return browser.post(url("import_start", school), {"file": file})


def columns(browser, school, number, **chosen):
    with scope(school):
        matched = Import.objects.for_school(school).get(number=number).columns
    sent = {f"column-{rank}": code for rank, code in enumerate(matched)}
    return browser.post(url("import_columns", school, number), sent | chosen)


def apply(browser, school, number):
    with scope(school):
        root = Import.objects.for_school(school).get(number=number).root
    return browser.post(url("import_apply", school, number), {"shown": root})


def test_a_list_is_imported_on_four_screens(lead, school):
    answer = deposit(lead, school)
    assert answer.url == url("import_columns", school, 1)
    page = lead.get(answer.url).text
    assert page.count(" selected>") == 8
    columns(lead, school, 1)
    preview = lead.get(url("import_page", school, 1)).text
    assert "À créer d’abord" in preview
    assert "un second import créerait un double" in preview
    with scope(school):
        assert not Equipment.objects.for_school(school).exists()
    apply(lead, school, 1)
    with scope(school):
        made = Equipment.objects.for_school(school).select_related("room", "type").get(serial="AB1234")
        assert (made.number, made.name, made.room.name, made.type.name) == (
            1,
            "PC-204",
            "Salle 204",
            "Ordinateur fixe",
        )
        assert (made.price_cents, made.warranty_until) == (125_000, date(2027, 11, 13))
        done = Import.objects.for_school(school).get()
        assert (done.read, done.created, done.refused) == (3, 2, 1)
        assert list(altered_imports(school.pk, now=NOW)) == []
        entry = JournalEntry.objects.for_school(school).get(verb="equipment.import_applied")
        assert done.root in entry.payload
        assert list(verify_school(school.pk)) == []
        ImportLine.objects.for_school(school).filter(line=2).update(after={"serial": "AB1235"})
        (touched,) = altered_imports(school.pk, now=NOW)
        assert (touched.seq, "n° 1 ont été modifiées" in touched.says) == (entry.seq, True)
    record = lead.get(reverse("equipment:equipment_page", args=[school.uai, 1])).text
    assert "import n°\u00a01, ligne 2" in record
    assert "terminé" in lead.get(url("import_page", school, 1)).text


def test_the_same_file_twice_changes_nothing(lead, school):
    for number in (1, 2):
        deposit(lead, school)
        columns(lead, school, number)
        apply(lead, school, number)
    with scope(school):
        again = Import.objects.for_school(school).get(number=2)
        assert (again.created, again.changed, again.unchanged, again.refused) == (0, 0, 2, 1)
        assert Equipment.objects.for_school(school).count() == 2


def test_a_change_is_shown_before_and_after_then_made(lead, school):
    with scope(school):
        EquipmentFactory(school=school, name="Ancien", serial="AB1234", maker="Acme", room__name="CDI")
    deposit(lead, school)
    columns(lead, school, 1)
    assert "Ancien → PC-204" in lead.get(url("import_page", school, 1) + "?effet=changed").text
    apply(lead, school, 1)
    with scope(school):
        changed = Equipment.objects.for_school(school).select_related("room").get(serial="AB1234")
    assert (changed.name, changed.maker, changed.room.name) == ("PC-204", "Acme", "Salle 204")


def test_an_unticked_room_is_not_created_and_its_lines_are_refused(lead, school):
    deposit(lead, school)
    columns(lead, school, 1)
    lead.post(
        url("import_creations", school, 1), {"new_type": ["Ordinateur fixe", "Vidéoprojecteur", "Écran"]}
    )
    apply(lead, school, 1)
    with scope(school):
        assert Import.objects.for_school(school).get().refused == 3
        assert not Room.objects.for_school(school).exists()
        assert not Equipment.objects.for_school(school).exists()


def test_rejected_lines_come_back_as_a_file_that_can_be_imported_again(lead, school):
    deposit(lead, school)
    columns(lead, school, 1)
    answer = lead.get(url("import_refused", school, 1))
    table = read_table(b"".join(answer.streaming_content), "a-corriger.csv")
    assert [row[0] for row in table.rows] == ["Sans numéro"]
    assert table.headers[-2:] == ["Ligne du fichier", "À corriger"]
    fixed = "\n".join([";".join(table.headers), "Sans numéro;Écran;CDI;EF9012;;;;;4;"])
    deposit(lead, school, fixed)
    columns(lead, school, 2)
    apply(lead, school, 2)
    with scope(school):
        assert Equipment.objects.for_school(school).get().serial == "EF9012"


def test_an_inventory_that_changed_since_the_preview_is_shown_anew(lead, school):
    deposit(lead, school)
    columns(lead, school, 1)
    with scope(school):
        root = Import.objects.for_school(school).get().root
        EquipmentFactory(school=school, name="Entre-temps", serial="AB1234")
    lead.post(url("import_apply", school, 1), {"shown": root})
    page = lead.get(url("import_page", school, 1)).text
    assert "L’inventaire a changé depuis" in page
    with scope(school):
        assert Equipment.objects.for_school(school).count() == 1
        assert Import.objects.for_school(school).get().changed == 1


def test_an_import_is_applied_once(lead, school):
    deposit(lead, school)
    columns(lead, school, 1)
    apply(lead, school, 1)
    assert apply(lead, school, 1).status_code == 422
    with scope(school):
        assert Equipment.objects.for_school(school).count() == 2


def test_columns_chosen_once_are_remembered(lead, school):
    text = "Repère;Objet\nAB1;PC\n"
    deposit(lead, school, text)
    refused = columns(lead, school, 1)
    assert refused.status_code == 422
    assert "Indiquez la colonne" in refused.text
    columns(lead, school, 1, **{"column-0": "serial", "column-1": "name"})
    deposit(lead, school, text)
    with scope(school):
        assert Import.objects.for_school(school).get(number=2).columns == ["serial", "name"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("liste.xlsx", b"PK\x03\x04 rien", "n’a pas pu être lu"),
        ("liste.pdf", b"%PDF-1.7", ""),
        ("liste.csv", b"Nom;Salle\n", "aucune ligne"),
    ],
)
def test_a_hostile_or_empty_file_is_refused_with_a_sentence(lead, school, name, content, sentence):
    answer = lead.post(url("import_start", school), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "Le tableau n’a pas été lu" in answer.text
    with scope(school):
        assert not Import.objects.for_school(school).exists()


def test_a_table_may_be_pasted(lead, school):
    lead.post(url("import_start", school), {"pasted": "Nom\tN° de série\nPC-1\tAB12\n"})
    with scope(school):
        assert Import.objects.for_school(school).get().columns == ["name", "serial"]


def test_a_teacher_imports_nothing(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    assert teacher.get(url("import_start", school)).status_code == 403
    assert deposit(teacher, school).status_code == 403


def test_the_preview_costs_the_same_for_1_and_40_lines(lead, school, count_queries):
    counts = []
    for size in (1, 40):
        rows = "".join(f"PC-{n};S{size}X{n:04d}\n" for n in range(size))
        deposit(lead, school, f"Nom;SN\n{rows}")
        number = len(counts) + 1
        columns(lead, school, number)
        with count_queries() as queries:
            lead.get(url("import_page", school, number))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def processor_seconds():
    """Of this process, of the readers it started, and of its session at the database's server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        session = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return sum(os.times()[:4]) + session.user + session.system


def timed_import(school, size, by):
    """Seconds of processor to read, plan and apply a CSV of `size` machines."""
    rows = "".join(
        f"PC-{n};Ordinateur;Salle {n % 60};SERIE{n:06d};D{n:06d};14/11/2024;3 ans;650,00;Bon;Département\n"
        for n in range(size)
    )
    text = f"Nom;Type;Salle;N° de série;N° inventaire;Date d'achat;Garantie;Prix;État;Propriétaire\n{rows}"
    started = processor_seconds()
    table = read_table(text.encode(), "liste.csv")
    made = imports.deposit_equipment(school, table, name="liste.csv", now=NOW, by=by)
    made = imports.choose_columns(made, made.columns, today=TODAY, by=by)
    assert imports.apply_import(made, shown_root=made.root, today=TODAY, now=NOW, by=by)
    return processor_seconds() - started


def test_two_thousand_lines_take_two_seconds_of_processor(school):
    by = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))
    with scope(school):
        seconds = timed_import(school, 2000, by)
        assert Equipment.objects.for_school(school).count() == 2000
        assert Room.objects.for_school(school).count() == 60
        assert EquipmentType.objects.for_school(school).count() == 1
    assert seconds < 2  # ten thousand in ten


def test_a_list_without_any_number_is_taken_by_a_second_button(lead, school):
    """December § 4.5: it was refused, and led nowhere."""
    content = csv_of(("Nom", "Salle"), ("PC 1", "204"), ("PC 1", "204"), ("PC 2", "204"))
    for number, counts in ((1, (3, 0)), (2, (0, 3))):
        lead.post(url("import_start", school), {"file": SimpleUploadedFile("liste.csv", content)})
        columns = {"column-0": "name", "column-1": "room"}
        refused = lead.post(url("import_columns", school, number), columns)
        assert refused.status_code == 422
        assert "Donner un numéro à chaque ligne" in refused.text
        lead.post(url("import_columns", school, number), columns | {"numbers": "each"})
        shown = lead.get(url("import_page", school, number)).text
        assert "Chaque ligne reçoit un numéro de Fanal" in shown
        apply(lead, school, number)
        with scope(school):
            done = Import.objects.for_school(school).get(number=number)
            assert (done.created, done.unchanged) == counts
