"""What does a mail say? Read by the standard library, under limits, without ever failing.

Limits: 25 MB, 200 parts, 20 levels, 256 kB of headers, 16 kB for one of them. Beyond them the mail is kept
with a sentence that says why it was not read. No charset, header or structure found in the wild may raise.
Run in the limited child alone (`bounded`): a time limit stands behind all others.
"""

import re
from dataclasses import dataclass, field, replace
from email.message import Message
from email.utils import getaddresses

from fanal.core.mail.automatic import Origin, origin_of
from fanal.core.mail.enclosures import MAX_TEXT, WHOLE_TEXT, Enclosure, enclosures_of
from fanal.core.mail.mending import mend
from fanal.core.mail.quoting import new_text
from fanal.core.mail.structure import (
    MAX_BYTES,
    MAX_LEVELS,
    MAX_PARTS,
    LimitsExceeded,
    has_too_many_parts,
    header_block,
    parse,
    parse_headers,
    parts_of,
    raw_headers,
)
from fanal.core.mail.texts import joined_texts, text_of
from fanal.core.mail.words import decode_header, tidy

RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-forwarded-to")
RESULTS = "authentication-results"
UNREADABLE = "Ce message est mal formé : il est gardé, mais n’a pas pu être lu."
TOO_LONG = "Ce message est trop long à lire : il est gardé, mais son contenu n’a pas été lu."
TEXT_GOES_ON = f"Ce message est très long : sa suite est dans la pièce jointe « {WHOLE_TEXT} »."
JOINED_GO_ON = "Les messages joints sont très longs : leur suite est dans les pièces jointes."
WITHOUT_TEXT = "Ce message n’a pas de texte : il ne contient que des pièces jointes."
ADDRESS = re.compile(r"[^\s<>,;\"@]+@[^\s<>,;\"@]+")


@dataclass(frozen=True)
class ParsedMail:
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


def _first_of_each(message: Message) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in raw_headers(message):
        headers.setdefault(name, value)
    return headers


def _address(value: str) -> tuple[str, str]:
    """(name, address) of the first mailbox of a From header."""
    try:
        pairs = getaddresses([value.encode("ascii", "replace").decode("ascii")], strict=False)
    except (ValueError, IndexError):
        pairs = []
    address = next((address for _, address in pairs if "@" in address), "")
    match = ADDRESS.search(value)
    address = (address or (match[0] if match else "")).strip().lower()[:254]
    address = address if address.isprintable() else ""  # a NUL, or bytes of no charset: nobody's
    name = decode_header(value.split("<")[0].strip().strip('"')) if "<" in value else ""
    return name[:120], address


def attached_files(raw: bytes) -> list[Enclosure]:
    """Each file or mail joined to a mail that `read_letter` has read without refusing it."""
    message = parse(raw)
    mend(message)
    return list(enclosures_of(parts_of(message), text_of(message)))


def _read_headers(message: Message) -> ParsedMail:
    """Who writes, to whom, about what: everything but the content."""
    headers = _first_of_each(message)
    name, sender = _address(headers.get("from", ""))
    subject = decode_header(headers.get("subject", ""))[:200]
    content_type = message.get_content_type()
    return ParsedMail(
        message_id=tidy(headers.get("message-id", "").encode("ascii", "replace").decode("ascii"))[:250],
        sender=sender,
        sender_name=name,
        recipients=tuple(value for header, value in raw_headers(message) if header in RECIPIENTS),
        references=tuple(headers.get(name, "") for name in ("in-reply-to", "references")),
        results=tuple(value for header, value in raw_headers(message) if header == RESULTS),
        subject=subject,
        origin=origin_of(headers, sender=sender, subject=subject, content_type=content_type),
    )


def too_large(size: int) -> str:
    return f"Ce message pèse {size / 1024 / 1024:.0f} Mo ; la limite est de {MAX_BYTES // 1024 // 1024} Mo."


def _structure_refusal(raw: bytes, size: int) -> str:
    if size > MAX_BYTES:
        return too_large(size)
    if has_too_many_parts(raw):
        return f"Ce message a plus de {MAX_PARTS} parties : il est gardé, mais n’a pas été lu."
    return ""


def read_letter(raw: bytes, size: int | None = None) -> ParsedMail:
    """Read a mail. `size` is its true size when `raw` holds only its headers. Never raises."""
    refusal = _structure_refusal(raw, len(raw) if size is None else size)
    read = ParsedMail()
    try:
        read = _read_headers(parse_headers(header_block(raw)))
        return replace(read, refusal=refusal) if refusal else _with_content(read, raw)
    except LimitsExceeded:
        return replace(read, refusal=f"Ce message a plus de {MAX_PARTS} parties ou {MAX_LEVELS} niveaux.")
    except Exception:  # noqa: BLE001 - bytes from anyone, through a large parser: whatever it raises, keep the mail
        return replace(read, refusal=refusal or UNREADABLE)


def _with_content(letter: ParsedMail, raw: bytes) -> ParsedMail:
    message = parse(raw)
    remarks = mend(message)
    parts = parts_of(message)
    own = text_of(message)
    joined = list(joined_texts(parts))
    files = list(enclosures_of(parts, own))
    if len(own) > MAX_TEXT:
        remarks.append(TEXT_GOES_ON)
    if sum(map(len, joined)) > MAX_TEXT:
        remarks.append(JOINED_GO_ON)
    if files and not own and not joined:
        remarks.append(WITHOUT_TEXT)
    own, remark_lines = own[:MAX_TEXT], [f"[{remark}]" for remark in remarks]
    return replace(
        letter,
        text="\n\n".join([new_text(own), *remark_lines]) if own else "",
        whole_text="\n\n".join(filter(None, [own, "\n\n".join(joined)[:MAX_TEXT], *remark_lines])),
        attachments=tuple(
            {"name": file.name, "type": file.kind, "size": len(file.content)} for file in files
        ),
    )
