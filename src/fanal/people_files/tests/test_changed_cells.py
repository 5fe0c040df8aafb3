"""What Excel did to a cell is not believed, nor a day that cannot be; the sentence says what to do."""

from datetime import date

import pytest

from fanal.core.imports.changed import why_changed, why_changed_code
from fanal.core.tenancy import scope
from fanal.directory.models import Pupil
from fanal.people_files.rules.cells import UnreadableCell, read_birth, read_exit
from fanal.people_files.tests.importing import TODAY, full, pupil
from fanal.people_files.tests.own_tables import brought_back, taken_out
from fanal.people_files.tests.previewing import bring_table, counts

pytestmark = pytest.mark.clock(TODAY)
HEAD = "ID;Nom;Prénom;Né le;Classe;Niveau;Sortie\n"
ROW = {
    "ID": "A1",
    "Nom": "MARTIN",
    "Prénom": "Léa",
    "Né le": "01/02/2014",
    "Classe": "6A",
    "Niveau": "",
    "Sortie": "",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("word", "cell", "sentence"),
    [
        ("Niveau", "1,0010E+10", "Excel l’a changé"),
        ("Classe", "6,00E+01", "Excel l’a changé"),
        ("Nom", "#NOM?", "Excel l’a changé"),
        ("Né le", "########", "Excel l’a changé"),
        ("ID", "1,00E+09", "Excel l’a changé"),
        ("Classe", "06-janv", "Excel l’a changé"),
        ("Classe", "46028", "Excel l’a changé"),
        ("Né le", "41671", "une date qu’Excel a changée en nombre"),
        ("Sortie", "46100", "une date qu’Excel a changée en nombre"),
        ("Né le", "01/02/0202", "n’est pas une date de naissance possible"),
        ("Né le", "01/02/2099", "n’est pas une date de naissance possible"),
        ("Né le", "01/02/1899", "n’est pas une date de naissance possible"),
        ("Né le", "01/02/75", "ne dit pas de quel siècle"),
        ("Sortie", "01/02/2099", "n’est pas une date de sortie possible"),
        ("Sortie", "30/12/1899", "n’est pas une date de sortie possible"),
    ],
)
def test_a_cell_that_cannot_be_believed_refuses_its_row(importer, word, cell, sentence):
    """Foreign files, November 2026: all of these were written as they stood."""
    imported = bring_table(importer, HEAD + ";".join((ROW | {word: cell}).values()) + "\n", is_complete=False)
    (line,) = importer.lines(imported, "refused")
    assert cell in line.reasons[0]
    assert sentence in line.reasons[0]
    assert counts(imported) == (0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("was", "cell", "sentence"),
    [
        ('"10010012110"', "1,0010E+10", "Excel l’a changé"),
        ('"6A"', "6,00E+01", "Excel l’a changé"),
        ('"6A"', "2026-01-06", "Excel l’a changé"),
        ('"2013-12-31"', "41639", "une date qu’Excel a changée en nombre"),
        ('"2013-12-31"', "31/12/0202", "n’est pas une date de naissance possible"),
    ],
)
def test_so_does_it_in_our_own_table(importer, school, was, cell, sentence):
    importer.bring(full(school, pupil(1)))
    content = taken_out(importer, "eleves", "csv").decode("utf-8-sig")
    assert was in content
    imported = brought_back(importer, content.replace(was, f'"{cell}"').encode(), "csv")
    (line,) = importer.lines(imported, "refused")
    assert sentence in line.reasons[0]
    assert counts(imported) == (0, 0, 0)


@pytest.mark.django_db
def test_a_damaged_row_is_no_departure(importer, school):
    text = HEAD + ";".join(ROW.values()) + "\n"
    importer.apply(bring_table(importer, text))
    imported = bring_table(importer, text.replace("A1", "1,00E+09"))
    assert (imported.refused, imported.gone) == (1, 0)


@pytest.mark.django_db
def test_a_year_of_two_digits_is_that_of_a_pupil(importer, school):
    text = HEAD + ";".join((ROW | {"Né le": "01/02/14"}).values()) + "\n"
    importer.apply(bring_table(importer, text))
    with scope(school):
        assert Pupil.objects.for_school(school).get().born == date(2014, 2, 1)


def test_days_and_cells_of_everyday_are_read():
    assert read_birth("1/2/14", "pupil", TODAY) == "2014-02-01"
    assert read_birth("1/2/75", "staff", TODAY) == "1975-02-01"
    assert read_birth("1975-02-01", "pupil", TODAY) == "1975-02-01"  # an adult who learns again
    assert read_exit("18/12/26", TODAY) == "2026-12-18"
    for text in ("31/02/2014", "hier", "1/2/143"):
        with pytest.raises(UnreadableCell, match="n’est pas une date"):
            read_birth(text, "pupil", TODAY)
    assert not any(map(why_changed, ("1E5", "6E1", "Elle E", "#1", "10010012110", "D'E+", "")))
    assert not any(why_changed_code(code, TODAY) for code in ("6A", "6-1", "301", "10010012110", "60101"))


@pytest.mark.django_db
def test_a_second_source_in_capitals_takes_no_accent_away(importer, school):
    """December § 4.5: « INES » of another file was written over « Inès »; a real correction still is."""
    text = HEAD + ";".join((ROW | {"Nom": "Lefèvre", "Prénom": "Inès"}).values()) + "\n"
    importer.apply(bring_table(importer, text))
    importer.apply(bring_table(importer, text.replace("Inès", "INES").replace("Lefèvre", "LEFEVRE")))
    with scope(school):
        known = Pupil.objects.for_school(school).get()
        assert (known.given_name, known.family_name) == ("Inès", "Lefèvre")
    importer.apply(bring_table(importer, text.replace("Inès", "Inés")))
    with scope(school):
        assert Pupil.objects.for_school(school).get().given_name == "Inés"
