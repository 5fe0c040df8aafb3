"""Which programs does a report tell? One line each: name, version, publisher, separated by tabs.

A large computer tells more than a thousand: they are read in one pass by libxslt, and kept as the text they
are. Bounds: 5 000 read, 2 000 kept, 120 signs a text.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from lxml import etree

MAX_READ = 5000
MAX_PROGRAMS = 2000
MAX_TEXT = 120
BETWEEN = "\t"
FIELDS = ("name", "version", "publisher")
# Tabs and line feeds in a value are spaces once `normalize-space` has read it.
_READ = etree.XSLT(
    etree.XML(f"""
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="utf-8"/>
  <xsl:template match="/">
    <xsl:for-each select="/REQUEST/CONTENT[1]/SOFTWARES[position() &lt;= {MAX_READ}]">
      <xsl:value-of select="normalize-space(NAME)"/><xsl:text>&#9;</xsl:text>
      <xsl:value-of select="normalize-space(VERSION)"/><xsl:text>&#9;</xsl:text>
      <xsl:value-of select="normalize-space(PUBLISHER)"/><xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>"""),
    access_control=etree.XSLTAccessControl.DENY_ALL,  # type: ignore[attr-defined]
)


def programs_of_xml(root: etree._Element) -> str:
    """The programs of a report in XML."""
    return kept(str(_READ(root)).split("\n"))


def programs_of_rows(rows: Iterable[Mapping[str, Any]], text: Any) -> str:
    """The programs of a report in JSON; `text` makes a clean text of any value."""
    return kept(BETWEEN.join(text(row.get(name)) for name in FIELDS) for row in rows)


def kept(lines: Iterable[str]) -> str:
    """Distinct lines in their order, clean and within their bounds."""
    unique_lines = dict.fromkeys(lines)
    if not _are_clean(unique_lines):
        unique_lines = dict.fromkeys(BETWEEN.join(map(_short, line.split(BETWEEN))) for line in unique_lines)
    for nothing in ("", BETWEEN * (len(FIELDS) - 1)):
        unique_lines.pop(nothing, None)
    return "\n".join(list(unique_lines)[:MAX_PROGRAMS])


def _are_clean(lines: Collection[str]) -> bool:
    """Nearly every report is: asked once for all its lines, because it is asked for every report."""
    return max(map(len, lines), default=0) <= MAX_TEXT and "".join(lines).replace(BETWEEN, "").isprintable()


def _short(value: str) -> str:
    visible = "".join(sign if sign.isprintable() else " " for sign in value)
    return " ".join(visible.split())[:MAX_TEXT]


def rows_of(programs: str) -> list[list[str]]:
    """Name, version and publisher of each, for a page."""
    return [line.split(BETWEEN) for line in programs.split("\n") if line]
