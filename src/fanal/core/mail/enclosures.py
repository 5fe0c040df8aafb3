"""What came with a mail: its files, and the mails joined to it. Pure, and run only in the limited child.

A mail joined to another is kept as the file it was (.eml); its words are readable below those it came with,
through `DEEPEST` mails one inside the other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO

from fanal.core.mail.structure import (
    content_of,
    is_attached,
    is_message,
    message_in,
    parameter,
    parts_of,
    raw_header,
)
from fanal.core.mail.words import clean_text, decode_bytes, decode_header, text_of_html, tidy

MAX_TEXT = 200_000  # signs
MAX_JOINED_TEXT = 20_000  # signs of one joined mail
DEEPEST = 2
MESSAGE_TYPE = "message/rfc822"
WITHOUT_NAME, WITHOUT_SUBJECT = "sans nom", "sans objet"


@dataclass(frozen=True)
class Enclosure:
    """`kind` is what its sender announced: it proves nothing."""

    name: str
    kind: str
    content: bytes

    @property
    def is_message(self) -> bool:
        return self.kind == MESSAGE_TYPE


def _words_of(part: Message) -> str:
    charset = parameter(raw_header(part, "content-type"), "charset")
    return decode_bytes(content_of(part)[: MAX_TEXT * 4], charset)[:MAX_TEXT]


def text_of(parts: list[Message]) -> str:
    """The plain text if there is one, else the HTML's."""
    for kind, read in (("text/plain", clean_text), ("text/html", text_of_html)):
        written = (part for part in parts if part.get_content_type() == kind and not is_attached(part))
        if text := _until_full(read(_words_of(part)) for part in written):
            return text
    return ""


def _until_full(texts: Iterable[str]) -> str:
    """The texts one below the other, as long as there is room."""
    kept: list[str] = []
    room = MAX_TEXT
    for text in filter(None, texts):
        kept.append(text[:room])
        room -= len(text)
        if room <= 0:
            break
    return "\n\n".join(kept)


def _name_of(part: Message) -> str:
    """Its announced name, in whichever header and whichever encoding (RFC 2231, RFC 2047, or none)."""
    try:
        name = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
    except ValueError:  # the number of a continued parameter is none
        return ""
    if isinstance(name, tuple):
        charset, _, text = name
        return tidy(decode_bytes(text.encode("raw-unicode-escape"), charset or ""))[:120]
    return decode_header(name or "")[:120]


def _message_name(part: Message) -> str:
    name = _name_of(part) or decode_header(raw_header(message_in(part), "subject")) or WITHOUT_SUBJECT
    return name[:116] if name.lower().endswith(".eml") else f"{name[:116]}.eml"


def _message_bytes(part: Message) -> bytes:
    written = BytesIO()
    try:
        BytesGenerator(written, mangle_from_=False).flatten(message_in(part))
        return written.getvalue()
    except (ValueError, LookupError, AttributeError, TypeError):
        return b""  # what no generator writes again; the mail it came with is kept whole


def enclosures_of(parts: list[Message]) -> Iterator[Enclosure]:
    for part in parts:
        if is_message(part):
            yield Enclosure(_message_name(part), MESSAGE_TYPE, _message_bytes(part))
        elif is_attached(part) and not part.is_multipart():
            yield Enclosure(_name_of(part) or WITHOUT_NAME, tidy(part.get_content_type()), content_of(part))


def joined_texts(parts: list[Message], level: int = 1) -> Iterator[str]:
    """The words of each joined mail, under a line that says which one it is."""
    for part in parts if level <= DEEPEST else []:
        if is_message(part):
            inside = message_in(part)
            subject = decode_header(raw_header(inside, "subject")) or WITHOUT_SUBJECT
            sender = decode_header(raw_header(inside, "from"))
            below = parts_of(inside)
            text = "\n\n".join(filter(None, [text_of(below), *joined_texts(below, level + 1)]))
            yield f"[Message joint : « {subject[:200]} », de {sender[:200]}]\n\n{text[:MAX_JOINED_TEXT]}"
