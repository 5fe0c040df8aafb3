"""A file that a form brings: where it is read from, and the small table that must not touch a disk."""

from dataclasses import replace
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpRequest

from fanal.core.errors import RuleBroken
from fanal.core.sheets import LIMITS, Table, read_table
from fanal.core.sheets.limits import MEBIBYTE

# What is larger would be written on a disk while it arrives.
SMALL = replace(LIMITS, file_bytes=2 * MEBIBYTE, output=32 * MEBIBYTE)
TOO_LARGE = "Ce fichier dépasse 2 Mo : {advice}, puis recommencez."
SPLIT = "découpez-le en plusieurs fichiers, ou retirez ce qui ne sert pas"
AS_TEXT = "enregistrez-le en CSV, ou découpez-le en plusieurs fichiers"
TEXTS = {".csv", ".tsv", ".txt"}
PASTED = "Tableau collé"


def file_of(request: HttpRequest, *, missing: str) -> UploadedFile:
    """The file that the form brings; RuleBroken with `missing` when it brings none."""
    file = request.FILES.get("file")
    if file is None:
        raise RuleBroken(missing)
    return file


def table_of(request: HttpRequest, *, missing: str) -> tuple[Table, str]:
    """The table that the form brings as a file, and its name. Raises RuleBroken."""
    file = file_of(request, missing=missing)
    return read_table(content_of(file), name_of(file)), name_of(file)


def table_or_pasted(request: HttpRequest, *, missing: str) -> tuple[Table, str]:
    """The same, of a form where a table may be pasted as well."""
    pasted = request.POST.get("pasted", "")
    if pasted.strip() and "file" not in request.FILES:
        return read_table(pasted.encode(), ""), PASTED
    return table_of(request, missing=missing)


def name_of(file: UploadedFile) -> str:
    return file.name or "fichier"


def content_of(file: UploadedFile) -> bytes | Path:
    """Its bytes, or where Django wrote them when they are many."""
    return Path(file.temporary_file_path()) if isinstance(file, TemporaryUploadedFile) else file.read()


def table_in_memory(file: UploadedFile) -> Table:
    """A table of secrets or names, read without a trace of it on any disk. Raises RuleBroken."""
    if isinstance(file, TemporaryUploadedFile) or (file.size or 0) > SMALL.file_bytes:
        is_text = Path(name_of(file)).suffix.lower() in TEXTS
        raise RuleBroken(TOO_LARGE.format(advice=SPLIT if is_text else AS_TEXT))
    return read_table(file.read(), name_of(file), limits=SMALL, in_memory=True)
