"""What came with a mail: its files, and the mails joined to it. Pure, and run only in the limited child.

Every part is either read (`texts`) or kept here, under a made name when its sender gave none. A mail
joined to another is kept as the file it was (.eml).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from fanal.core.files.contents import FileKind, Foreign, content_kind
from fanal.core.files.names import extension
from fanal.core.mail.structure import content_of, is_attached, is_message, message_in, raw_header, written
from fanal.core.mail.texts import READ, WITHOUT_SUBJECT, other_forms
from fanal.core.mail.words import decode_bytes, decode_header, tidy

MAX_TEXT = 200_000  # signs; a longer text is cut, and kept whole as a file
MESSAGE_TYPE = "message/rfc822"
WHOLE_TEXT = "message.txt"
STEMS = {"image": "image", "audio": "son", "video": "vidéo"}
CALENDAR = "text/calendar"
# The extension of what has no name, by its bytes; else by what its sender announced.
BY_CONTENT = {FileKind.JPEG: "jpg", FileKind.TEXT: "txt"} | {
    kind: kind.value for kind in FileKind if kind not in {FileKind.JPEG, FileKind.TEXT}
}
BY_TYPE = {
    CALENDAR: "ics",
    "text/csv": "csv",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "text/rtf": "rtf",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/tiff": "tif",
    "image/bmp": "bmp",
    "image/svg+xml": "svg",
    "application/zip": "zip",
    "application/rtf": "rtf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
}


@dataclass(frozen=True)
class Enclosure:
    """`kind` is what its sender announced: it proves nothing. `is_embedded`: its place is in the HTML."""

    name: str
    kind: str
    content: bytes
    is_embedded: bool = False

    @property
    def is_message(self) -> bool:
        return self.kind == MESSAGE_TYPE


def _announced_name(part: Message) -> str:
    """In whichever header and whichever encoding (RFC 2231, RFC 2047, or none)."""
    try:
        name = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
    except ValueError:  # the number of a continued parameter is none
        return ""
    if isinstance(name, tuple):
        charset, _, text = name
        return tidy(decode_bytes(text.encode("raw-unicode-escape"), charset or ""))[:120]
    return decode_header(name or "")[:120]


def _extension(part: Message, content: bytes) -> str:
    kind = content_kind(content)
    announced = BY_TYPE.get(part.get_content_type(), "")
    if isinstance(kind, FileKind) and kind is not FileKind.TEXT:
        return BY_CONTENT[kind]
    if kind is Foreign.WEB_PAGE:
        return announced or "html"
    return announced or ("txt" if kind is FileKind.TEXT else "bin")


def _name(part: Message, content: bytes, number: int) -> str:
    name = _announced_name(part)
    if not name:
        stem = (
            "calendrier"
            if part.get_content_type() == CALENDAR
            else STEMS.get(part.get_content_maintype(), "pièce")
        )
        name = f"{stem}-{number}"
    return name if extension(name) else f"{name[:110]}.{_extension(part, content)}"


def _message_name(part: Message) -> str:
    name = _announced_name(part) or decode_header(raw_header(message_in(part), "subject")) or WITHOUT_SUBJECT
    return name[:116] if name.lower().endswith(".eml") else f"{name[:116]}.eml"


def enclosures_of(parts: list[Message], text: str) -> Iterator[Enclosure]:
    """What is not read of these parts, and their text whole when it is too long to be shown."""
    forms = other_forms(parts)
    number = 0
    for part in parts:
        if is_message(part):
            yield Enclosure(_message_name(part), MESSAGE_TYPE, written(message_in(part)))
        elif not part.is_multipart() and not (part.get_content_type() in READ and not is_attached(part)):
            content = content_of(part)
            if id(part) in forms or not (content or is_attached(part)):
                continue
            number += 1
            is_embedded = bool(raw_header(part, "content-id"))
            yield Enclosure(_name(part, content, number), tidy(part.get_content_type()), content, is_embedded)
    if len(text) > MAX_TEXT:
        yield Enclosure(WHOLE_TEXT, "text/plain", text.encode())
