"""What does a mail say? Read by the standard library, under limits, without ever failing.

Limits: 25 MB, 200 parts, 20 levels, 256 kB of headers. Beyond them the mail is kept with a sentence that says
why it was not read. RFC 5322, 2045–2047; no charset, header or structure found in the wild may raise.
The structure is parsed with `compat32`: the newer header parser is quadratic (measured: 0.8 s for one header
of 80 kB, nothing here), so headers stay raw and are cut before `words.decode_header` reads them.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import policy
from email.message import Message
from email.utils import getaddresses

from fanal.core.mail.automatic import Origin, origin_of
from fanal.core.mail.quoting import new_text
from fanal.core.mail.words import clean_text, decode_bytes, decode_header, text_of_html, tidy

MAX_BYTES = 25 * 1024 * 1024
MAX_PARTS = 200
MAX_LEVELS = 20
MAX_HEADERS = 256 * 1024
MAX_HEADER = 16 * 1024
MAX_TEXT = 200_000
RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-forwarded-to")
RESULTS = "authentication-results"
UNREADABLE = "Ce message est mal formé : il est gardé, mais n’a pas pu être lu."
ADDRESS = re.compile(r"[^\s<>,;\"@]+@[^\s<>,;\"@]+")


@dataclass(frozen=True)
class Letter:
    """A mail once read. `refusal` says why its content was not, when it was not."""

    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    results: tuple[str, ...] = ()  # Authentication-Results, the topmost first
    subject: str = ""
    text: str = ""
    whole_text: str = ""
    attachments: tuple[dict[str, object], ...] = ()
    origin: Origin = field(default_factory=Origin)
    refusal: str = ""


class _Limits(Exception):
    """The structure is larger than any honest mail."""


def header_block(raw: bytes) -> bytes:
    end = re.search(rb"\r?\n\r?\n", raw[: MAX_HEADERS + 4])
    return raw[: end.end()] if end else raw[:MAX_HEADERS]


def _headers(message: Message) -> dict[str, str]:
    """Raw values by lower-case name, the first of each; long ones cut before anything parses them."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), str(value)[:MAX_HEADER])
    return found


def _address(value: str) -> tuple[str, str]:
    """(name, address) of the first mailbox of a From header."""
    try:
        pairs = getaddresses([value.encode("ascii", "replace").decode("ascii")], strict=False)
    except (ValueError, IndexError):
        pairs = []
    address = next((address for _, address in pairs if "@" in address), "")
    found = ADDRESS.search(value)
    address = (address or (found[0] if found else "")).strip().lower()[:254]
    address = address if address.isprintable() else ""  # a NUL, or bytes of no charset: nobody's
    name = decode_header(value.split("<")[0].strip().strip('"')) if "<" in value else ""
    return name[:120], address


def _walk(message: Message, level: int = 0) -> Iterator[Message]:
    if level > MAX_LEVELS:
        raise _Limits
    yield message
    if message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _walk(part, level + 1)


def _parts(message: Message) -> list[Message]:
    parts = []
    for part in _walk(message):
        parts.append(part)
        if len(parts) > MAX_PARTS:
            raise _Limits
    return parts


def _raw_header(part: Message, name: str) -> str:
    return next((str(value)[:MAX_HEADER] for key, value in part.raw_items() if key.lower() == name), "")


def _parameter(value: str, name: str) -> str:
    found = re.search(rf"{name}\*?\d*\*?=\s*(?:\"([^\"]*)\"|([^;\s]*))", value, re.IGNORECASE)
    return (found[1] or found[2] or "") if found else ""


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = _parameter(_raw_header(part, "content-type"), "charset")
    return decode_bytes(raw[: MAX_TEXT * 4], charset)[:MAX_TEXT]


def _is_attached(part: Message) -> bool:
    disposition = _raw_header(part, "content-disposition")
    return disposition.lower().startswith("attachment") or bool(_parameter(disposition, "filename"))


def _text(parts: list[Message]) -> str:
    """The plain text if there is one, else the HTML's."""
    for kind, read in (("text/plain", clean_text), ("text/html", text_of_html)):
        texts = [read(_content(p)) for p in parts if p.get_content_type() == kind and not _is_attached(p)]
        if found := "\n\n".join(filter(None, texts)):
            return found
    return ""


def _named(parts: list[Message]) -> Iterator[tuple[str, str, bytes]]:
    """(name, announced type, content) of each attached part."""
    for part in parts:
        if _is_attached(part) and not part.is_multipart():
            payload = part.get_payload(decode=True)
            name = decode_header(part.get_filename() or "") or "sans nom"
            yield name[:120], tidy(part.get_content_type()), payload if isinstance(payload, bytes) else b""


def _attachments(parts: list[Message]) -> tuple[dict[str, object], ...]:
    return tuple({"name": name, "type": kind, "size": len(data)} for name, kind, data in _named(parts))


def attached_files(raw: bytes) -> list[tuple[str, bytes]]:
    """(name, content) of each file joined to a mail that `read_letter` has read without refusing it."""
    parts = _parts(email.message_from_bytes(raw, policy=policy.compat32))
    return [(name, data) for name, _, data in _named(parts)]


def _read_headers(message: Message) -> Letter:
    """Who writes, to whom, about what: everything but the content."""
    headers = _headers(message)
    name, sender = _address(headers.get("from", ""))
    subject = decode_header(headers.get("subject", ""))[:200]
    content_type = message.get_content_type()
    return Letter(
        message_id=tidy(headers.get("message-id", "").encode("ascii", "replace").decode("ascii"))[:250],
        sender=sender,
        sender_name=name,
        recipients=tuple(str(v)[:MAX_HEADER] for k, v in message.raw_items() if k.lower() in RECIPIENTS),
        references=tuple(headers.get(name, "") for name in ("in-reply-to", "references")),
        results=tuple(str(v)[:MAX_HEADER] for k, v in message.raw_items() if k.lower() == RESULTS),
        subject=subject,
        origin=origin_of(headers, sender=sender, subject=subject, content_type=content_type),
    )


def too_large(size: int) -> str:
    return f"Ce message pèse {size / 1024 / 1024:.0f} Mo ; la limite est de {MAX_BYTES // 1024 // 1024} Mo."


def _structure_refusal(raw: bytes, size: int) -> str:
    # Before any parser: nested parts cost it far more than they weigh.
    if size > MAX_BYTES:
        return too_large(size)
    lowered = raw.lower()
    if lowered.count(b"content-type:") > MAX_PARTS or lowered.count(b"boundary=") > MAX_PARTS:
        return f"Ce message a plus de {MAX_PARTS} parties : il est gardé, mais n’a pas été lu."
    return ""


def read_letter(raw: bytes, size: int | None = None) -> Letter:
    """Read a mail. `size` is its true size when `raw` holds only its headers. Never raises."""
    refusal = _structure_refusal(raw, len(raw) if size is None else size)
    told = Letter()
    try:
        told = _read_headers(email.message_from_bytes(header_block(raw), policy=policy.compat32))
        if refusal:
            return replace(told, refusal=refusal)
        parts = _parts(email.message_from_bytes(raw, policy=policy.compat32))
        whole = _text(parts)
        return replace(told, text=new_text(whole), whole_text=whole, attachments=_attachments(parts))
    except _Limits:
        return replace(told, refusal=f"Ce message a plus de {MAX_PARTS} parties ou {MAX_LEVELS} niveaux.")
    except Exception:  # noqa: BLE001 - bytes from anyone, through a large parser: whatever it raises, keep the mail
        return replace(told, refusal=refusal or UNREADABLE)
