"""How does a text leave Fanal so that people may rework it? As the smallest OpenDocument text (ODF 1.3).

Headings, paragraphs, items and tables, in styles that LibreOffice and Word name in French. The same parts
give the same bytes: no date of today in it, and every entry of the archive bears the same one.
"""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from fanal.core.sheets.cells import as_text

MIME = "application/vnd.oasis.opendocument.text"
MADE_AT = (2026, 1, 1, 0, 0, 0)  # of each entry, whatever the day: equal parts, equal bytes
SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"
    for name, uri in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
    )
} | {"dc": "http://purl.org/dc/elements/1.1/"}
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
BOLD, ITALIC, BOTH = "bold", "italic", "bold-italic"

Run = tuple[str, bool, bool]  # words, bold, italic


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]

    @classmethod
    def plain(cls, text: str) -> "Paragraph":
        return cls(((text, False, False),))


@dataclass(frozen=True)
class ListItem:
    """One item of a list: its bullet or its number (none where an item goes on), how deep it lies, from 1."""

    runs: tuple[Run, ...]
    mark: str = "•"
    depth: int = 1


@dataclass(frozen=True)
class TextTable:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Paragraph | ListItem | TextTable


def _q(space: str, name: str) -> str:
    return f"{{{SPACES[space]}}}{name}"


def write_odt(parts: Iterable[Part], *, title: str) -> bytes:
    """The file of these parts, one after the other."""
    root, body = _root("document-content")
    text = etree.SubElement(body, _q("office", "text"))
    for number, part in enumerate(parts, start=1):
        _write(text, part, number)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        _keep(archive, "mimetype", MIME.encode(), zipfile.ZIP_STORED)  # first, and bare
        _keep(archive, "META-INF/manifest.xml", MANIFEST.encode())
        _keep(archive, "meta.xml", _meta(title))
        _keep(archive, "styles.xml", _styles())
        _keep(archive, "content.xml", _bytes(root))
    return file.getvalue()


def _keep(
    archive: zipfile.ZipFile, name: str, content: bytes, compression: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, MADE_AT)
    entry.compress_type = compression
    entry.create_system = 3  # the same on every machine
    archive.writestr(entry, content)


def _bytes(root: Any) -> bytes:
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def _root(name: str) -> tuple[Any, Any]:
    root = etree.Element(_q("office", name), {_q("office", "version"): "1.3"}, nsmap=SPACES)
    styles = etree.SubElement(root, _q("office", "automatic-styles"))
    for code, is_bold, is_italic in ((BOLD, True, False), (ITALIC, False, True), (BOTH, True, True)):
        looks = {_q("fo", "font-weight"): "bold"} if is_bold else {}
        looks |= {_q("fo", "font-style"): "italic"} if is_italic else {}
        style = etree.SubElement(
            styles, _q("style", "style"), {_q("style", "name"): code, _q("style", "family"): "text"}
        )
        etree.SubElement(style, _q("style", "text-properties"), looks)
    return root, etree.SubElement(root, _q("office", "body"))


def _write(text: Any, part: Part, number: int) -> None:
    match part:
        case Heading(level, words):
            about = {_q("text", "style-name"): f"Heading_{level}", _q("text", "outline-level"): str(level)}
            etree.SubElement(text, _q("text", "h"), about).text = as_text(words)
        case Paragraph(runs):
            _runs(etree.SubElement(text, _q("text", "p"), {_q("text", "style-name"): "Standard"}), runs)
        case ListItem(runs, mark, depth):
            style = LISTS[min(depth, len(LISTS)) - 1]
            item = etree.SubElement(text, _q("text", "p"), {_q("text", "style-name"): style})
            _runs(item, ((f"{mark} ", False, False), *runs) if mark else runs)
        case TextTable():
            _table(text, part, number)


def _runs(paragraph: Any, runs: Iterable[Run]) -> None:
    for words, is_bold, is_italic in runs:
        style = {(True, True): BOTH, (True, False): BOLD, (False, True): ITALIC}.get((is_bold, is_italic))
        for rank, line in enumerate(as_text(words).split("\n")):
            if rank:
                etree.SubElement(paragraph, _q("text", "line-break"))
            span = etree.SubElement(
                paragraph, _q("text", "span"), {_q("text", "style-name"): style} if style else {}
            )
            span.text = line


def _table(text: Any, table: TextTable, number: int) -> None:
    element = etree.SubElement(text, _q("table", "table"), {_q("table", "name"): f"Tableau {number}"})
    for _ in table.head:
        etree.SubElement(element, _q("table", "table-column"))
    head = etree.SubElement(element, _q("table", "table-header-rows"))
    _row(head, table.head, "Table_Heading")
    for row in table.rows:
        _row(element, row, "Table_Contents")


def _row(parent: Any, cells: Iterable[str], style: str) -> None:
    row = etree.SubElement(parent, _q("table", "table-row"))
    for words in cells:
        cell = etree.SubElement(row, _q("table", "table-cell"), {_q("office", "value-type"): "string"})
        paragraph = etree.SubElement(cell, _q("text", "p"), {_q("text", "style-name"): style})
        paragraph.text = as_text(words)


def _meta(title: str) -> bytes:
    root = etree.Element(_q("office", "document-meta"), {_q("office", "version"): "1.3"}, nsmap=SPACES)
    meta = etree.SubElement(root, _q("office", "meta"))
    etree.SubElement(meta, _q("dc", "title")).text = as_text(title)
    etree.SubElement(meta, _q("dc", "language")).text = "fr-FR"
    return _bytes(root)


# Name, name as it is shown, size, weight.
LISTS = ("List", "List_2", "List_3", "List_4")  # an item of a list stands a step to the right of its own
STYLES = (
    ("Standard", "Standard", "10.5pt", ""),
    ("List", "Liste", "10.5pt", ""),
    ("List_2", "Liste 2", "10.5pt", ""),
    ("List_3", "Liste 3", "10.5pt", ""),
    ("List_4", "Liste 4", "10.5pt", ""),
    ("Heading_1", "Titre 1", "18pt", "bold"),
    ("Heading_2", "Titre 2", "14pt", "bold"),
    ("Heading_3", "Titre 3", "12pt", "bold"),
    ("Table_Contents", "Contenu de tableau", "9.5pt", ""),
    ("Table_Heading", "Titre de tableau", "9.5pt", "bold"),
)


def _styles() -> bytes:
    root = etree.Element(_q("office", "document-styles"), {_q("office", "version"): "1.3"}, nsmap=SPACES)
    styles = etree.SubElement(root, _q("office", "styles"))
    for rank, (code, shown, size, weight) in enumerate(STYLES):
        about = {
            _q("style", "name"): code,
            _q("style", "display-name"): shown,
            _q("style", "family"): "paragraph",
        }
        if rank:
            about[_q("style", "parent-style-name")] = "Standard"
        style = etree.SubElement(styles, _q("style", "style"), about)
        space = {_q("fo", "margin-top"): "0.1cm", _q("fo", "margin-bottom"): "0.2cm"}
        if code in LISTS[1:]:
            space[_q("fo", "margin-left")] = f"{LISTS.index(code) * 0.6:.1f}cm"
        etree.SubElement(style, _q("style", "paragraph-properties"), space)
        looks = {_q("fo", "font-size"): size, _q("fo", "language"): "fr", _q("fo", "country"): "FR"}
        looks |= {_q("fo", "font-weight"): weight} if weight else {}
        etree.SubElement(style, _q("style", "text-properties"), looks)
    return _bytes(root)
