"""A newcomer, November 2026: a table that says « 6e A » made a twin of 6A.

The class is that of the school which the name means; a name that no class bears makes one, as before.
"""

import pytest

from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, SchoolClass
from fanal.people_files.rules.class_names import ClassNames
from fanal.people_files.tests.importing import TODAY
from fanal.people_files.tests.previewing import YEAR, bring_table

pytestmark = pytest.mark.clock(TODAY)

CLASSES = [
    ("6A", "6e A"),
    ("6E", ""),
    ("3SEGPA", "Troisième SEGPA"),
    ("5B", "Bleue"),
    ("5C", "Bleue"),
    ("203", "2nde 3"),
]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("6A", "6A"),
        ("6e A", "6A"),
        ("6ème A", "6A"),
        ("6 a", "6A"),
        ("6eA", "6A"),
        ("6-A", "6A"),
        ("6e E", "6E"),
        ("6E", "6E"),
        ("troisieme segpa", "3SEGPA"),
        ("2nde 3", "203"),
        ("6e", "6e"),
        ("6ème", "6ème"),
        ("Bleue", "Bleue"),
        ("4e Z", "4e Z"),
        ("", ""),
    ],
)
def test_a_class_is_known_by_the_names_that_people_give_it(name, code):
    assert ClassNames(CLASSES).code(name) == code


@pytest.mark.django_db
def test_a_table_fills_the_class_that_is_there(importer, school):
    with scope(school):
        SchoolClass.objects.create(school=school, school_year=YEAR, code="6A", label="6e A")
    imported = bring_table(importer, "Nom;Prénom;Né le;Classe\nMARTIN;Léa;31/12/2014;6e A\n")
    importer.apply(imported)
    with scope(school):
        assert list(SchoolClass.objects.for_school(school).values_list("code", flat=True)) == ["6A"]
        assert Enrolment.objects.for_school(school).get().class_code == "6A"
