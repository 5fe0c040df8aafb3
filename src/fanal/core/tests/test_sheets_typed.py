"""What is a figure, a day, or the name of a thing, in a spreadsheet (December § 5)."""

import datetime
import zipfile
from decimal import Decimal

import pytest

from fanal.core.sheets import read_table
from fanal.core.sheets.cells import TypedCell, day_in, figure_in, french_day
from fanal.core.sheets.write import write_csv, write_xlsx
from fanal.core.sheets.write_ods import write_ods

WRITERS = {"xlsx": write_xlsx, "ods": write_ods}
DAY = datetime.date(2027, 8, 31)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("0", 0),
        ("160", 160),
        ("1\u202f250", 1250),
        ("1 250 000", 1_250_000),
        ("0,25", Decimal("0.25")),
        ("1\u00a0250,50", Decimal("1250.50")),
    ],
)
def test_words_that_are_a_figure_are_typed(words, value):
    assert figure_in(words) == TypedCell(value, words)


@pytest.mark.parametrize(
    "words",
    ["", "–", "00123", "01 23 45 67 89", "06300", "5 h ouvrées", "moins de 5", "1,5 IMP", "12,", "1e9", "-2"],
)
def test_other_words_stay_words(words):
    """December § 5: a serial number, a postcode, a telephone never become numbers."""
    assert figure_in(words) == words


def test_days_that_a_list_wrote_are_typed_and_nothing_else_is():
    assert day_in("31/08/2027") == TypedCell(DAY, "31/08/2027")
    assert day_in("2027-08-31") == TypedCell(DAY, "2027-08-31")
    for words in ("", "jamais", "31/02/2027", "08/2027", "hier 10:00"):
        assert day_in(words) == words


def test_a_day_has_words_of_its_own_where_cells_have_no_type(tmp_path):
    row = [
        french_day(DAY),
        french_day(None),
        TypedCell(Decimal("1200.50"), "1200,50"),
        figure_in("1\u202f250"),
    ]
    write_csv(tmp_path / "t.csv", ["a", "b", "c", "d"], [row])
    written = (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[1]
    assert written == '"31/08/2027";"";"1200,50";"1\u202f250"'


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_cells_are_typed_in_a_spreadsheet(tmp_path, suffix):
    row = ["00123", french_day(DAY), TypedCell(Decimal("1200.50"), "1200,50"), figure_in("1\u202f250")]
    WRITERS[suffix](tmp_path / f"t.{suffix}", ["a", "b", "c", "d"], [row], title="Essai")
    table = read_table(tmp_path / f"t.{suffix}", f"t.{suffix}")
    assert list(table.rows) == [["00123", "2027-08-31", "1200.5", "1250"]]


@pytest.mark.parametrize(("suffix", "sign"), [("xlsx", 'formatCode="0.00"'), ("ods", ">1200,50<")])
def test_euros_are_seen_with_their_cents(tmp_path, suffix, sign):
    """« 1200,5 » for a price."""
    path = tmp_path / f"t.{suffix}"
    WRITERS[suffix](path, ["prix", "part"], [[Decimal("1200.50"), Decimal("0.125")]], title="Essai")
    with zipfile.ZipFile(path) as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith("xml"))
    assert sign in whole
    assert list(read_table(path, path.name).rows) == [["1200.5", "0.125"]]


def test_a_moment_is_one_in_an_ods(tmp_path):
    """It was a text: « 2026-09-01T08:30:00 »."""
    moment = datetime.datetime(2026, 9, 1, 8, 30)
    write_ods(tmp_path / "t.ods", ["envoyée le"], [[moment]], title="Essai")
    with zipfile.ZipFile(tmp_path / "t.ods") as archive:
        content = archive.read("content.xml").decode()
    assert 'office:value-type="date" office:date-value="2026-09-01T08:30:00"' in content
    assert ">01/09/2026 08:30<" in content
    assert list(read_table(tmp_path / "t.ods", "t.ods").rows) == [["2026-09-01T08:30:00"]]
