"""A line that cannot be read is somebody all the same: it makes nobody leave."""

import pytest
from django.utils import timezone

from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.directory.models import Pupil, SourceRecord
from fanal.people_files.actions import tables
from fanal.people_files.actions.imports import departures_question
from fanal.people_files.reading.imports import effects_of, lines_of
from fanal.people_files.tests.importing import TODAY
from fanal.people_files.tests.own_tables import brought_back
from fanal.people_files.tests.reading import read
from fanal.people_files.tests.siecle import PUPILS, STS

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def bring(importer, school):
    def deposit(text: str, kind: str = "pupil") -> Import:
        with scope(school):
            table = read_table(text.encode(), "liste.csv")
            imported = tables.deposit_table(
                school, table, name="liste.csv", now=timezone.now(), by=importer.by
            )
            return tables.choose_columns(
                imported, imported.columns, kind=kind, is_complete=True, today=TODAY, by=importer.by
            )

    return deposit


def twenty(number: str = "N°;", born: str = "01/02/2014", seventh: str = "01/02/2014") -> str:
    head = f"{number}Nom;Prénom;Né le;Classe\n"
    rows = [
        f"{f'P{rank};' if number else ''}NOM{chr(64 + rank)};Zoé;{seventh if rank == 7 else born};6A"
        for rank in range(1, 21)
    ]
    return head + "\n".join(rows) + "\n"


def names(school) -> set[str]:
    with scope(school):
        return set(Pupil.objects.for_school(school).present(TODAY).values_list("family_name", flat=True))


@pytest.mark.parametrize("number", ["N°;", ""], ids=["with an identifier", "by its name"])
def test_a_refused_row_of_a_table_is_no_departure(importer, school, bring, number):
    """Verified in November 2026, § 2.1: one date typed 31/02/2014 of twenty pupils made one of them leave."""
    importer.apply(bring(twenty(number)))
    imported = bring(twenty(number, seventh="31/02/2014"))
    assert (imported.refused, imported.gone, imported.unchanged) == (1, 0, 19)
    importer.apply(imported)
    assert len(names(school)) == 20
    with scope(school):
        assert not SourceRecord.objects.for_school(school).filter(key__icontains="ligne").exists()
        assert not SourceRecord.objects.for_school(school).filter(gone_on__isnull=False).exists()


def test_a_line_that_says_neither_number_nor_name_asks_before_anybody_leaves(importer, school, bring):
    importer.apply(bring(twenty("")))
    imported = bring(twenty("").replace("NOMG;Zoé", "NOMG;"))
    assert (imported.refused, imported.gone) == (1, 1)
    with scope(school):
        assert "Une ligne refusée ne dit pas de qui elle parle" in departures_question(imported)
    assert "Sans nom" not in names(school)


def test_a_table_that_gains_a_column_of_numbers_keeps_everybody(importer, school, bring):
    importer.apply(bring(twenty("")))
    with scope(school):
        before = set(Pupil.objects.for_school(school).values_list("pk", flat=True))
    imported = bring(twenty("N°;"))
    assert (imported.created, imported.gone) == (0, 0)
    importer.apply(imported)
    with scope(school):
        assert set(Pupil.objects.for_school(school).values_list("pk", flat=True)) == before


def test_a_pupil_of_siecle_whose_number_changes_is_the_same(importer, school):
    element = (
        '<ELEVE ELEVE_ID="{}"><NOM>UN</NOM><PRENOM>A</PRENOM><DATE_NAISS>02/03/2014</DATE_NAISS></ELEVE>'
    )
    text = PUPILS.format(sections="<ELEVES>{}</ELEVES>").replace("0121234x", school.uai)
    importer.bring(text.format(element.format(10)).encode("iso-8859-15"))
    imported = importer.bring(text.format(element.format(11)).encode("iso-8859-15"))
    assert (imported.created, imported.gone) == (0, 0)
    with scope(school):
        assert Pupil.objects.for_school(school).present(TODAY).count() == 1


def refused_lines(imported) -> list[str]:
    with scope(imported.school):
        return [
            effect.name for effect in effects_of(list(lines_of(imported).filter(effect="refused")), imported)
        ]


def test_a_refused_row_shows_its_line_and_what_it_says(importer, school, bring):
    """Foreign files, November 2026: fifty rows « Sans nom », to be looked for in a file of six hundred."""
    text = f"Nom;Prénom;Né le;Classe\n;Zoé;;6A\nMARTIN;Léa;31/02/2014;6B\n{'X' * 100};Léa;;\n;;;\n"
    assert refused_lines(bring(text)) == [
        "Ligne 2 · Zoé · 6A",
        "Ligne 3 · MARTIN · Léa · 31/02/2014 · 6B",
        f"Ligne 4 · {'X' * 80}",
    ]
    text = f"Élève (identifiant Fanal);Nom;Prénom;Classe\n;;Zoé;6A\n{school.uai}-E1;UN;;6A\n"
    own = brought_back(importer, text.encode(), "csv")
    assert refused_lines(own) == ["Ligne 2 · Zoé · 6A", f"Ligne 3 · {school.uai}-E1 · UN · 6A"]


@pytest.mark.parametrize("kind", ["siecle", "sts"])
def test_a_refused_line_of_an_export_without_a_number_says_its_name(kind):
    if kind == "siecle":
        text = PUPILS.format(sections="<ELEVES><ELEVE><NOM>UN</NOM><PRENOM>A</PRENOM></ELEVE></ELEVES>")
    else:
        text = STS.replace('ID="8" TYPE="local"', 'TYPE="local"')
    (line,) = [
        line
        for line in read(text.encode("iso-8859-15") if kind == "siecle" else text)[0]
        if line.manner == "refused"
    ]
    assert line.key == ""
    assert line.content["family_name"] in {"UN", "PETIT"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("X" * 61 + ";Zoé;;6A", "Le nom"),
        ("NOM;Zoé;;Sixième A bilangue européenne", "La classe"),
    ],
)
def test_what_would_be_cut_is_refused(importer, bring, row, sentence):
    imported = bring(f"Nom;Prénom;Né le;Classe\n{row}\n")
    (line,) = importer.lines(imported, "refused")
    assert line.reasons[0].startswith(sentence)
    assert "dépasse" in line.reasons[0]


def test_many_departures_do_not_hide_a_line_that_says_neither_number_nor_name(importer, school, bring):
    """December § 3.14: « a question on nameless refused lines is not hidden by another one »."""
    importer.apply(bring(twenty("")))
    half = "\n".join(twenty("").replace("NOMB;Zoé", "NOMB;").splitlines()[:11])
    imported = bring(half)
    with scope(school):
        question = departures_question(imported)
    assert "le fichier est peut-être incomplet" in question
    assert "Une ligne refusée ne dit pas de qui elle parle" in question
