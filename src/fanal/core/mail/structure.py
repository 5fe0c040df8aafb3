"""Of which parts is a mail made, and what do their headers say? Under limits, whatever the bytes. Pure.

RFC 5322, 2045–2047. The standard library reads the parameters of each part's headers while it parses, in a
time that grows with the square of their length (measured in November 2026: minutes for a name of 1 MB of
« ; »): headers are cut before it reads any. The structure is parsed with `compat32`: the newer header parser
is quadratic too.
"""

import re
from collections.abc import Iterator
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from io import BytesIO

MAX_BYTES = 25 * 1024 * 1024
MAX_PARTS = 200
MAX_LEVELS = 20
MAX_HEADERS = 256 * 1024
MAX_HEADER = 16 * 1024
ATTACHED_MESSAGES = frozenset({"message/rfc822", "message/global"})


class LimitsExceeded(Exception):
    """The structure is larger than any honest mail's."""


class _ShortHeaders(Compat32):
    """Compat32, but a header is cut before anything reads it."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER]


SHORT_HEADERS = _ShortHeaders()


def header_block(raw: bytes) -> bytes:
    end = re.search(rb"\r?\n\r?\n", raw[: MAX_HEADERS + 4])
    return raw[: end.end()] if end else raw[:MAX_HEADERS]


def parse_headers(block: bytes) -> Message:
    return BytesParser(policy=SHORT_HEADERS).parsebytes(block, headersonly=True)


def has_too_many_parts(raw: bytes) -> bool:
    """Before any parser: nested parts cost it far more than they weigh."""
    lowered = raw.lower()
    return lowered.count(b"content-type:") > MAX_PARTS or lowered.count(b"boundary=") > MAX_PARTS


def parse(raw: bytes) -> Message:
    """Raises LimitsExceeded."""
    if has_too_many_parts(raw):
        raise LimitsExceeded
    return BytesParser(policy=SHORT_HEADERS).parsebytes(raw)


def written(message: Message) -> bytes:
    """A joined mail as a file; empty when no generator can write it again."""
    stream = BytesIO()
    try:
        BytesGenerator(stream, mangle_from_=False).flatten(message)
        return stream.getvalue()
    except (ValueError, LookupError, AttributeError, TypeError):
        return b""  # the mail it came with is kept whole


def raw_headers(message: Message) -> list[tuple[str, str]]:
    """(name in lower case, value as it stands) of each header."""
    return [(name.lower(), str(value)) for name, value in message.raw_items()]


def raw_header(part: Message, name: str) -> str:
    return next((value for header, value in raw_headers(part) if header == name), "")


def parameter(value: str, name: str) -> str:
    """One parameter of a structured header, as it stands."""
    match = re.search(rf"{name}\*?\d*\*?=\s*(?:\"([^\"]*)\"|([^;\s]*))", value, re.IGNORECASE)
    return (match[1] or match[2] or "") if match else ""


def _walk(message: Message, level: int = 0) -> Iterator[Message]:
    if level > MAX_LEVELS:
        raise LimitsExceeded
    yield message
    if not is_message(message):
        for part in below(message):
            yield from _walk(part, level + 1)


def below(part: Message) -> list[Message]:
    """The parts of which it is made; none when it is not made of parts."""
    inside = part.get_payload()
    return [piece for piece in inside if isinstance(piece, Message)] if isinstance(inside, list) else []


def parts_of(message: Message) -> list[Message]:
    """Its parts, itself first; a mail joined to it is one part, whose own parts are not given."""
    parts = []
    for part in _walk(message):
        parts.append(part)
        if len(parts) > MAX_PARTS:
            raise LimitsExceeded
    return parts


def is_message(part: Message) -> bool:
    """Whether this part is a whole mail, joined to the one it stands in."""
    return part.get_content_type() in ATTACHED_MESSAGES and part.is_multipart()


def message_in(part: Message) -> Message:
    """The mail that a part of `ATTACHED_MESSAGES` holds."""
    inside: list[Message] = part.get_payload()  # type: ignore[assignment]
    return inside[0]


def content_of(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def is_attached(part: Message) -> bool:
    disposition = raw_header(part, "content-disposition")
    return disposition.lower().startswith("attachment") or bool(parameter(disposition, "filename"))
