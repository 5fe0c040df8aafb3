"""Days of exit that files say: whoever has left is not imported as present, who leaves later leaves then."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.errors import RuleBroken
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.directory.models import Pupil
from fanal.people_files.actions import imports as actions
from fanal.people_files.actions import tables
from fanal.people_files.reading.imports import aside_words
from fanal.people_files.tests.importing import full, pupil

FILE = Path(__file__).parent / "files" / "ElevesSansAdresses_sorties.xml"
TODAY = date(2026, 11, 27)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
OUT, LATER = "12/10/2026", "18/12/2026"


@pytest.fixture(autouse=True)
def november(importer):
    importer.today = TODAY


def sorties(school) -> bytes:
    return FILE.read_bytes().replace(b"9990001X", school.uai.encode())


def leaver(number: int, day: str, **more: str) -> str:
    return pupil(number, ENTEleveDateSortieStructRattach=day, **more)


def present(school, day: date = TODAY) -> set[str]:
    with scope(school):
        return set(Pupil.objects.for_school(school).present(day).values_list("family_name", flat=True))


def test_of_eight_pupils_three_have_left_and_a_fifth_is_known_to_leave(importer, school):
    """Verified in November 2026, § 2.2: they were all imported as present."""
    imported = importer.bring(sorties(school))
    assert present(school) == {"MARTIN", "PETIT", "DURAND", "LEROY", "MOREAU"}
    with scope(school):
        assert Pupil.objects.for_school(school).count() == 5
        assert Pupil.objects.for_school(school).get(family_name="LEROY").left_on == date(2026, 12, 18)
    assert (imported.read, imported.created, imported.unchanged, imported.gone) == (8, 5, 3, 0)
    assert any("3 fiches" in words for words in aside_words(imported))
    again = importer.deposit(sorties(school))
    assert (again.created, again.changed, again.gone) == (0, 0, 0)


def test_whoever_leaves_on_a_known_day_leaves_then_without_another_file(importer, school, client_of):
    importer.bring(sorties(school))
    assert "LEROY" in present(school, date(2026, 12, 17))
    assert "LEROY" not in present(school, date(2026, 12, 18))
    with scope(school):
        pk = Pupil.objects.for_school(school).get(family_name="LEROY").pk
    listed, page = (reverse(f"directory:{name}", args=[school.uai]) for name in ("pupil_list", "class_list"))
    own = reverse("directory:pupil_page", args=[school.uai, pk])
    for day, is_here in (("2026-11-27", True), ("2026-12-17", True), ("2026-12-18", False)):
        with time_machine.travel(f"{day} 09:00+01:00", tick=False):
            browser = client_of(school, Role.HEAD)
            assert ("LEROY" in browser.get(listed).text) is is_here
            assert ("LEROY" in browser.get(f"{listed}?vue=partis").text) is not is_here
            assert ("5 élèves" in browser.get(page).text) is is_here
            assert ("Part le" if is_here else "Parti le") in browser.get(own).text
    importer.today = date(2026, 12, 20)
    later = importer.deposit(sorties(school))
    assert (later.created, later.changed, later.gone) == (0, 0, 0)


@pytest.mark.parametrize("how", ["complete", "delta"])
def test_a_known_pupil_whose_exit_is_said_departs_on_that_day(importer, school, how):
    importer.bring(full(school, pupil(1), pupil(2)))
    gone = (
        full(school, pupil(1), leaver(2, OUT))
        if how == "complete"
        else full(school, leaver(2, OUT, how="modifyRequest"))
    )
    imported = importer.bring(gone)
    assert (imported.changed, imported.gone) == (0, 1)
    with scope(school):
        assert Pupil.objects.for_school(school).gone(TODAY).get().left_on == date(2026, 10, 12)
    importer.bring(full(school, pupil(1), pupil(2)))
    assert present(school) == {"NOM1", "NOM2"}


def test_a_day_to_come_may_be_put_off_and_taken_back(importer, school):
    importer.bring(full(school, leaver(1, LATER)))
    for said, kept in (("19/12/2026", date(2026, 12, 19)), ("", None)):
        importer.bring(full(school, leaver(1, said) if said else pupil(1)))
        with scope(school):
            assert Pupil.objects.for_school(school).get().left_on == kept


def test_another_file_that_says_nothing_of_exits_does_not_take_the_day_away(importer, school):
    importer.bring(sorties(school))
    for klass in ("6A", "6B"):
        importer.bring(
            full(
                school,
                pupil(6, sn="LEROY", givenName="Charlie", ENTPersonDateNaissance="06/03/2014", klass=klass),
            )
        )
        with scope(school):
            assert Pupil.objects.for_school(school).get(family_name="LEROY").left_on == date(2026, 12, 18)


def test_siecle_makes_leave_whom_another_file_named(importer, school):
    who = {"sn": "BERNARD", "givenName": "Camille", "ENTPersonDateNaissance": "02/03/2014"}
    importer.bring(full(school, pupil(1), pupil(2, **who)))
    imported = importer.bring(sorties(school))
    assert imported.gone == 1
    assert "BERNARD" not in present(school)
    assert (importer.deposit(sorties(school)).gone, present(school) & {"BERNARD"}) == (0, set())


def test_exits_that_a_file_says_are_no_cut_file_but_half_a_school_asks(importer, school):
    everybody = [pupil(number) for number in range(1, 31)]
    importer.bring(full(school, *everybody))
    quarter = importer.deposit(
        full(school, *everybody[:22], *(leaver(number, OUT) for number in range(23, 31)))
    )
    assert quarter.gone == 8
    with scope(school):
        assert actions.departures_question(quarter) == ""
    most = importer.deposit(full(school, *everybody[:10], *(leaver(number, OUT) for number in range(11, 31))))
    with pytest.raises(RuleBroken, match="20 des 30 personnes présentes ont une date de sortie passée"):
        importer.apply(most)
    cut = importer.deposit(full(school, *everybody[:20], leaver(21, OUT)))
    with scope(school):
        assert "9 départs sur 30" in actions.departures_question(cut)


def test_a_file_in_which_everybody_has_left_brings_nobody(importer, school):
    imported = importer.deposit(full(school, *(leaver(number, OUT) for number in range(1, 9))))
    assert (imported.created, imported.gone, imported.unchanged) == (1, 0, 8)  # the school alone


def test_the_column_of_a_table_says_exits_too(importer, school):
    def bring(text: str):
        with scope(school):
            table = read_table(text.encode(), "liste.csv")
            imported = tables.deposit_table(school, table, name="l.csv", now=timezone.now(), by=importer.by)
            assert "left_on" in imported.columns
            imported = tables.choose_columns(
                imported, imported.columns, kind="pupil", is_complete=True, today=TODAY, by=importer.by
            )
        return importer.apply(imported)

    head = "Nom;Prénom;Né(e) le;Classe;Date de sortie\n"
    first, two = "NOM1;Zoé;31/12/2013;6A;", "NOM2;Éric;30/12/2013;6A;"
    bring(f"{head}{first}\n{two}18/12/2026\nNOM3;Lou;29/12/2013;6A;{OUT}\n")
    assert present(school) == {"NOM1", "NOM2"}
    assert present(school, date(2026, 12, 18)) == {"NOM1"}
    imported = bring(f"{head}{first}{OUT}\n{two}18/12/2026\n")
    assert (imported.gone, present(school)) == (1, {"NOM2"})
