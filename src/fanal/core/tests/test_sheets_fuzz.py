"""Whatever the bytes: a table, or a sentence; never another exception, never a lost line."""

import io
import json
import random
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanal.core.sandbox.parent import Declined
from fanal.core.sheets import LIMITS, UnreadableSheet, read_table, worker
from fanal.core.sheets.table import TRAILER

from .zoo import ods, ods_table, workbook_of, xlsx, xlsx_cells

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso8859-15", "mac-roman", "cp850")
CELLS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\"';,\t|\n\r\0=+-@ \u00a0é€œ😀\u202eשل"),
    max_size=12,
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8)
LINES = {"a": ["nom", "classe"], "b": ["Élise", "3e\nB"], "c": ["Noël", "4e"]}


def read_here(data: bytes, kind: str) -> int:
    """What the child does, in this process for speed; the number of rows. Declined is the only exception."""
    out = io.BytesIO()
    worker.read(data, out, {"kind": kind, "sheet": "", "limits": asdict(LIMITS)})
    answer = out.getvalue()
    return json.loads(answer[int(answer[-TRAILER:]) : -TRAILER])["rows"]


def damage(data: bytes, draw: random.Random) -> bytes:
    """Flip, cut, repeat, insert: one to eight times."""
    broken = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        place = draw.randrange(len(broken) or 1)
        match draw.randrange(4):
            case 0 if broken:
                broken[place] = draw.randrange(256)
            case 1:
                del broken[place : place + draw.randint(1, 40)]
            case 2:
                broken[place:place] = broken[place : place + 20] * draw.randint(1, 5)
            case _:
                broken[place:place] = draw.choice(
                    [b"\0", b'"', b";", b"\xff\xfe", b"<!DOCTYPE", b"\r", b"&a;"]
                )
    return bytes(broken)


@settings(max_examples=400)
@given(
    rows=ROWS, encoding=st.sampled_from(ENCODINGS), separator=st.sampled_from(";,\t|"), quoted=st.booleans()
)
def test_any_text_gives_a_table_or_a_sentence(rows, encoding, separator, quoted):
    mark = '"' if quoted else ""
    text = "\n".join(separator.join(f"{mark}{cell}{mark}" for cell in row) for row in rows)
    try:
        read_here(text.encode(encoding, errors="ignore"), "csv")
    except Declined as refusal:
        assert refusal.sentence.endswith(".")


@settings(max_examples=300)
@given(data=st.binary(max_size=400), kind=st.sampled_from(["csv", "xlsx", "ods"]))
def test_any_bytes_give_a_table_or_a_sentence(data, kind):
    try:
        read_here(data, kind)
    except Declined as refusal:
        assert refusal.sentence.endswith(".")


def originals() -> dict[str, bytes]:
    rows = list(LINES.values())
    return {
        "csv": "\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode(),
        "xlsx": workbook_of(lambda _book, sheet: [sheet.write_row(n, 0, row) for n, row in enumerate(rows)]),
        "ods": ods(ods_table(rows)),
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_damaged_files_give_a_table_or_a_sentence(kind):
    draw, original = random.Random(20261125), originals()[kind]
    for _ in range(400):
        try:
            read_here(damage(original, draw), kind)
        except Declined as refusal:
            assert refusal.sentence.endswith(".")


def test_damaged_xml_in_a_sound_archive_gives_a_table_or_a_sentence():
    draw = random.Random(20261126)
    sheet, tables = xlsx_cells(("A1", "nom"), ("B2", "A")), ods_table(list(LINES.values()))
    for _ in range(150):
        for kind, data in (
            ("xlsx", xlsx(damage(sheet.encode(), draw).decode(errors="replace"))),
            ("ods", ods(damage(tables.encode(), draw).decode(errors="replace"))),
        ):
            try:
                read_here(data, kind)
            except Declined as refusal:
                assert refusal.sentence.endswith(".")


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    data=st.binary(max_size=2000),
    name=st.text(max_size=20) | st.sampled_from(["a.csv", "a.xlsx", "a.ods", ""]),
)
def test_through_the_child_too_only_sentences_come_back(data, name):
    try:
        read_table(data, name)
    except UnreadableSheet as refusal:
        assert refusal.sentence.endswith(".")


@settings(max_examples=200)
@given(rows=st.lists(st.booleans(), min_size=1, max_size=30))
def test_every_filled_line_comes_out_and_no_other(rows):
    text = "nom;classe\n" + "".join("A;3e\n" if filled else ";\n" for filled in rows)
    assert read_here(text.encode(), "csv") == sum(rows)
