"""May this file from outside be kept, and as what? Name, extension and bytes must agree.

Source: OWASP ASVS 5.0.0, V5 (file handling); `docs/domain/security.md`, « Files from outside ».
"""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fanal.core.errors import RuleBroken
from fanal.core.files.contents import Bytes, FileKind, Foreign, content_kind

from .names import clean_name, extension

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 25 * MEBIBYTE
PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
PAPERS = PICTURES | {FileKind.PDF}  # what a scanner or a phone makes of a paper
TABLES = frozenset({FileKind.CSV, FileKind.TEXT, FileKind.XLSX, FileKind.ODS})
ATTACHMENTS = frozenset(FileKind)


class RefusedFile(RuleBroken):
    """The file is not accepted; `sentence` says what happened, why, what to do."""

    @property
    def sentence(self) -> str:
        return self.reasons[0]


@dataclass(frozen=True)
class Recognised:
    """A file that may be kept: its safe name, kind, type to serve it as, and size in bytes."""

    name: str
    kind: FileKind
    mime: str
    size: int


EXTENSIONS = {
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "png": FileKind.PNG,
    "webp": FileKind.WEBP,
    "pdf": FileKind.PDF,
    "txt": FileKind.TEXT,
    "csv": FileKind.CSV,
    "tsv": FileKind.CSV,
    "tab": FileKind.CSV,
    "ics": FileKind.CALENDAR,
    "xlsx": FileKind.XLSX,
    "ods": FileKind.ODS,
    "docx": FileKind.DOCX,
    "odt": FileKind.ODT,
}
MIME = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.PDF: "application/pdf",
    FileKind.TEXT: "text/plain",
    FileKind.CSV: "text/csv",
    FileKind.CALENDAR: "text/calendar",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
}
LABELS = {
    FileKind.JPEG: "une image JPEG",
    FileKind.PNG: "une image PNG",
    FileKind.WEBP: "une image WebP",
    FileKind.PDF: "un PDF",
    FileKind.TEXT: "un texte",
    FileKind.CSV: "un tableau CSV",
    FileKind.CALENDAR: "un calendrier",
    FileKind.XLSX: "un classeur Excel",
    FileKind.ODS: "un classeur LibreOffice",
    FileKind.DOCX: "un document Word",
    FileKind.ODT: "un document LibreOffice",
}
REASONS = {
    Foreign.PROGRAM: "c’est un programme, et aucun programme n’est accepté. Envoyez plutôt un PDF ou "
    "une image.",
    Foreign.ARCHIVE: "c’est une archive. Décompressez-la et envoyez les fichiers un par un.",
    Foreign.WEB_PAGE: "il contient une page web ou un dessin SVG, qui pourrait exécuter du code. "
    "Enregistrez-le en PDF, en PNG ou en CSV, puis recommencez.",
    Foreign.MACRO: "il contient des macros. Enregistrez-le sans macro (.xlsx, .docx, .ods ou .odt), "
    "puis recommencez.",
    Foreign.LOCKED: "il est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe.",
    Foreign.OLD_OFFICE: "il est dans un ancien format d’Office (.xls, .doc), qui peut cacher des macros. "
    "Ouvrez-le et enregistrez-le en .xlsx, .docx ou .csv, puis recommencez.",
    Foreign.OTHER_PICTURE: "ce format d’image n’est pas accepté (HEIC, GIF, TIFF…). Enregistrez-la en "
    "JPEG ou PNG ; "
    "sur iPhone : Réglages, Appareil photo, Formats, « Le plus compatible ».",
    Foreign.CUT_SHORT: "il est incomplet ou endommagé : son contenu n’est plus celui d’un classeur ou "
    "d’un document. Enregistrez-le de nouveau, ou téléchargez-le de nouveau, puis recommencez.",
    Foreign.UNKNOWN: "son contenu n’est d’aucun format connu, ou il est endommagé. Ouvrez-le pour le "
    "vérifier, enregistrez-le de nouveau, puis recommencez.",
}
OFFICE = {FileKind.XLSX, FileKind.ODS, FileKind.DOCX, FileKind.ODT}  # archives inside
MACRO_EXTENSIONS = {"xlsm", "xltm", "xlsb", "xlam", "docm", "dotm", "pptm"}


def recognise(
    source: bytes | Path,
    filename: str,
    *,
    allowed: frozenset[FileKind] = ATTACHMENTS,
    limit: int = LARGEST_FILE,
    also: tuple[str, ...] = (),
) -> Recognised:
    """Say what the file is, or raise RefusedFile. `limit` is in bytes.

    `also`: the extensions that another reader takes at the same place (« .xml »), for the sentence.
    """
    name = clean_name(filename)
    with _readable(source) as data:
        _check_size(len(data), name, limit)
        content = content_kind(data)
        if extension(name) in MACRO_EXTENSIONS:
            content = Foreign.MACRO
        if content is Foreign.ARCHIVE and EXTENSIONS.get(extension(name)) in OFFICE:
            content = Foreign.CUT_SHORT
        if isinstance(content, Foreign):
            raise RefusedFile(f"Le fichier « {name} » est refusé : {REASONS[content]}")
        if content != FileKind.TEXT:  # a text may still be a table
            _check_allowed(content, name, allowed, also)
        kind = _agreed_kind(content, name)
        _check_allowed(kind, name, allowed, also)
        return Recognised(name=name, kind=kind, mime=MIME[kind], size=len(data))


@contextmanager
def _readable(source: bytes | Path) -> Iterator[Bytes]:
    if isinstance(source, bytes):
        yield source
    elif not source.stat().st_size:
        yield b""
    else:
        with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
            yield view


def _check_size(size: int, name: str, limit: int) -> None:
    if not size:
        raise RefusedFile(f"Le fichier « {name} » est vide. Vérifiez-le, puis envoyez-le de nouveau.")
    if size > limit:
        raise RefusedFile(
            f"Le fichier « {name} » dépasse {limit // MEBIBYTE} Mo. Réduisez-le ou découpez-le, puis "
            "recommencez."
        )


def _agreed_kind(actual: FileKind, name: str) -> FileKind:
    """A text may call itself CSV or calendar; anything else must be what its extension says."""
    announced = EXTENSIONS.get(extension(name))
    if announced == actual or (announced in {FileKind.CSV, FileKind.CALENDAR} and actual == FileKind.TEXT):
        return announced
    raise RefusedFile(
        f"Le fichier « {name} » est refusé : son contenu est {LABELS[actual]}, ce que son nom n’annonce pas. "
        "Vérifiez-le, donnez-lui la bonne extension, puis recommencez."
    )


def _check_allowed(kind: FileKind, name: str, allowed: frozenset[FileKind], also: tuple[str, ...]) -> None:
    if kind not in allowed:
        ours = [f".{end}" for end, other in EXTENSIONS.items() if other in allowed]
        accepted = ", ".join(sorted([*ours, *also]))
        raise RefusedFile(
            f"Le fichier « {name} » est refusé : c’est {LABELS[kind]}, ce qui n’est pas accepté ici. "
            f"Formats acceptés : {accepted}."
        )
