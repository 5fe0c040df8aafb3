"""A zoo of hostile spreadsheets: each is refused by a sentence and costs the server nothing."""

import struct
import time
from collections.abc import Callable

import psutil
import pytest

from fanal.core.sheets import UnreadableSheet, read_table

from .zoo import (
    BILLION_LAUGHS,
    EXTERNAL_ENTITY,
    ods,
    ods_bomb,
    ods_table,
    xlsx,
    xlsx_cells,
    xlsx_of_long_strings,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIMPLE = xlsx_cells(("A1", "nom"), ("A2", "A"))
ENCRYPTED_ODS = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'


def lying_about_its_size() -> bytes:
    """A ZIP whose directory announces ten bytes for a part of 30 MB."""
    data = bytearray(xlsx(SIMPLE, xl__media__x="y" * 30_000_000))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.rfind(signature)
        data[place + offset : place + offset + 4] = struct.pack("<I", 10)
    return bytes(data)


ZOO: dict[str, tuple[Callable[[], bytes], str]] = {
    "ods whose repetitions announce twenty million cells.ods": (ods_bomb, "colonnes|trop de place"),
    "ods repeating one narrow row.ods": (
        lambda: ods(
            '<table:table table:name="F"><table:table-row table:number-rows-repeated="999999999">'
            "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "trop de place",
    ),
    "300 000 rows of one kilobyte.xlsx": (xlsx_of_long_strings, "trop de place"),
    "zip bomb.xlsx": (lambda: xlsx(SIMPLE, xl__media__x=b"\0" * 50_000_000), "trop de place"),
    "too many parts.xlsx": (lambda: xlsx(SIMPLE, **{f"p{n}": "" for n in range(1200)}), "endommagé"),
    "sizes that lie.xlsx": (lying_about_its_size, "endommagé|trop de place"),
    "one cell at the far corner.xlsx": (
        lambda: xlsx(xlsx_cells(("A1", "nom"), ("XFD1048576", "A"))),
        "trop de place",
    ),
    "billion laughs.xlsx": (lambda: xlsx(SIMPLE, prolog=BILLION_LAUGHS), "DTD"),
    "billion laughs.ods": (lambda: ods(ods_table([["a"], ["1"]]), prolog=BILLION_LAUGHS), "DTD"),
    "external entity.xlsx": (lambda: xlsx(SIMPLE, prolog=EXTERNAL_ENTITY), "DTD"),
    "external entity in utf-16.xlsx": (
        lambda: xlsx(SIMPLE, **{"xl/theme.xml": f"{EXTERNAL_ENTITY}<a/>".encode("utf-16")}),
        "DTD",
    ),
    "macros.xlsm": (lambda: xlsx(SIMPLE), "macros"),
    "macros.xlsx": (lambda: xlsx(SIMPLE, **{"xl/vbaProject.bin": b"x"}), "macros"),
    "macros.ods": (
        lambda: ods(ods_table([["a"]]), **{"Basic/script-lc.xml": b"<library/>"}),
        "macros",
    ),
    "password.xlsx": (lambda: OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "password.ods": (lambda: ods(ods_table([["a"]]), manifest=ENCRYPTED_ODS), "mot de passe"),
    "old format.xls": (lambda: OLE + b"\0" * 500, "ancien format"),
    "web page.xls": (lambda: b"<html><table><tr><td>a</td></tr></table></html>", "page web"),
    "text called workbook.xlsx": (lambda: b"nom;classe\nA;3e\n", "n’annonce pas"),
    "workbook called text.csv": (lambda: xlsx(SIMPLE), "n’annonce pas"),
    "archive.xlsx": (lambda: zipped({"a.txt": "a"}), "archive"),
    "program.csv": (lambda: b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" * 8, "programme"),
    "half a workbook.xlsx": (lambda: xlsx(SIMPLE)[:900], "endommagé|archive"),
    "half a document.ods": (lambda: ods(ods_table([["a"], ["1"]]))[:-60], "endommagé"),
    "malformed xml.ods": (lambda: ods("<table:table>"), "endommagé"),
    "no content.ods": (
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "endommagé",
    ),
    "a million columns.csv": (lambda: b";".join([b"a"] * 1_000_000), "colonnes"),
    "bytes of no encoding.csv": (lambda: "é;è\n".encode("cp1252") * 20 + b"\x81\x8d", "pas lisible"),
}


@pytest.mark.parametrize("name", ZOO)
def test_a_hostile_table_is_refused_by_a_sentence_and_costs_the_server_nothing(name):
    build, words = ZOO[name]
    data = build()
    process, started = psutil.Process(), time.monotonic()
    before = process.memory_info().rss
    with pytest.raises(UnreadableSheet, match=words) as refusal:
        read_table(data, name)
    assert process.memory_info().rss - before < 50 * 1024**2
    assert time.monotonic() - started < 10
    assert refusal.value.sentence.endswith(".")
