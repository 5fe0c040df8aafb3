"""What is a file, judged by its bytes alone? Nothing is parsed: only signatures are looked for."""

import mmap
from enum import StrEnum

HEAD = 4096
SNIFFED = 1024  # what a browser looks at to guess a type
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODF = b"mimetypeapplication/vnd.oasis.opendocument."
Bytes = bytes | mmap.mmap


class FileKind(StrEnum):
    """The kinds that Fanal may accept."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    TEXT = "text"
    CSV = "csv"
    CALENDAR = "ics"
    XLSX = "xlsx"
    ODS = "ods"
    DOCX = "docx"
    ODT = "odt"


class Foreign(StrEnum):
    """The kinds that Fanal never accepts."""

    PROGRAM = "program"
    ARCHIVE = "archive"
    WEB_PAGE = "web page"
    MACRO = "macro"
    LOCKED = "locked"
    OLD_OFFICE = "old office"
    OTHER_PICTURE = "other picture"
    CUT_SHORT = "cut short"
    UNKNOWN = "unknown"


SIGNATURES: tuple[tuple[bytes, FileKind | Foreign], ...] = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"%PDF-", FileKind.PDF),
    (b"MZ", Foreign.PROGRAM),
    (b"\x7fELF", Foreign.PROGRAM),
    (b"#!", Foreign.PROGRAM),
    (b"\xca\xfe\xba\xbe", Foreign.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Foreign.PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Foreign.PROGRAM),  # Windows shortcut
    (b"7z\xbc\xaf\x27\x1c", Foreign.ARCHIVE),
    (b"Rar!", Foreign.ARCHIVE),
    (b"\x1f\x8b", Foreign.ARCHIVE),
    (b"BZh", Foreign.ARCHIVE),
    (b"\xfd7zXZ", Foreign.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Foreign.ARCHIVE),
    (b"MSCF", Foreign.ARCHIVE),
    (b"PK\x05\x06", Foreign.ARCHIVE),
    (b"GIF8", Foreign.OTHER_PICTURE),
    (b"BM", Foreign.OTHER_PICTURE),
    (b"II*\x00", Foreign.OTHER_PICTURE),
    (b"MM\x00*", Foreign.OTHER_PICTURE),
)
WEB_STARTS = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<?php", b"<script", b"<head", b"<body", b"<iframe")
WEB_INSIDE = (b"<html", b"<script", b"<svg", b"<!doctype html", b"<?php")
PLAIN_HEADS = {FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.PDF}
MACROS = (b"vbaProject", b"macrosheets/", b"Basic/script", b"Scripts/")


def content_kind(data: Bytes) -> FileKind | Foreign:
    """One kind, or the reason why it is none of ours."""
    head = bytes(data[:HEAD])
    if _starts_like_web(head):
        return Foreign.WEB_PAGE
    kind = _signed_kind(data, head)
    return Foreign.WEB_PAGE if kind in PLAIN_HEADS and _hides_web(head) else kind


def _signed_kind(data: Bytes, head: bytes) -> FileKind | Foreign:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head[4:8] == b"ftyp":
        return Foreign.OTHER_PICTURE
    if head.startswith(b"PK\x03\x04"):
        return _zipped_kind(data, head)
    if head.startswith(OLE):
        return _old_office_kind(data)
    if head[257:262] == b"ustar":
        return Foreign.ARCHIVE
    for signature, kind in SIGNATURES:
        if head.startswith(signature) and not (signature.isalnum() and is_text(head)):
            return kind  # a text may well begin with the letters MZ or BM
    return FileKind.TEXT if is_text(head) else Foreign.UNKNOWN


def _starts_like_web(head: bytes) -> bool:
    """Also in UTF-16, whose zeros are dropped."""
    narrow = head.replace(b"\x00", b"").lower()
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        narrow = narrow.removeprefix(mark)
    return narrow.lstrip().startswith(WEB_STARTS)


def _hides_web(head: bytes) -> bool:
    """A PDF or a picture that is a web page as well."""
    return any(tag in head[:SNIFFED].lower() for tag in WEB_INSIDE)


def _zipped_kind(data: Bytes, head: bytes) -> FileKind | Foreign:
    if any(data.find(mark) >= 0 for mark in MACROS):
        return Foreign.MACRO
    if head[30:].startswith(ODF):
        subtype = head[30 + len(ODF) :]
        for name, kind in ((b"spreadsheet", FileKind.ODS), (b"text", FileKind.ODT)):
            if subtype.startswith(name) and not subtype.startswith(name + b"-"):
                return kind
    if data.find(b"xl/workbook.xml") >= 0:
        return FileKind.XLSX
    return FileKind.DOCX if data.find(b"word/document.xml") >= 0 else Foreign.ARCHIVE


def _old_office_kind(data: Bytes) -> Foreign:
    is_locked = data.find("EncryptedPackage".encode("utf-16-le")) >= 0
    return Foreign.LOCKED if is_locked else Foreign.OLD_OFFICE


def is_text(head: bytes) -> bool:
    """Almost no control character, NUL aside where UTF-16 puts them."""
    if not head:
        return False
    zeros = (head[::2].count(0), head[1::2].count(0))
    is_wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or (min(zeros) == 0 and max(zeros) > len(head) // 5)
    if is_wide:
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b" for byte in head)
    return controls <= max(1, len(head) // 100)
