"""The files of an archive (zip, tgz), one after the other, as streams; nothing is ever unfolded on a disk."""

import codecs
import gzip  # noqa: F401 (tarfile asks for it once no file can be opened any more)
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from fanal.people_files.formats.markup import UnreadableFile, head_of

# The child that reads may open no file: what names of files are decoded with is loaded before.
codecs.lookup("cp437")
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
MOST_FILES = 400
MOST_BYTES = 6 * 1024**3
RATIO = 300  # an AAF compresses thirty times
BOMB = "Cette archive se déplie sans fin : elle n’est pas lue. Reprenez l’export."
BROKEN = "Cette archive est abîmée ou incomplète : téléchargez-la de nouveau."
LOCKED = "Cette archive est protégée par un mot de passe : déposez-la sans."


@contextmanager
def _refusing() -> Iterator[None]:
    """What Python's archive modules raise on a damaged file, as one refusal."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        OSError,
        OverflowError,
        ValueError,
    ):
        raise UnreadableFile(BROKEN) from None
    except RuntimeError as error:
        raise UnreadableFile(LOCKED if "password" in str(error) else BROKEN) from None


class _Member:
    """One file of an archive; a damage found while it is read is a refusal too."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def read(self, size: int = -1) -> bytes:
        with _refusing():
            return cast(bytes, self.file.read(size))

    def seek(self, offset: int, whence: int = 0) -> int:
        with _refusing():
            return cast(int, self.file.seek(offset, whence))


def files_of(source: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """Pairs (name, stream): the file itself, or the XML files of an archive in the order of their names.

    Raises UnreadableFile.
    """
    start = head_of(source)
    if start.startswith(GZIP):
        yield from _untar(source)
    elif start.startswith(ZIP):
        yield from _unzip(source)
    else:
        yield "", source


def _is_wanted(name: str) -> bool:
    plain = name.rsplit("/", 1)[-1]
    return plain.lower().endswith(".xml") and not plain.startswith(".")


def _guard(sizes: list[tuple[int, int]]) -> None:
    """Refuse before unfolding: (unfolded, folded) bytes of each file."""
    total = sum(size for size, _ in sizes)
    folded = sum(size for _, size in sizes) or 1
    if len(sizes) > MOST_FILES or total > MOST_BYTES or (total > 10**8 and total / folded > RATIO):
        raise UnreadableFile(BOMB)


def _unzip(source: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    with _refusing():
        archive = zipfile.ZipFile(source)
        entries = [entry for entry in archive.infolist() if _is_wanted(entry.filename)]
    _guard([(entry.file_size, entry.compress_size) for entry in entries])
    for entry in sorted(entries, key=lambda entry: entry.filename):
        with _refusing():
            file = archive.open(entry)
        yield entry.filename, cast(IO[bytes], _Member(file))


def _opened(source: IO[bytes]) -> tarfile.TarFile:
    with _refusing():
        return tarfile.open(fileobj=source, mode="r:gz")


def _untar(source: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    archive = _opened(source)
    for _ in range(MOST_FILES + 1):
        with _refusing():
            entry = archive.next()
            file = archive.extractfile(entry) if entry is not None and entry.isfile() else None
        if entry is None:
            return
        if entry.size > MOST_BYTES:
            raise UnreadableFile(BOMB)
        if file is not None and _is_wanted(entry.name):
            yield entry.name, cast(IO[bytes], _Member(file))
    raise UnreadableFile(BOMB)
