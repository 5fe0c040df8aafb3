"""The tables that a secretariat extracts from SIECLE, under the headers that SIECLE gives them."""

import pytest
from django.utils import timezone

from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil
from fanal.people_files.actions import tables
from fanal.people_files.tests.importing import TODAY

pytestmark = pytest.mark.clock(TODAY)

# « Extraction élèves » in full: what is not needed (guardians, addresses, national number) stays aside.
EXTRACTION = [
    "Sexe",
    "Pays Nat.",
    "Num. Elève Etab",
    "Nom de famille",
    "Nom d'usage",
    "Prénom 1",
    "Prénom 2",
    "Date Naissance",
    "Id National",
    "Code Régime",
    "Lib. Régime",
    "Code MEF",
    "Lib. MEF",
    "Code Structure",
    "Type Structure",
    "Lib. Structure",
    "Lib. Mat. Enseignée 1",
    "Tél. Personnel",
    "Email",
    "Ligne Adresse 1",
    "Nom Resp. Lég. 1",
    "Prénom Resp. Lég. 1",
]


def line(number: str, family: str, given: str, *, usual: str = "", code: str = "6A", kind: str = "D") -> str:
    cells = dict.fromkeys(EXTRACTION, "")
    cells |= {
        "Num. Elève Etab": number,
        "Nom de famille": family,
        "Nom d'usage": usual,
        "Prénom 1": given,
        "Prénom 2": "Marie",
        "Date Naissance": "31/12/2013",
        "Id National": "123456789AB",
        "Code MEF": "10010012110",
        "Lib. MEF": "6EME",
        "Code Structure": code,
        "Type Structure": kind,
        "Lib. Structure": f"{code} EN TOUTES LETTRES",
        "Nom Resp. Lég. 1": "PARENT",
        "Email": "p@x.invalid",
    }
    return ";".join(cells[header] for header in EXTRACTION)


@pytest.fixture
def bring(importer, school):
    def bring_table(text: str) -> Import:
        table = read_table(text.encode("iso-8859-15"), "exportCSVExtraction.csv")
        with scope(school):
            imported = tables.deposit_table(school, table, name="e.csv", now=timezone.now(), by=importer.by)
            return tables.choose_columns(
                imported, imported.columns, kind="pupil", is_complete=False, today=TODAY, by=importer.by
            )

    return bring_table


@pytest.mark.parametrize(
    ("headers", "codes"),
    [
        (
            "Nom de famille;Prénom 1;Né(e) le;Code structure;Identifiant SIECLE",
            "family_name given_name born class key",
        ),
        ("Nom d'usage;Nom;Prénom;Date Naiss.;Division", "usual_name family_name given_name born class"),
        ("Nom;Prénom 1;Né(e) le;Lib. Mef;Lib. Structure", "family_name given_name born level class"),
        ("Etablissement;Nom de famille;Prénom;Id National;Lib. Structure", " family_name given_name  class"),
        ("Elève ID;Nom élève;Prénom élève;Date de naissance;Classe", "key family_name given_name born class"),
    ],
)
@pytest.mark.django_db
def test_the_headers_of_siecle_are_recognised(importer, school, headers, codes):
    """Issue 12, part 6: « Prénom 1 », « Code structure », « Identifiant SIECLE » and the usual others."""
    values = dict.fromkeys(headers.split(";"), "x")
    table = read_table(f"{headers}\n{';'.join(values.values())}\n".encode(), "liste.csv")
    with scope(school):
        imported = tables.deposit_table(school, table, name="l.csv", now=timezone.now(), by=importer.by)
    assert imported.columns == codes.split(" ")


@pytest.mark.django_db
def test_an_extraction_of_siecle_comes_in_without_a_click(bring, importer, school):
    imported = bring(
        "\n".join(
            [";".join(EXTRACTION), line("0042", "CORSE", "Léa", usual="COTTON"), line("43", "ŒUF", "Zoé")]
        )
    )
    assert (imported.read, imported.created, imported.refused) == (2, 2, 0)
    importer.apply(imported)
    with scope(school):
        pupils = {pupil.family_name: pupil for pupil in Pupil.objects.for_school(school)}
        assert set(pupils) == {"COTTON", "ŒUF"}  # the usual name first, as in SIECLE's XML
        enrolled = Enrolment.objects.for_school(school).get(pupil=pupils["COTTON"])
        assert (enrolled.class_code, enrolled.level) == ("6A", "10010012110")
        record = pupils["COTTON"].known_as.get()
        assert record.key.endswith(":0042")
        assert "123456789AB" not in str(record.content)
        assert "PARENT" not in str(record.content)


@pytest.mark.django_db
def test_a_pupil_of_several_structures_is_one_pupil_with_a_class_and_groups(bring, importer, school):
    """SIECLE writes one line a structure: « D » is the class, « G » a group."""
    imported = bring(
        "\n".join(
            [
                ";".join(EXTRACTION),
                line("42", "CORSE", "Léa", code="6LATIN", kind="G"),
                line("42", "CORSE", "Léa", code="6A", kind="D"),
                line("42", "CORSE", "Léa", code="6CHORALE", kind="G"),
                line("43", "OEUF", "Zoé", code="6B", kind="D"),
            ]
        )
    )
    assert (imported.read, imported.created, imported.refused) == (2, 2, 0)
    importer.apply(imported)
    with scope(school):
        rows = Enrolment.objects.for_school(school).values_list("pupil__family_name", "class_code", "groups")
        assert sorted(rows) == [("CORSE", "6A", ["6CHORALE", "6LATIN"]), ("OEUF", "6B", [])]
