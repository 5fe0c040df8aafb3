"""What Fanal writes, no spreadsheet runs, and Fanal reads back identically."""

import csv
import datetime
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanal.core.sheets import LIMITS, ods, read_table, text, xlsx
from fanal.core.sheets.cells import is_formula_like, protect, storable, unprotect
from fanal.core.sheets.write import sheet_name, write_csv, write_xlsx
from fanal.core.sheets.write_ods import write_ods

DANGERS = (
    "=1+1",
    "+33 6",
    "-2",
    "@SOMME(A1)",
    "\tx",
    " =1",
    "\u00a0=1",
    "＝1",
    "\u200b＋1",
    "a\n=1",
    "'=1",
    "''=1",
)
WRITERS = {"xlsx": write_xlsx, "ods": write_ods}
CELLS = st.text(st.characters(codec="utf-8") | st.sampled_from("'=+-@\t\n\u00a0＝;\""), max_size=10).map(
    storable
)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)


def test_each_dangerous_line_gets_one_apostrophe():
    assert protect("a\n=1\n b") == "a\n'=1\n b"
    assert [protect(danger) for danger in ("=1", "\u00a0=1", "＝1", "'=1")] == [
        "'=1",
        "'\u00a0=1",
        "'＝1",
        "''=1",
    ]
    assert [protect(tame) for tame in ("l’été", "'ok'", "1-2", "a=b", "")] == [
        "l’été",
        "'ok'",
        "1-2",
        "a=b",
        "",
    ]


@settings(max_examples=500)
@given(CELLS)
def test_protection_leaves_no_formula_and_is_undone_exactly(cell):
    kept = protect(cell)
    assert unprotect(kept) == cell
    assert all(line.startswith("'") for line in kept.split("\n") if is_formula_like(line))


@pytest.mark.parametrize("danger", DANGERS)
def test_no_cell_of_a_csv_can_be_run(tmp_path, danger):
    write_csv(tmp_path / "t.csv", [danger], [[danger]])
    written = (tmp_path / "t.csv").read_bytes().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(written, newline=""), delimiter=";") for cell in row]
    assert all(line.startswith("'") for cell in cells for line in cell.split("\n") if is_formula_like(line))
    table = read_table(tmp_path / "t.csv", "t.csv")
    assert (table.headers, list(table.rows)) == ([danger.strip()], [[danger]])


def test_a_workbook_holds_no_formula_and_quotes_what_looks_like_one(tmp_path):
    write_xlsx(tmp_path / "t.xlsx", ["nom"], [[danger] for danger in DANGERS], title="Essai")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")
    assert list(read_table(tmp_path / "t.xlsx", "t.xlsx").rows) == [[danger] for danger in DANGERS]


def test_an_ods_is_known_by_its_first_bytes_and_holds_no_formula(tmp_path):
    write_ods(tmp_path / "t.ods", ["nom"], [[danger] for danger in DANGERS], title="Essai")
    written = (tmp_path / "t.ods").read_bytes()
    assert written[30:46] == b"mimetypeapplicat"
    with zipfile.ZipFile(tmp_path / "t.ods") as archive:
        assert b"formula" not in archive.read("content.xml")
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert list(read_table(tmp_path / "t.ods", "t.ods").rows) == [[danger] for danger in DANGERS]


def read_back(path: Path) -> list[list[str]]:
    reader = {".csv": text, ".xlsx": xlsx, ".ods": ods}[path.suffix]
    rows = [cells for _, cells in reader.read(path.read_bytes(), "", LIMITS).rows]
    width = max(map(len, rows))  # the end of a row may be left out when it is empty
    return [row + [""] * (width - len(row)) for row in rows if any(cell.strip() for cell in row)]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
def test_writing_then_reading_is_the_identity(tmp_path, suffix):
    path = tmp_path / f"t.{suffix}"

    @settings(max_examples=250)
    @given(TABLES)
    def identity(rows):
        headers = [f"Colonne {n}" for n in range(len(rows[0]))]
        if suffix == "csv":
            write_csv(path, headers, rows)
        else:
            WRITERS[suffix](path, headers, rows, title="Essai")
        assert read_back(path) == [headers, *(row for row in rows if any(cell.strip() for cell in row))]

    identity()


def test_typed_values_come_back_as_plain_texts(tmp_path):
    day, moment = datetime.date(2026, 9, 1), datetime.datetime(2026, 9, 1, 8, 30)
    row = ["07", 12, -5, 1.5, Decimal("2.50"), True, None, day, moment, 12345678901234567890]
    headers = [f"c{n}" for n in range(len(row))]
    write_xlsx(tmp_path / "t.xlsx", headers, [row], title="Essai")
    write_csv(tmp_path / "t.csv", headers, [row])
    write_ods(tmp_path / "t.ods", headers, [row], title="Essai")
    ends = ["VRAI", "", "2026-09-01", "2026-09-01T08:30:00", "12345678901234567890"]
    assert list(read_table(tmp_path / "t.xlsx", "t.xlsx").rows) == [["07", "12", "-5", "1.5", "2.5", *ends]]
    assert list(read_table(tmp_path / "t.ods", "t.ods").rows) == [["07", "12", "-5", "1.5", "2.5", *ends]]
    assert list(read_table(tmp_path / "t.csv", "t.csv").rows) == [["07", "12", "-5", "1,5", "2,5", *ends]]


def test_a_text_too_long_for_excel_is_cut_visibly(tmp_path):
    write_xlsx(tmp_path / "t.xlsx", ["texte"], [["é" * 40_000]], title="Essai")
    [[cell]] = read_table(tmp_path / "t.xlsx", "t.xlsx").rows
    assert len(cell) == 32_767
    assert cell.endswith("(texte coupé : voir l’export CSV)")


def test_sheet_names_are_made_acceptable_to_excel():
    assert sheet_name("Salles [2026/2027] : état des lieux complet") == "Salles  2026 2027    état des l"
    assert sheet_name("'''") == "Feuille 1"


def test_csv_opens_in_a_french_spreadsheet(tmp_path):
    write_csv(tmp_path / "t.csv", ["nom", "prénom"], [["Œuvre", "Zoé"]])
    assert (tmp_path / "t.csv").read_bytes() == '\ufeff"nom";"prénom"\r\n"Œuvre";"Zoé"\r\n'.encode()


def test_columns_of_a_workbook_are_as_wide_as_their_words_within_bounds(tmp_path):
    """Every column had the default width: what was longer was cut on the screen."""
    words = ["n°", "Vidéoprojecteur de la salle", "x" * 300, "une\nligne assez longue"]
    write_xlsx(tmp_path / "t.xlsx", ["a", "b", "c", "d"], [words], title="Essai")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
    assert [int(width) for width in widths] == [8, 29, 60, 20]
    assert styles.count('wrapText="1"') == 1
    assert sheet.count(' s="2"') == 2, "what is long, and what has lines, is wrapped"
    assert "<pane ySplit" in sheet


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_last_sheet_says_whose_table_it_is_and_what_reads_back_reads_the_first(tmp_path, suffix):
    path = tmp_path / f"t.{suffix}"
    about = [["Établissement", "Collège d’ici"], ["Du", datetime.date(2026, 6, 1)]]
    WRITERS[suffix](path, ["nom"], [["PC-A"]], title="Essai", about=about)
    with zipfile.ZipFile(path) as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith("xml"))
    assert "À propos" in whole
    assert "Collège d’ici" in whole
    table = read_table(path, path.name)
    assert (table.headers, list(table.rows)) == (["nom"], [["PC-A"]])
