"""Reading XML from strangers as a stream: no DTD, no entity of their own, no network, no tree kept.

Real files lack their prolog, declare ISO-8859-1 where ISO-8859-15 is meant (« œ » exists in French), carry a
reference to an external DTD, and escape twice.
"""

import codecs
import html
import re
from collections.abc import Iterator
from datetime import date
from typing import IO

from lxml import etree

# The child that reads may open no file: encodings are loaded before.
for _name in ("utf-8", "utf-16", "iso-8859-15"):
    codecs.lookup(_name)
BLOCK = 1 << 20
HEAD = 4096
PROLOG = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# An internal subset of the DOCTYPE, the only place where a file may define entities of its own.
SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)
LATIN = {
    "iso-8859-1",
    "latin1",
    "latin-1",
    "iso8859-1",
    "iso-8859-15",
    "iso8859-15",
    "windows-1252",
    "cp1252",
}
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
ASIDE = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.DOTALL)
ESCAPED = re.compile(r"&(?:amp|apos|quot|lt|gt|#\d{1,6});")
FRENCH_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
TRUNCATED = "Ce fichier est coupé avant sa fin : demandez-le de nouveau, ou reprenez l’export."
DANGEROUS = (
    "Ce fichier définit des entités XML, ce qu’aucun export officiel ne fait : il n’est pas lu. "
    "Reprenez l’export depuis l’application d’origine."
)


class UnreadableFile(Exception):
    """The file cannot be read; `sentence` says what happened and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def head_of(source: IO[bytes]) -> bytes:
    """The first bytes, the stream put back at its start."""
    start = source.read(HEAD)
    source.seek(0)
    return start


def encoding_of(source: IO[bytes]) -> str | None:
    """The encoding to impose, or None to trust the file: its prolog, else UTF-8, else ISO-8859-15."""
    start = head_of(source)
    if start.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    if declared := PROLOG.match(start):
        encoding = declared[1].decode().lower()
        return "iso-8859-15" if encoding in LATIN else None
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := source.read(BLOCK):
            decoder.decode(block)
    except UnicodeDecodeError:
        return "iso-8859-15"
    finally:
        source.seek(0)
    return None


def events(source: IO[bytes], *tags: str) -> Iterator[tuple[str, etree._Element]]:
    """Pairs (event, element) of these elements as they end, and of comments; each is forgotten afterwards,
    unless it stands inside another that is wanted too. Raises UnreadableFile.
    """
    if SUBSET.search(head_of(source).replace(b"\0", b"")):  # in UTF-16 too
        raise UnreadableFile(DANGEROUS)
    parser = etree.iterparse(
        source,
        events=("end", "comment"),
        tag=tags,
        encoding=encoding_of(source),
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        for event, element in parser:
            yield event, element
            if event == "end" and not any(True for _ in element.iterancestors(*tags)):
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(_sentence(error, source)) from None


def elements(source: IO[bytes], *tags: str) -> Iterator[etree._Element]:
    """These elements as they end; see `events`."""
    return (element for event, element in events(source, *tags) if event == "end")


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def root_of(text: str) -> str:
    """The name of the first element, without its prefix; empty when there is none."""
    match = ROOT.match(ASIDE.sub("", text.lstrip("\ufeff")).lstrip())
    return match[1] if match else ""


def _is_cut(source: IO[bytes]) -> bool:
    """Does the file end before its first element does?"""
    source.seek(0)
    root = root_of(head_of(source).decode("utf-8", errors="replace"))
    source.seek(-min(source.seek(0, 2), HEAD), 2)
    end = source.read().rstrip()
    return re.search(rb"</(?:[\w.-]+:)?" + re.escape(root.encode()) + rb"\s*>$", end) is None


def _sentence(error: etree.XMLSyntaxError, source: IO[bytes]) -> str:
    if _is_cut(source):
        return TRUNCATED
    return (
        f"Ce fichier est abîmé à la ligne {error.lineno or 1} : il n’est pas lu. Reprenez l’export, "
        "sans l’ouvrir dans un autre logiciel."
    )


def clean(text: str | None, most: int = 120) -> str:
    """The text without padding, escaped twice or not, NUL and controls aside; cut at `most` signs."""
    if not text:
        return ""
    if "&" in text and ESCAPED.search(text):
        text = html.unescape(text)
    if text.isalnum():
        return text[:most]
    return " ".join(text.split())[:most] if text.isprintable() else _printable(text)[:most]


def _printable(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def french_day(text: str) -> str:
    """« 31/12/1994 » as an ISO text; empty stays empty; ValueError when it is no day."""
    if not text:
        return ""
    match = FRENCH_DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    except ValueError:
        raise ValueError(text) from None


def iso_day(text: str) -> str:
    """An ISO day; empty stays empty; ValueError when it is no day."""
    return date.fromisoformat(text).isoformat() if text else ""
