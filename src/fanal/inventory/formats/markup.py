"""How is the text of a report turned into sections, without trusting it?

No DTD, no entity, no network, no encoding but ours, a bounded number of nodes. Only the sections
named in SECTIONS are read: processes, environment, local users and groups, last users never leave
this file (`docs/domain/formats.md`, « Privacy of agents »).
"""

import json
from collections.abc import Mapping
from typing import Any

from lxml import etree

from fanal.inventory.formats.wire import BadReport

MAX_NODES = 400_000  # a real computer with 1 200 programs has about 10 000
MAX_COMMAS = 400_000
ENCODING_WHEN_NOT_UTF8 = "iso-8859-15"
SECTIONS = frozenset(
    {
        "accountinfo",
        "bios",
        "cpus",
        "hardware",
        "memories",
        "monitors",
        "networks",
        "operatingsystem",
        "printers",
        "softwares",
        "storages",
        "versionclient",
    }
)
TOO_MANY = "Le rapport contient trop d’éléments : il est refusé."

# Agents write the names of sections in capitals; the programs are read apart (`programs`).
_XML_SECTIONS = tuple(name.upper() for name in sorted(SECTIONS - {"softwares"}))

Section = Mapping[str, Any]
Content = dict[str, list[Section]]


def as_text(body: bytes) -> str:
    """UTF-16 by its mark, else UTF-8, else ISO-8859-15 (never -1: œ, €); the declaration is ignored."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode(ENCODING_WHEN_NOT_UTF8)


def _refuse_too_many(text: str, signs: str, limit: int) -> None:
    if sum(map(text.count, signs)) > limit:
        raise BadReport(TOO_MANY, 413)


def read_xml(text: str) -> etree._Element:
    """The root of a report in XML; a document with a DTD is refused before it is parsed."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadReport("Un rapport ne contient pas de DTD : il est refusé.")
    _refuse_too_many(text, "<=", MAX_NODES)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace").strip(b" \t\r\n\x00"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadReport("Le XML du rapport est mal formé.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadReport("Un rapport ne contient pas de DTD : il est refusé.")
    return root


def read_json(text: str) -> dict[str, Any]:
    """The object of a report in JSON."""
    _refuse_too_many(text, "[{", MAX_NODES)
    _refuse_too_many(text, ",", MAX_COMMAS)
    try:
        message = json.loads(text.strip(" \t\r\n\x00"))
    except (ValueError, RecursionError) as error:
        raise BadReport("Le JSON du rapport est mal formé.") from error
    if not isinstance(message, dict):
        raise BadReport("Le JSON du rapport n’est pas un objet.")
    return message


def child_text(element: etree._Element, tag: str) -> str:
    return element.findtext(tag) or ""


def sections_of_xml(content: etree._Element) -> Content:
    """Repeated sections become lists; keys in lower case, as in the JSON format. Programs are not here."""
    sections: Content = {}
    for section in content.iterchildren(*_XML_SECTIONS):
        row = {child.tag.lower(): child.text for child in section if isinstance(child.tag, str)}
        sections.setdefault(section.tag.lower(), []).append(row or {"": section.text})
    return sections


def sections_of_json(content: Mapping[str, Any]) -> Content:
    """A section is an object, a list of objects, or one text; anything else is dropped."""
    sections: Content = {}
    for name, value in content.items():
        if name in SECTIONS:
            rows = value if isinstance(value, list) else [value]
            sections[name] = [row if isinstance(row, dict) else {"": row} for row in rows]
    return sections
