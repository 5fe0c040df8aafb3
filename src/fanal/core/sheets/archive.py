"""Is this ZIP of a spreadsheet safe to open? Runs only inside `sandbox`, before any parser.

Announced sizes may lie, so every part is really unpacked, counted and dropped. XML parts go through
expat, which resolves nothing and stops at the first DOCTYPE: no entity ever exists.
"""

import codecs
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from fanal.core.sandbox.parent import Declined

from .limits import Limits

CHUNK = 256 * 1024
ENCRYPTED_FLAG = 0x1
MACROS = ("vbaproject", "vbadata", "macrosheets/", "basic/", "scripts/", "activex/")
BROKEN_ZIP = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ValueError, EOFError, NotImplementedError)
codecs.lookup("cp437")  # names inside a ZIP; loaded now, the child will not be able to open a file later
DAMAGED = (
    "Ce fichier est endommagé ou incomplet. Téléchargez-le de nouveau, ou rouvrez-le dans votre tableur et "
    "enregistrez-le, puis recommencez."
)
TOO_BIG = (
    "Ce fichier occupe beaucoup trop de place une fois décompressé. Supprimez les lignes, colonnes et images "
    "inutiles, ou enregistrez-le au format CSV, puis recommencez."
)
FORBIDDEN_XML = (
    "Ce classeur contient une déclaration (DTD) qu’aucun tableur n’écrit ; il est refusé par sécurité. "
    "Rouvrez-le dans votre tableur et enregistrez-le de nouveau, puis recommencez."
)
MACRO = (
    "Ce classeur contient des macros ; il est refusé par sécurité. Enregistrez-le au format .xlsx, .ods ou "
    ".csv sans macro, puis recommencez."
)
ENCRYPTED = (
    "Ce classeur est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe, puis "
    "recommencez."
)


def open_checked(payload: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive once every part has been measured; Declined otherwise."""
    try:
        archive = zipfile.ZipFile(BytesIO(payload))
        _check_directory(archive.infolist(), limits)
        total = 0
        for part in archive.infolist():
            total += _check_part(archive, part, limits.expanded_bytes - total)
    except BROKEN_ZIP as error:
        raise Declined(DAMAGED) from error
    return archive


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise Declined(ENCRYPTED)
    if any(mark in name for name in names for mark in MACROS):
        raise Declined(MACRO)
    if len(parts) > limits.parts or len(set(names)) < len(names):
        raise Declined(DAMAGED)
    expanded = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    is_bomb = expanded > limits.ratio_ignored_below and expanded / packed > limits.ratio
    if expanded > limits.expanded_bytes or is_bomb:
        raise Declined(TOO_BIG)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, allowed: int) -> int:
    """Unpack one part for nothing; its real size in bytes."""
    parser = xml_parser() if part.filename.lower().endswith((".xml", ".rels")) else None
    size = 0
    with archive.open(part) as content:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if size > allowed:
                raise Declined(TOO_BIG)
            if parser:
                feed(parser, chunk)
    if parser and size:
        feed(parser, b"", final=True)
    return size


def xml_parser() -> expat.XMLParserType:
    """An expat parser that refuses any DOCTYPE; names read `namespace local-name`."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def feed(parser: expat.XMLParserType, chunk: bytes, *, final: bool = False) -> None:
    try:
        parser.Parse(chunk, final)
    except expat.ExpatError as error:
        raise Declined(DAMAGED) from error


def _refuse_doctype(*_declaration: object) -> None:
    raise Declined(FORBIDDEN_XML)
