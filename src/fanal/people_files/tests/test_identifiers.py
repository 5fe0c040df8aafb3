"""A table has a column of numbers one month, and none the next: everybody is known all the same."""

import pytest

from fanal.core.tenancy import scope
from fanal.directory.models import Pupil
from fanal.people_files.tests.importing import TODAY
from fanal.people_files.tests.previewing import bring_table, counts

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
NUMBERED = "ID;Nom;Prénom;Né le;Classe\nA7;MARTIN;Léa;01/02/2014;6A\nA3;PETIT;Zoé;05/06/2013;6A\n"
PLAIN = "Nom;Prénom;Né le;Classe\nMARTIN;Léa;01/02/2014;6A\nPETIT;Zoé;05/06/2013;6B\n"


def people(school) -> list[str]:
    with scope(school):
        return sorted(str(pupil) for pupil in Pupil.objects.for_school(school).present(TODAY))


@pytest.mark.parametrize("is_complete", [True, False], ids=["complete", "partial"])
def test_a_pupil_known_by_a_number_is_known_without_it(importer, school, is_complete):
    """Foreign files, November 2026: whoever came with an identifier came again as an arrival without it."""
    importer.apply(bring_table(importer, NUMBERED))
    here = people(school)
    for text in (PLAIN, NUMBERED, PLAIN):
        imported = bring_table(importer, text, is_complete=is_complete)
        assert (imported.created, imported.refused, imported.gone) == (0, 0, 0)
        importer.apply(imported)
        assert people(school) == here
    assert bring_table(importer, PLAIN, is_complete=is_complete).changed == 0


def test_a_name_without_its_birth_date_asks_who_it_is(importer, school):
    importer.apply(bring_table(importer, NUMBERED))
    imported = bring_table(importer, "Nom;Prénom;Classe\nMARTIN;Léa;6B\n", is_complete=False)
    assert (imported.created, imported.refused) == (0, 1)
    assert importer.lines(imported, "refused")[0].cells["candidates"]


def test_two_numbers_of_one_table_are_two_children(importer, school):
    importer.apply(bring_table(importer, NUMBERED))
    both = f"{NUMBERED}A8;MARTIN;Léa;01/02/2014;6B\n"
    assert counts(bring_table(importer, both, is_complete=False)) == (1, 0, 0)


def test_whoever_is_known_by_number_and_by_name_leaves_once(importer, school):
    importer.apply(bring_table(importer, NUMBERED))
    importer.apply(bring_table(importer, PLAIN))
    imported = bring_table(importer, "Nom;Prénom;Né le;Classe\nMARTIN;Léa;01/02/2014;6A\n")
    assert counts(imported) == (0, 0, 1)
    importer.apply(imported, are_departures_true=True)
    assert people(school) == ["Léa MARTIN"]
    assert counts(bring_table(importer, "Nom;Prénom;Né le;Classe\nMARTIN;Léa;01/02/2014;6A\n")) == (0, 0, 0)
