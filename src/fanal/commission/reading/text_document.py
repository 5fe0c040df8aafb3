"""A paper as OpenDocument text (ODF 1.3), to be changed in LibreOffice: the smallest file that is one.

The same data as the PDF: title, facts, sections of paragraphs and of a table. Every text is typed as text.
The same data give the same bytes: entries bear no date of their own.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from lxml import etree

MIME = "application/vnd.oasis.opendocument.text"
OFFICE, TABLE, TEXT, STYLE, FO = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for name in ("office", "table", "text", "style", "xsl-fo-compatible")
)
SPACES = {"office": OFFICE, "table": TABLE, "text": TEXT, "style": STYLE, "fo": FO}
DAY = (1980, 1, 1, 0, 0, 0)
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
STYLES = f"""<office:automatic-styles
 xmlns:office="{OFFICE}" xmlns:style="{STYLE}" xmlns:fo="{FO}">
<style:style style:name="Titre" style:family="paragraph">
<style:paragraph-properties fo:margin-bottom="0.4cm"/>
<style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Partie" style:family="paragraph">
<style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.2cm"/>
<style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Gras" style:family="paragraph">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Case" style:family="table-cell">
<style:table-cell-properties fo:border="0.5pt solid #999999" fo:padding="0.1cm"/></style:style>
</office:automatic-styles>"""


def _q(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _clean(text: str) -> str:
    """What XML 1.0 may hold."""
    return "".join(sign for sign in text if sign in "\t\n" or sign >= " ")


class _Body:
    """The parts of a text, one after the other."""

    def __init__(self, root: Any) -> None:
        self.root = root

    def heading(self, text: str, level: int, style: str) -> None:
        attributes = {_q(TEXT, "outline-level"): str(level), _q(TEXT, "style-name"): style}
        etree.SubElement(self.root, _q(TEXT, "h"), attributes).text = _clean(text)

    def paragraph(self, text: str, style: str = "") -> None:
        attributes = {_q(TEXT, "style-name"): style} if style else {}
        etree.SubElement(self.root, _q(TEXT, "p"), attributes).text = _clean(text)

    def table(self, name: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        table = etree.SubElement(self.root, _q(TABLE, "table"), {_q(TABLE, "name"): name})
        columns = {_q(TABLE, "number-columns-repeated"): str(len(head))}
        etree.SubElement(table, _q(TABLE, "table-column"), columns)
        self._row(etree.SubElement(table, _q(TABLE, "table-header-rows")), head, "Gras")
        for row in rows:
            self._row(table, row, "")

    def _row(self, table: Any, cells: Sequence[str], style: str) -> None:
        row = etree.SubElement(table, _q(TABLE, "table-row"))
        for text in cells:
            kind = {_q(OFFICE, "value-type"): "string", _q(TABLE, "style-name"): "Case"}
            _Body(etree.SubElement(row, _q(TABLE, "table-cell"), kind)).paragraph(text, style)


def write_odt(data: dict[str, Any]) -> bytes:
    """The bytes of the text; `data` is what the PDF is drawn from."""
    root = etree.Element(_q(OFFICE, "document-content"), {_q(OFFICE, "version"): "1.3"}, nsmap=SPACES)
    root.append(etree.fromstring(STYLES))
    text = etree.SubElement(etree.SubElement(root, _q(OFFICE, "body")), _q(OFFICE, "text"))
    _fill(_Body(text), data)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, packing in (
            ("mimetype", MIME.encode(), zipfile.ZIP_STORED),  # first, and bare: that is how it is known
            ("META-INF/manifest.xml", MANIFEST.encode(), zipfile.ZIP_DEFLATED),
            (
                "content.xml",
                etree.tostring(root, xml_declaration=True, encoding="UTF-8"),
                zipfile.ZIP_DEFLATED,
            ),
        ):
            archive.writestr(zipfile.ZipInfo(name, DAY), content, packing)
    return kept.getvalue()


def _fill(body: _Body, data: dict[str, Any]) -> None:
    letterhead = data["letterhead"]
    body.paragraph(letterhead["name"], "Gras")
    for line in [*letterhead["lines"], *letterhead["bodies"], letterhead["number"]]:
        body.paragraph(line)
    body.heading(data["title"], 1, "Titre")
    for label, value in data["facts"]:
        body.paragraph(f"{label} : {value}")
    for rank, part in enumerate(data["sections"], 1):
        body.heading(part["title"], 2, "Partie")
        for words in part["paragraphs"]:
            body.paragraph(words)
        if part["rows"]:
            body.table(f"Tableau {rank}", part["head"], part["rows"])
    name, quality = data["signer"]
    for line in filter(None, (quality, name)):
        body.paragraph(line, "Gras")
