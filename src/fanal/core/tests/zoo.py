"""Hostile and ordinary files, built here so that no sample is needed."""

import io
import zipfile
from collections.abc import Sequence
from string import ascii_uppercase as LETTERS
from xml.sax.saxutils import escape

import xlsxwriter
from PIL import Image

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?>{prolog}<office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    "<office:automatic-styles>{styles}</office:automatic-styles>"
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</m:manifest>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
EXTERNAL_ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP whose `mimetype` part, if any, is stored first and as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, method)
    return buffer.getvalue()


def ods(tables: str, *, prolog: str = "", styles: str = "", manifest: str = "", **more: bytes) -> bytes:
    parts: dict[str, bytes | str] = {
        "mimetype": ODS_TYPE,
        "content.xml": CONTENT.format(prolog=prolog, styles=styles, tables=tables),
        "META-INF/manifest.xml": MANIFEST.format(entries=manifest),
    }
    return zipped(parts | {name.replace("__", "/"): content for name, content in more.items()})


def ods_table(rows: Sequence[Sequence[str]], name: str = "Feuille") -> str:
    lines = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{lines}</table:table>'


def ods_cell(text: str) -> str:
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def ods_bomb() -> bytes:
    """A few hundred bytes that announce twenty million filled cells."""
    return ods(
        '<table:table table:name="F"><table:table-row table:number-rows-repeated="20000">'
        '<table:table-cell office:value-type="string" table:number-columns-repeated="1000">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    )


def xlsx(sheet: str | bytes, *, prolog: str = "", **more: bytes | str) -> bytes:
    """A workbook around the XML of its only sheet; `__` in the name of another part stands for `/`."""
    if isinstance(sheet, str):
        sheet = f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument'
        f'.spreadsheetml.{kind}+xml"/>'
        for part, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"))
    )
    workbook = f'<sheets><sheet name="F" sheetId="1" r:id="r1" xmlns:r="{DOCUMENT}"/></sheets>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": _relation(f"{DOCUMENT}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}">{workbook}</workbook>',
        "xl/_rels/workbook.xml.rels": _relation(f"{DOCUMENT}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return zipped(parts | {name.replace("__", "/"): content for name, content in more.items()})


def _relation(kind: str, target: str) -> str:
    link = f'<Relationship Id="r1" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'


def xlsx_cells(*cells: tuple[str, str]) -> str:
    """Inline text cells, one a row: (reference, text)."""
    rows = "".join(
        f'<row r="{ref.lstrip(LETTERS)}"><c r="{ref}" t="inlineStr"><is><t>{escape(text)}</t></is></c></row>'
        for ref, text in cells
    )
    return f"<sheetData>{rows}</sheetData>"


def xlsx_of_long_strings() -> bytes:
    """About 300 MB of text once unpacked: 300 000 rows that share strings of one kilobyte."""
    row = b'<row><c t="inlineStr"><is><t>' + b"x" * 1000 + b"</t></is></c></row>"
    opening = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    return xlsx(opening + row * 300_000 + b"</sheetData></worksheet>")


def workbook_of(fill: object) -> bytes:
    """A workbook by XlsxWriter; `fill(workbook, sheet)` writes in it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        fill(workbook, workbook.add_worksheet("Feuille"))  # type: ignore[operator]
    return buffer.getvalue()


def picture(kind: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(str(options.pop("mode", "RGB")), size, "red").save(buffer, kind, **options)
    return buffer.getvalue()
