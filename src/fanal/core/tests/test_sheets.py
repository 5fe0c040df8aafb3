"""Ordinary tables, as schools really send them, are read without losing or bending a cell."""

import datetime
import hashlib

import pytest

from fanal.core.sheets import LIMITS, Limits, UnreadableSheet, read_table

from .zoo import ods, ods_cell, ods_table, workbook_of, xlsx, xlsx_cells


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "announced"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1252", "cp1252"),
        ("iso8859-15", "iso8859-15"),
        ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-16-le", "utf-16-le"),
    ],
)
def test_encoding_and_separator_are_found(encoding, announced, separator):
    text = "\r\n".join(separator.join(row) for row in (["nom", "prix"], ["Lœuille", "12 €"], ["Noël", "3"]))
    table = read_table(text.encode(encoding), "liste.csv")
    assert list(table.rows) == [["Lœuille", "12 €"], ["Noël", "3"]]
    assert (table.headers, table.encoding, table.separator) == (["nom", "prix"], announced, separator)


def test_empty_lines_are_skipped_but_still_counted():
    table = read_table(b'\n\nnom;classe\n;\nA;3e\n\n"deux\nlignes";4e\nB;5e\n', "liste.csv")
    assert list(table.numbered()) == [(5, ["A", "3e"]), (7, ["deux\nlignes", "4e"]), (9, ["B", "5e"])]
    assert len(table) == 3


def test_a_table_may_be_iterated_twice_and_keeps_the_hash_of_its_source(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(b"a;b\n1;2\n")
    table = read_table(path, "liste.csv")
    assert list(table.rows) == list(table.rows) == [["1", "2"]]
    assert table.source_sha256 == hashlib.sha256(b"a;b\n1;2\n").hexdigest()


def test_ragged_rows_keep_every_cell():
    table = read_table(b"a;b\n1\n1;2;3;\n", "liste.csv")
    assert table.headers == ["a", "b", ""]
    assert list(table.rows) == [["1", "", ""], ["1", "2", "3"]]


def test_pasted_text_needs_no_file_name():
    table = read_table("Nom\tClasse\nÉlise\t3e".encode(), "")
    assert list(table.rows) == [["Élise", "3e"]]


def test_the_separator_line_of_excel_is_obeyed_and_counted():
    table = read_table(b"sep=|\na|b;c\n1|2;3\n", "liste.csv")
    assert list(table.numbered()) == [(3, ["1", "2;3"])]


def test_a_french_decimal_comma_is_not_a_separator():
    table = read_table("bâtiment;surface\nA;12,5\nB;9,75\n".encode(), "salles.csv")
    assert list(table.rows) == [["A", "12,5"], ["B", "9,75"]]


def test_stray_zeros_are_dropped_and_emoji_and_right_to_left_kept():
    table = read_table("nom\nA\0B 😀 שלום\n".encode(), "liste.csv")
    assert list(table.rows) == [["AB 😀 שלום"]]


def fill_with_every_type(workbook, sheet):
    day, moment, hour, hours = (
        workbook.add_format({"num_format": f}) for f in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "[h]:mm")
    )
    sheet.write_row(1, 0, ["entier", "décimal", "date", "moment", "heure", "durée", "oui", "texte", "erreur"])
    sheet.write_number(3, 0, 12)
    sheet.write_number(3, 1, 0.1)
    sheet.write_datetime(3, 2, datetime.datetime(2026, 9, 1), day)
    sheet.write_datetime(3, 3, datetime.datetime(2026, 9, 1, 8, 30), moment)
    sheet.write_datetime(3, 4, datetime.time(8, 30), hour)
    sheet.write_datetime(3, 5, datetime.timedelta(hours=30), hours)
    sheet.write_boolean(3, 6, True)
    sheet.write_string(3, 7, "0750001A\nligne")
    sheet.write_formula(3, 8, "=1/0", None, "#DIV/0!")
    sheet.merge_range(5, 0, 6, 1, "fusion")


def test_cells_of_a_workbook_become_plain_texts():
    table = read_table(workbook_of(fill_with_every_type), "classeur.xlsx")
    assert list(table.numbered()) == [
        (
            4,
            [
                "12",
                "0.1",
                "2026-09-01",
                "2026-09-01T08:30:00",
                "08:30:00",
                "30:00:00",
                "VRAI",
                "0750001A\nligne",
                "",
            ],
        ),
        (6, ["fusion"] + [""] * 8),
    ]
    assert table.sheet_names == [table.sheet] == ["Feuille"]


TYPED = (
    '<table:table-cell office:value-type="float" office:value="12"><text:p>12,00</text:p></table:table-cell>'
    '<table:table-cell office:value-type="date" office:date-value="2026-09-01T00:00:00"/>'
    '<table:table-cell office:value-type="time" office:time-value="PT08H30M00S"/>'
    '<table:table-cell office:value-type="boolean" office:boolean-value="false"/>'
    '<table:table-cell office:value-type="string"><office:annotation><text:p>n</text:p>'
    "</office:annotation>"
    '<text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p><text:p>e</text:p>'
    "</table:table-cell>"
)


def test_cells_of_an_ods_become_plain_texts_and_trailing_repetitions_cost_nothing():
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    table = read_table(
        ods(
            '<table:table table:name="F">'
            f'<table:table-row table:number-rows-repeated="2">{empty}</table:table-row>'
            f"<table:table-row>{''.join(map(ods_cell, 'abcde'))}</table:table-row>"
            f'<table:table-row table:number-rows-repeated="2">{TYPED}{empty}</table:table-row>'
            f'<table:table-row table:number-rows-repeated="1048570">{empty}</table:table-row></table:table>'
        ),
        "classeur.ods",
    )
    row = ["12", "2026-09-01", "08:30:00", "FAUX", "a  b\tc\nd\ne"]
    assert list(table.numbered()) == [(4, row), (5, row)]


def test_a_sheet_may_be_chosen_by_its_name():
    data = ods(ods_table([["a"], ["1"]], "Un") + ods_table([["b"], ["2"]], "Deux"))
    assert list(read_table(data, "c.ods", sheet="Deux").rows) == [["2"]]
    assert read_table(data, "c.ods").sheet_names == ["Un", "Deux"]
    with pytest.raises(UnreadableSheet, match="Un, Deux"):
        read_table(data, "c.ods", sheet="Trois")


HIDING = (
    '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="ta{rank}" '
    'style:family="table"><style:table-properties table:display="{display}"/></style:style>'
)


def test_the_first_sheet_of_an_ods_is_the_first_that_is_visible():
    """A hidden sheet of last year stands first; LibreOffice hides it by the style of its table."""
    styles = HIDING.format(rank=1, display="false") + HIDING.format(rank=2, display="true")
    sheets = ods_table([["a"], ["1"]], "Cachée") + ods_table([["b"], ["2"]], "Vue")
    for rank, name in enumerate(("Cachée", "Vue"), start=1):
        sheets = sheets.replace(f'"{name}"', f'"{name}" table:style-name="ta{rank}"')
    table = read_table(ods(sheets, styles=styles), "c.ods")
    assert (table.sheet, table.sheet_names, list(table.rows)) == ("Vue", ["Vue"], [["2"]])
    with pytest.raises(UnreadableSheet, match="aucune feuille visible"):
        read_table(ods(sheets.replace("ta2", "ta1"), styles=styles), "c.ods")


def test_a_row_far_below_keeps_its_line_number():
    table = read_table(xlsx(xlsx_cells(("B2", "nom"), ("B9", "A"))), "c.xlsx")
    assert list(table.numbered()) == [(9, ["A"])]


@pytest.mark.parametrize(
    ("data", "limits", "words"),
    [
        pytest.param(b"a;b\n1;2\n3;4\n", Limits(rows=1), "1 lignes", id="rows"),
        pytest.param(b"a;b;c\n1;2;3\n", Limits(columns=2), "La ligne 1 a 3 colonnes", id="columns"),
        pytest.param(b"a\n" + b"x" * 50, Limits(cell_characters=20), "ligne 2", id="characters in a cell"),
        pytest.param(b"a\n" * 600_000, Limits(file_bytes=1024 * 1024), "1 Mo", id="bytes"),
        pytest.param(b'a;b\n1;"2\n3;4\n', LIMITS, "La ligne 2 n’est pas lisible", id="quote never closed"),
        pytest.param(b"  \n;;\n", LIMITS, "aucune ligne", id="nothing but blanks"),
        pytest.param(b"", LIMITS, "est vide", id="no byte"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(data, limits, words):
    with pytest.raises(UnreadableSheet, match=words):
        read_table(data, "liste.csv", limits=limits)


def test_a_cell_that_is_too_long_is_not_said_to_be_a_quotation_mark():
    """Python's reader gives up with one error for both."""
    with pytest.raises(UnreadableSheet, match="Une cellule de la ligne 2 dépasse 100000 caractères"):
        read_table(b"a;b\n1;" + b"x" * 100_002, "c.csv")
    with pytest.raises(UnreadableSheet, match="guillemet y est ouvert"):
        read_table(b'a;b\n1;"x"y\n', "c.csv")
