"""A column that a table has not, or a cell left empty of a colleague, takes nothing away."""

import pytest

from fanal.accounts.models import Person
from fanal.core.tenancy import scope
from fanal.directory.models import StaffYear
from fanal.people_files.reading.import_differences import differences_of
from fanal.people_files.tests.importing import TODAY
from fanal.people_files.tests.own_tables import brought_back, taken_out
from fanal.people_files.tests.previewing import LISTS, bring_table, check
from fanal.year.rules.years import year_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
WORK = {
    "functions": ["DOC", "ENS"],
    "classes": ["6A"],
    "groups": ["LAT"],
    "heads": ["6A"],
    "subjects": ["ANG"],
}


@pytest.fixture
def worker(school):
    with scope(school):
        person = Person.objects.create(school=school, family_name="PETIT", given_name="Ana", civility="Mme")
        StaffYear.objects.create(school=school, person=person, school_year=year_of(TODAY).label, **WORK)
        return person


def work(person) -> dict[str, list[str]]:
    with scope(person.school):
        row = StaffYear.objects.for_school(person.school).get(person=person)
        return {name: getattr(row, name) for name in LISTS}


@pytest.mark.parametrize(
    "text",
    [
        "Civilité;Nom;Prénom;Discipline\nMme;PETIT;Ana;Anglais\n",
        "Civilité;Nom;Prénom;Discipline;Classes\nMme;PETIT;Ana;;\n",
        "Nom;Prénom;Classes\nPETIT;Ana;6A\n",
    ],
    ids=["no function", "empty cells", "no subject"],
)
def test_a_list_of_staff_keeps_what_it_has_no_column_for(importer, worker, text):
    """Foreign files, November 2026: a list with the disciplines alone erased the codes of functions."""
    check(importer, bring_table(importer, text, "staff", is_complete=False))
    assert work(worker) == WORK
    again = bring_table(importer, text.replace("Anglais", "Allemand"), "staff", is_complete=False)
    check(importer, again)
    assert work(worker) == WORK
    with scope(worker.school):
        worker.refresh_from_db()
        assert worker.job == ("Allemand" if "Anglais" in text else "")


def test_our_own_table_without_a_column_keeps_what_it_held(importer, worker):
    """A line without its identifier is known by its name, and says only the columns that are left."""
    rows = [
        line.split(";") for line in taken_out(importer, "personnels", "csv").decode("utf-8-sig").split("\r\n")
    ]
    kept = [cells[:6] if place == 0 else ['""', *cells[1:6]] for place, cells in enumerate(rows) if cells[0]]
    text = "\r\n".join(";".join(cells) for cells in kept if "PETIT" in ";".join(cells) or cells is kept[0])
    check(importer, brought_back(importer, text.encode(), "csv"))
    assert work(worker) == WORK


def test_a_cell_that_is_emptied_is_shown_as_a_change(importer, worker):
    content = taken_out(importer, "personnels", "csv").decode("utf-8-sig").replace("DOC | ENS", "")
    imported = check(importer, brought_back(importer, content.encode(), "csv"))
    (line,) = importer.lines(imported, "changed")
    (change,) = differences_of(line.before, line.after)
    assert (change.label, change.before, change.after) == ("Fonctions (codes)", "DOC, ENS", "–")
    assert work(worker) == WORK | {"functions": []}
