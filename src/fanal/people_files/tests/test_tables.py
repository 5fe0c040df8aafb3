"""Pupils and staff from any table: its columns are chosen, then it follows the way of an export."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import, ImportLine
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil
from fanal.people_files.actions import tables
from fanal.people_files.rules.cells import UnreadableCell, read_birth
from fanal.people_files.rules.table_line import read_row, split_name
from fanal.people_files.tests.importing import TODAY, full, pupil

PUPILS = "Nom;Prénom;Né(e) le;Classe;INE\nNOM1;Zoé;31/12/2013;6B;1\nDUVAL;Éric;2013-01-02;6A;2\n;Sans;;6A;3\n"
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def bring(importer, school):
    def brought(text: str, *, kind: str = "pupil", is_complete: bool = False, columns=None) -> Import:
        table = read_table(text.encode(), "liste.csv")
        with scope(school):
            imported = tables.deposit_table(
                school, table, name="liste.csv", now=timezone.now(), by=importer.by
            )
            return tables.choose_columns(
                imported,
                columns or imported.columns,
                kind=kind,
                is_complete=is_complete,
                today=TODAY,
                by=importer.by,
            )

    return brought


@pytest.mark.django_db
def test_a_table_meets_those_already_known_and_refuses_what_has_no_name(importer, bring, school):
    importer.bring(full(school, pupil(1)))
    imported = bring(PUPILS)
    assert imported.columns == ["family_name", "given_name", "born", "class", ""]
    assert (imported.read, imported.created, imported.changed, imported.refused, imported.gone) == (
        3,
        1,
        1,
        1,
        0,
    )
    with scope(school):
        kept = ImportLine.objects.for_school(school).filter(imported=imported, effect="")
        assert [line.cells[4] for line in kept] == ["", "", ""]  # the national number
    importer.apply(imported)
    with scope(school):
        classes = dict(Enrolment.objects.for_school(school).values_list("pupil__family_name", "class_code"))
        assert classes == {"NOM1": "6B", "DUVAL": "6A"}
        assert not ImportLine.objects.for_school(school).filter(imported=imported, effect="").exists()
    again = bring(PUPILS)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)


@pytest.mark.django_db
def test_columns_may_be_chosen_again_and_are_remembered(bring, school, importer):
    imported = bring(
        "Patronyme;Petit nom;Division\nDUVAL;Éric;6A\n", columns=["family_name", "given_name", ""]
    )
    with scope(school):
        imported = tables.choose_columns(
            imported,
            ["family_name", "given_name", "class"],
            kind="pupil",
            is_complete=False,
            today=TODAY,
            by=importer.by,
        )
        assert imported.created == 1
        table = read_table(b"Patronyme;Petit nom;Division\nDUVAL;Eric;6A\n", "liste.csv")
        later = tables.deposit_table(school, table, name="l.csv", now=timezone.now(), by=importer.by)
    assert later.columns == ["family_name", "given_name", "class"]


@pytest.mark.django_db
def test_only_a_complete_list_makes_anybody_leave(bring, importer, school):
    importer.apply(bring(PUPILS))
    text = "Nom;Prénom;Né(e) le;Classe\nDUVAL;Éric;2013-01-02;6A\n"
    assert bring(text).gone == 0
    importer.apply(bring(text, is_complete=True))
    with scope(school):
        assert Pupil.objects.for_school(school).gone(TODAY).get().family_name == "NOM1"


@pytest.mark.django_db
def test_staff_come_from_a_table_too(bring, importer, school):
    importer.apply(
        bring("Professeur;Mél;Discipline\nLE GOFF Yann;Y.LeGoff@x.invalid;Technologie\n", kind="staff")
    )
    with scope(school):
        person = Person.objects.for_school(school).get(family_name="LE GOFF")
        assert (person.given_name, person.email, person.job) == ("Yann", "y.legoff@x.invalid", "Technologie")


@pytest.mark.django_db
def test_a_choice_that_says_no_name_or_nobody_is_refused(bring):
    with pytest.raises(RuleBroken, match="colonne du nom"):
        bring(PUPILS, columns=["", "given_name", "", "", ""])
    with pytest.raises(RuleBroken, match="Deux colonnes"):
        bring(PUPILS, columns=["family_name", "given_name", "class", "class", ""])
    with pytest.raises(RuleBroken, match="élèves ou des personnels"):
        bring(PUPILS, kind="")


@pytest.mark.django_db
def test_the_pages_go_from_the_table_to_the_pupils(client_of, school):
    browser = client_of(school, Role.DIGITAL_LEAD)
    file = SimpleUploadedFile("liste.csv", PUPILS.encode())
    answer = browser.post(reverse("people_files:import_start", args=[school.uai]), {"file": file})
    assert answer.url.endswith("/colonnes/")
    assert "Né(e) le" in browser.get(answer.url).text
    too_soon = browser.post(answer.url.replace("colonnes/", "appliquer/"), {"shown": "x"})
    assert (too_soon.status_code, too_soon.url) == (302, answer.url)
    columns = {
        f"column-{rank}": code for rank, code in enumerate(["family_name", "given_name", "born", "class"])
    }
    assert browser.post(answer.url, columns).status_code == 422
    planned = browser.post(answer.url, columns | {"kind": "pupil"})
    page = browser.get(planned.url)
    assert "Cette ligne n’a pas de nom" in page.text
    assert "Revoir les colonnes" in page.text
    assert "Classes qui seront créées : 6A, 6B." in page.text.replace("\u202f", " ").replace("\u00a0", " ")
    with scope(school):
        imported = Import.objects.for_school(school).get()
    browser.post(
        reverse("people_files:import_apply", args=[school.uai, imported.number]), {"shown": imported.root}
    )
    with scope(school):
        assert Pupil.objects.for_school(school).count() == 2


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("DUPONT LEROY Jean-Marc", "DUPONT LEROY", "Jean-Marc"),
        ("Jean-Marc DUPONT", "DUPONT", "Jean-Marc"),
        ("Dupont Jean", "Dupont", "Jean"),
        ("O'BRIEN A", "O'BRIEN", "A"),
        ("Seul", "Seul", ""),
    ],
)
def test_a_name_in_one_column_is_split_at_its_capitals(text, family, given):
    assert split_name(text) == (family, given)


def test_a_person_without_a_number_is_its_name_and_birth_date():
    key, said = read_row({"family_name": "Œuvrard", "given_name": "Zoé", "born": "1/2/2013"}, "pupil", TODAY)
    assert key == "oeuvrard zoe 2013-02-01"
    assert said == {"family_name": "Œuvrard", "given_name": "Zoé", "born": "2013-02-01"}
    assert read_birth("2013-02-01 00:00:00", "pupil", TODAY) == "2013-02-01"
    with pytest.raises(UnreadableCell, match="31/02/2013"):
        read_row({"family_name": "A", "given_name": "B", "born": "31/02/2013"}, "pupil", TODAY)


@pytest.mark.django_db
def test_the_template_of_pix_brings_no_national_number(bring, school):
    imported = bring(
        "Identifiant unique*;Premier prénom*;Nom de famille*;Division*\n4581234567F;Léa;CORSE;6A\n"
    )
    assert imported.headers[0] == "Identifiant unique* (numéro national)"
    assert imported.created == 1
    with scope(school):
        kept = ImportLine.objects.for_school(school).filter(imported=imported)
        assert "4581234567F" not in str(list(kept.values_list("cells", "after")))
