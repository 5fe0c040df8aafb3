"""A number that names another child renames nobody."""

import pytest

from fanal.core.tenancy import scope
from fanal.directory.models import Pupil
from fanal.people_files.actions import doubts
from fanal.people_files.rules.numbers import are_row_numbers, is_another
from fanal.people_files.tests.importing import TODAY, full, pupil
from fanal.people_files.tests.own_tables import brought_back, taken_out
from fanal.people_files.tests.previewing import bring_table, counts

pytestmark = pytest.mark.clock(TODAY)
HEAD = "ID;Nom;Prénom;Né le;Classe\n"
ROWS = ("MARTIN;Léa;01/02/2014;6A\n", "PETIT;Zoé;05/06/2013;6A\n", "ROUX;Max;07/08/2013;6B\n")
COLUMNS = ["key", "family_name", "given_name", "born", "class"]


def numbered(*rows: str) -> str:
    return HEAD + "".join(f"{place + 4};{row}" for place, row in enumerate(rows))


def everybody(school) -> dict[int, str]:
    with scope(school):
        return {pupil.pk: f"{pupil} {pupil.born}" for pupil in Pupil.objects.for_school(school)}


@pytest.mark.django_db
@pytest.mark.parametrize("is_complete", [True, False], ids=["complete", "partial"])
def test_numbers_that_count_the_rows_rename_nobody(importer, school, is_complete):
    """Foreign files, November 2026: a list sorted otherwise gave each child the name of another."""
    importer.apply(bring_table(importer, numbered(*ROWS)))
    before = everybody(school)
    for rows in (ROWS[::-1], ROWS, ROWS[::-1]):
        imported = bring_table(importer, numbered(*rows), is_complete=is_complete)
        assert (imported.created, imported.refused, imported.gone) == (0, 0, 0)
        assert not any(line.before != line.after for line in importer.lines(imported, "changed"))
        importer.apply(imported)
        assert everybody(school) == before


@pytest.mark.django_db
def test_an_unknown_child_under_a_known_number_asks_who_it_is(importer, school):
    importer.apply(bring_table(importer, numbered(*ROWS)))
    before = everybody(school)
    corrected = numbered("MARTIN;Lou;01/12/2014;6A\n", *ROWS[1:])
    imported = bring_table(importer, corrected)
    assert (imported.created, imported.changed, imported.refused, imported.gone) == (0, 0, 1, 0)
    (line,) = importer.lines(imported, "refused")
    assert "identifiant était celui de quelqu’un d’autre" in line.reasons[0]
    (lea,) = (pk for pk, name in before.items() if "Léa" in name)
    assert line.cells["candidates"] == [lea]
    with scope(school):
        doubts.decide_doubt(imported, line, str(lea), by=importer.by)
        imported.refresh_from_db()
    importer.apply(imported)
    assert everybody(school) == before | {lea: "Lou MARTIN 2014-12-01"}
    assert counts(bring_table(importer, corrected)) == (0, 0, 0)


@pytest.mark.django_db
def test_a_column_that_only_counts_is_not_proposed_as_an_identifier(importer):
    rows = "".join(f"{place};{row}" for place, row in enumerate(ROWS, 1))
    imported = bring_table(importer, HEAD.replace("ID", "N°") + rows)
    assert imported.columns == ["", *COLUMNS[1:]]
    assert bring_table(importer, numbered(*ROWS)).columns == COLUMNS


@pytest.mark.django_db
def test_identifiers_of_our_export_sorted_alone_are_refused(importer, school):
    """Foreign files, November 2026: the first column sorted without the others renamed a whole school."""
    births = [f"0{month}/03/2014" for month in range(1, 4)]
    importer.bring(
        full(
            school,
            *(
                pupil(place, givenName=name, ENTPersonDateNaissance=born)
                for place, (name, born) in enumerate(zip(("Ana", "Bob", "Cid"), births, strict=True), 1)
            ),
        )
    )
    before = everybody(school)
    head, *lines = taken_out(importer, "eleves", "csv").decode("utf-8-sig").splitlines()
    ids, rest = zip(*(line.split(";", 1) for line in lines), strict=True)
    mixed = [f"{number};{words}" for number, words in zip(ids[1:] + ids[:1], rest, strict=True)]
    imported = brought_back(importer, "\n".join([head, *mixed]).encode(), "csv")
    assert (imported.created, imported.changed, imported.refused) == (0, 0, 3)
    assert "triée sans les autres" in importer.lines(imported, "refused")[0].reasons[0]
    assert everybody(school) == before


def test_one_word_that_changes_makes_nobody_another():
    lea = {"family_name": "MARTIN", "given_name": "Léa", "born": "2014-02-01"}
    assert not is_another(lea, lea | {"given_name": "LEA", "born": "2014-01-02"})
    assert not is_another(lea, lea | {"given_name": "Lou", "family_name": "PETIT"})
    assert is_another(lea, lea | {"given_name": "Lou", "born": "2014-01-02"})
    assert is_another(lea | {"born": ""}, lea | {"given_name": "Lou", "family_name": "PETIT"})
    assert not is_another(lea, lea | {"given_name": "Léa-Lou", "born": "2014-01-02"})
    assert not is_another({}, lea)
    assert are_row_numbers(["1", " 2", "3"])
    assert not any(map(are_row_numbers, ([], ["1"], ["2", "1"], ["1", ""], ["2", "3"])))
