"""What did a badly made mail mean? Its parts are given back where its structure hides them. Pure.

A multipart whose separators are not those it announces, or that goes on after its end; a joined mail encoded
as if it were a file: the standard library leaves their bytes in one lump, where no reader looks for parts.
"""

import re
from email.errors import MissingHeaderBodySeparatorDefect
from email.message import Message

from fanal.core.mail.structure import (
    ATTACHED_MESSAGES,
    below,
    content_of,
    is_message,
    message_in,
    parse,
    parts_of,
    written,
)

DEEPEST = 2  # mails one inside the other, or lumps one inside the other, that are mended
SEPARATED = "Les parties de ce message étaient mal séparées : elles ont été retrouvées au mieux."
# A line that separates, then the first header of what it begins.
SEPARATOR = re.compile(
    rb"^--([^\s\"]{1,70}+)[ \t]*+\r?\n(?=content-[a-z-]{1,40}:)", re.IGNORECASE | re.MULTILINE
)
ENCODED = frozenset({"base64", "quoted-printable"})
ALTERNATIVE = "multipart/alternative"


def mend(message: Message, level: int = 0) -> list[str]:
    """Give each part of this mail its own parts, in place; one sentence for each kind of guess.

    Raises LimitsExceeded when what was hidden has too many parts.
    """
    remarks: list[str] = []
    for part in parts_of(message) if level <= DEEPEST else []:
        if is_message(part):
            _decode(part)
            remarks += mend(message_in(part), level + 1)
        elif part.get_content_maintype() == "multipart" and not part.is_multipart():
            _separate(part)
            remarks += [SEPARATED, *(remark for piece in below(part) for remark in mend(piece, level + 1))]
        elif (part.epilogue or "").strip():
            remarks += _go_on(part)
    return list(dict.fromkeys(remarks))


def _decode(part: Message) -> None:
    """A joined mail must not be encoded (RFC 2046, § 5.2.1); some programs do it all the same."""
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if part.get_content_type() not in ATTACHED_MESSAGES or encoding not in ENCODED:
        return
    lump = Message()
    lump["Content-Transfer-Encoding"] = encoding
    misread = message_in(part)
    raw = written(misread)
    if any(isinstance(defect, MissingHeaderBodySeparatorDefect) for defect in misread.defects):
        raw = raw.replace(
            b"\n\n", b"\n", 1
        )  # an encoded line was cut there: the empty one is the generator's
    lump.set_payload(raw.decode("ascii", "surrogateescape"))
    inside = parse(content_of(lump))
    if inside.keys():
        part.set_payload([inside])
        del part["content-transfer-encoding"]


def _pieces(content: bytes) -> list[Message]:
    """The parts between the separators that are there; none without any."""
    match = SEPARATOR.search(content)
    if not match:
        return []
    return below(parse(b'Content-Type: multipart/mixed; boundary="' + match[1] + b'"\r\n\r\n' + content))


def _separate(part: Message) -> None:
    """By the separators that are there; without any, its whole content is its text."""
    content = content_of(part)
    pieces = _pieces(content)
    del part["content-transfer-encoding"]
    if not pieces:
        del part["content-type"]
        part["Content-Type"] = "text/plain"
        part.set_payload(content.decode("ascii", "surrogateescape"))
    else:
        part.set_payload([*pieces])


def _go_on(part: Message) -> list[str]:
    """What stands after its end: parts, or the words that a list of addresses adds."""
    after = part.epilogue or ""
    pieces = _pieces(after.encode("ascii", "surrogateescape"))
    remarks = [SEPARATED] if pieces else []
    if not pieces:
        words = Message()
        words.set_payload(after)
        pieces = [words]
    if part.get_content_type() == ALTERNATIVE:
        forms = Message()
        forms["Content-Type"] = ALTERNATIVE
        forms.set_payload(part.get_payload())
        part.replace_header("Content-Type", "multipart/mixed")
        part.set_payload([forms])
    for piece in pieces:
        part.attach(piece)
    part.epilogue = None
    return remarks
