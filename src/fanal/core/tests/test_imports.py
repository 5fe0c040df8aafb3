"""Headers are recognised, lines are kept and counted, and what was shown can be proved."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import Field, header_key, match_columns, remembered_by
from fanal.core.imports.forbidden_columns import never_read
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.planned import Planned
from fanal.core.imports.shown import columns_of
from fanal.core.imports.staging import deposit, remembered_columns, staged_lines, stored_root, write_plan
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.tests.zoo import ods, ods_table

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
FIELDS = (Field("serial", "N° de série", ("SN", "serial number")), Field("room", "Salle", ("local", "lieu")))
pytestmark = pytest.mark.clock(NOW)


@pytest.mark.parametrize(
    "header", ["N° de série", "n de serie", "S/N", " Serial  Number ", "serial", "N° de série (S/N)"]
)
def test_a_header_is_recognised_however_it_is_spelled(header):
    assert match_columns([header], FIELDS) == ["serial"]


def test_a_field_is_given_to_one_column_only_and_the_rest_is_left_out():
    assert match_columns(["Local", "Salle", "Prix"], FIELDS) == ["room", "", ""]


def test_what_was_chosen_before_comes_first():
    before = remembered_by(["Salle", "Repère"], ["", "room"])
    assert before == {header_key("Salle"): "", header_key("Repère"): "room"}
    assert match_columns(["Salle", "Repère"], FIELDS, before) == ["", "room"]


@pytest.mark.parametrize("columns", [["serial", "room", ""], ["serial", "", "room"]])
def test_a_header_that_stands_twice_does_not_poison_the_memory(columns):
    """Verified in November 2026, § 2.5: « Classe;Classe » stored `classe → ""`."""
    before = remembered_by(["SN", "Salle", "Salle"], columns)
    assert match_columns(["SN", "Salle"], FIELDS, before) == ["serial", "room"]
    assert match_columns(["SN", "Salle", "Salle"], FIELDS, before) == columns


def test_a_header_that_was_left_aside_twice_stays_aside():
    before = remembered_by(["Salle", "Salle"], ["", ""])
    assert match_columns(["Salle"], FIELDS, before) == [""]


@pytest.fixture
def deposited(school):
    table = read_table(b"SN;Salle\nA1;CDI\n\nA2;204\nA3;\n", "liste.csv")
    with scope(school):
        yield deposit(
            school, "test", table, name="liste.csv", columns=["serial", "room"], person_id=None, now=NOW
        )


PLAN = [
    Planned(2, "created", after={"serial": "A1"}),
    Planned(4, "changed", 12, {"room": "CDI"}, {"room": "204"}),
    Planned(5, "refused", reasons=["La salle manque."]),
]


def test_lines_keep_their_number_in_the_file(deposited):
    assert list(staged_lines(deposited)) == [(2, ["A1", "CDI"]), (4, ["A2", "204"]), (5, ["A3", ""])]


def test_what_nobody_sees_in_a_table_is_not_kept(school):
    """U+202E turns what follows around, U+200B makes two names of one; the ends of lines are kept."""
    table = read_table('S\u200bN;Note\nA\u202e1;"un\ndeux\u200b"\n'.encode(), "liste.csv")
    with scope(school):
        made = deposit(school, "test", table, name="l.csv", columns=["", ""], person_id=None, now=NOW)
        assert (made.headers, list(staged_lines(made))) == (["SN", "Note"], [(2, ["A1", "un\ndeux"])])


def test_an_import_says_which_sheet_of_a_workbook_was_read(school):
    both = ods(ods_table([["SN"], ["A1"]], "2026") + ods_table([["SN"], ["A2"]], "2025"))
    with scope(school):
        for data, name in ((both, "l.ods (feuille 2026)"), (ods(ods_table([["SN"], ["A1"]])), "l.ods")):
            table = read_table(data, "l.ods")
            made = deposit(school, "test", table, name="l.ods", columns=[""], person_id=None, now=NOW)
            assert made.name == name


def test_a_plan_is_counted_and_its_lines_prove_it(deposited):
    write_plan(deposited, PLAN)
    deposited.refresh_from_db()
    assert (deposited.read, deposited.created, deposited.changed, deposited.refused) == (3, 1, 1, 1)
    assert stored_root(deposited) == deposited.root
    ImportLine.objects.for_school(deposited.school_id).filter(line=4).update(after={"room": "205"})
    assert stored_root(deposited) != deposited.root


def test_every_line_is_counted_by_the_database(deposited):
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.for_school(deposited.school_id).update(read=4, created=1)


def test_the_columns_of_an_import_that_went_on_are_remembered(deposited):
    assert remembered_columns(deposited.school, "test") == {}
    write_plan(deposited, PLAN)
    assert remembered_columns(deposited.school, "test") == {"sn": "serial", "salle": "room"}


def test_a_table_without_lines_is_refused(school):
    table = read_table(b"SN;Salle\n", "liste.csv")
    with scope(school), pytest.raises(RuleBroken, match="aucune ligne"):
        deposit(school, "test", table, name="x", columns=[], person_id=None, now=NOW)


@pytest.mark.parametrize("header", ["Mot de passe BIOS", "N° INE", "Code d’activation", "password"])
def test_passwords_and_national_numbers_are_emptied_before_anything_is_kept(school, header):
    table = read_table(f"SN;{header}\nA1;confidentiel\n".encode(), "liste.csv")
    with scope(school):
        made = deposit(
            school, "test", table, name="l.csv", columns=["serial", "room"], person_id=None, now=NOW
        )
        assert made.columns == ["serial", ""]
        assert list(staged_lines(made)) == [(2, ["A1", ""])]
        assert columns_of(made)[1].never


def test_a_date_of_activation_is_no_secret():
    assert never_read(["Date d’activation", "Jeton", "Salle"]) == {}
