"""The file somebody brought, read in the limited child before any transaction opens.

Nothing is kept of it but its lines and its SHA-256.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from fanal.core.errors import RuleBroken
from fanal.core.sandbox.parent import (
    MEBIBYTE,
    PREVIEW_SECONDS,
    Declined,
    Limit,
    LimitReached,
    Watch,
    run_limited,
)
from fanal.people_files.formats.header import FileNature

READER = "fanal.people_files.formats.reading:read_into"
MEMORY, OUTPUT = 512 * MEBIBYTE, 2048 * MEBIBYTE
SECONDS = 120  # of a piece of an académie, read from a terminal
TOO_LONG = (
    "Ce fichier demande trop de travail pour être lu ici : découpez-le, ou déposez-le fichier par fichier."
)
UNREADABLE = "Ce fichier n’a pas pu être lu : reprenez l’export depuis l’application d’origine."
SOURCES = {
    FileNature.AAF: "aaf",
    FileNature.SIECLE_PUPILS: "siecle",
    FileNature.SIECLE_CLASSES: "siecle",
    FileNature.SIECLE_WORDS: "siecle",
    FileNature.STS: "sts",
    FileNature.GAR: "gar",
}
MIXED = (
    "Cette archive mêle des exports de plusieurs applications ({names}) : déposez-les l’un après l’autre, "
    "pour que chaque aperçu dise d’où vient ce qu’il change."
)
BLOCK = 1 << 16
READERS = 2  # children at once
NUMBERS = 1000  # more files than an archive may hold


@dataclass(frozen=True)
class ReadFile:
    """A file that was read: its lines for `COPY`, what each of its files says of itself, its source."""

    name: str
    sha256: str
    files: list[IO[bytes]]
    headers: list[dict[str, Any]]
    source: str

    def close(self) -> None:
        for lines in self.files:
            lines.close()

    @property
    def natures(self) -> list[FileNature]:
        return list(dict.fromkeys(FileNature(header["nature"]) for header in self.headers))


@contextmanager
def _on_disk(content: bytes | Path) -> Iterator[Path]:
    if isinstance(content, Path):
        yield content
        return
    with tempfile.NamedTemporaryFile() as copy:
        copy.write(content)
        copy.flush()
        yield Path(copy.name)


def read_export(
    content: bytes | Path, name: str, *, seconds: int = PREVIEW_SECONDS, watch: Watch | None = None
) -> ReadFile:
    """Read an export or an archive of exports; the caller closes it. Raises RuleBroken.

    `watch` is told the records read so far.
    """
    with _on_disk(content) as path:
        lines, headers = _read(path, 0, seconds, watch)
        return _of_one_source(name, _sha256(path), [lines], headers)


def read_pieces(paths: Sequence[Path]) -> ReadFile:
    """Read the pieces of one export, two at a time; the caller closes it. Raises RuleBroken."""
    with ThreadPoolExecutor(READERS) as pool:
        futures = [pool.submit(_read, path, rank * NUMBERS, SECONDS) for rank, path in enumerate(paths)]
    try:
        read = [future.result() for future in futures]
    except RuleBroken:
        for future in futures:
            if future.exception() is None:
                future.result()[0].close()
        raise
    digest = hashlib.sha256("".join(_sha256(path) for path in paths).encode()).hexdigest()
    headers = [header for _, piece in read for header in piece]
    return _of_one_source(f"{len(paths)} fichiers", digest, [lines for lines, _ in read], headers)


def _read(
    path: Path, first: int, seconds: int, watch: Watch | None = None
) -> tuple[IO[bytes], list[dict[str, Any]]]:
    """Read the lines of one file or archive, whose files are numbered from `first`."""
    try:
        lines = run_limited(
            READER,
            path,
            arguments={"first": first},
            memory=MEMORY,
            seconds=seconds,
            output=OUTPUT,
            streams=True,
            watch=watch,
        )
    except Declined as refusal:
        raise RuleBroken(refusal.sentence) from None
    except LimitReached as limit:
        raise RuleBroken(UNREADABLE if limit.limit is Limit.CRASH else TOO_LONG) from None
    return lines, _headers(lines)


def _of_one_source(name: str, sha256: str, files: list[IO[bytes]], headers: list[dict[str, Any]]) -> ReadFile:
    sources = {SOURCES[FileNature(header["nature"])] for header in headers}
    read_file = ReadFile(name[-120:], sha256, files, headers, min(sources))
    if len(sources) > 1:
        read_file.close()
        raise RuleBroken(MIXED.format(names=", ".join(nature.label for nature in read_file.natures)))
    return read_file


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _headers(lines: IO[bytes]) -> list[dict[str, Any]]:
    """Take the last line off: it is what the child learnt of each file."""
    end = lines.seek(0, os.SEEK_END)
    tail = b""
    while end and b"\n!" not in tail:
        start = max(0, end - BLOCK)
        lines.seek(start)
        tail = lines.read(end - start) + tail
        end = start
    place = tail.rfind(b"\n!") + 1
    text = tail[place:].removeprefix(b"!")
    lines.truncate(end + place)
    lines.seek(0)
    headers: list[dict[str, Any]] = json.loads(text)
    return headers
