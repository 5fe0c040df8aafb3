"""How is a backup written into one file, and examined to the last byte before anything is believed?

A plain tar of ordinary files with names we chose: no link, no device, no absolute path, no `..`.
"""

import hashlib
import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from fanal.core.backup.manifest import ALTERED, FOREIGN, ArchiveMember, Manifest, read_manifest
from fanal.core.errors import Refused

DATABASE, SEALED, MANIFEST = "database.dump", "secrets.sealed", "manifest.json"
FILES, KEYS = "files/", "journal-keys/"
ALLOWED_KEY = re.compile(r"journal-keys/[0-9a-f]{16}\.pub")
MOST_MEMBERS, LARGEST_MANIFEST, LARGEST_SMALL, DEEPEST = 2_000_000, 512 * 2**20, 2**20, 12
PIECE = 2**20
TRUNCATED = "Cette sauvegarde est incomplète : la fin du fichier manque. Rien n’a été touché."


class Writable(Protocol):
    """What an archive is written to."""

    def write(self, data: bytes, /) -> int: ...


class _Hashed:
    """A file being written whose bytes are hashed on the way."""

    def __init__(self, stream: Writable) -> None:
        self.stream, self.hash, self.written = stream, hashlib.sha256(), 0

    def tell(self) -> int:
        return self.written

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self.written += len(data)
        return self.stream.write(data)


class Writer:
    """Adds members in order; `finish` writes the manifest that vouches for them."""

    def __init__(self, stream: Writable, mtime: int) -> None:
        self._hashed, self._mtime = _Hashed(stream), mtime
        self._tar = tarfile.TarFile(fileobj=self._hashed, mode="w", format=tarfile.GNU_FORMAT)  # type: ignore[arg-type]
        self.members: dict[str, ArchiveMember] = {}

    def add(self, name: str, source: IO[bytes], size: int) -> None:
        """Copy exactly `size` bytes; a file that shrinks meanwhile is an OSError."""
        digest = hashlib.sha256()
        self._tar.addfile(_header(name, size, self._mtime), _Listened(source, digest))
        self.members[name] = ArchiveMember(size, digest.hexdigest())

    def add_bytes(self, name: str, content: bytes) -> None:
        self.add(name, io.BytesIO(content), len(content))

    def add_path(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            source.seek(0, io.SEEK_END)
            size = source.tell()
            source.seek(0)
            self.add(name, source, size)

    @property
    def digest(self) -> str:
        return self._hashed.hash.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        content = manifest.to_bytes()
        self._tar.addfile(_header(MANIFEST, len(content), self._mtime), io.BytesIO(content))
        self._tar.close()


class _Listened:
    """A source whose bytes are hashed while they are read."""

    def __init__(self, source: IO[bytes], digest: "hashlib._Hash") -> None:
        self._source, self._digest = source, digest

    def read(self, size: int = -1, /) -> bytes:
        piece = self._source.read(size)
        self._digest.update(piece)
        return piece


def _header(name: str, size: int, mtime: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mtime, header.mode = size, mtime, 0o600
    return header


@dataclass(frozen=True)
class BackupArchive:
    """A backup examined whole: every byte is what its manifest says."""

    path: Path
    manifest: Manifest
    places: dict[str, tuple[int, int]]

    @property
    def has_secrets(self) -> bool:
        return SEALED in self.places

    def names(self, prefix: str) -> list[str]:
        return [name for name in self.places if name.startswith(prefix)]

    def read(self, name: str) -> bytes:
        return b"".join(self._pieces(name))

    def extract(self, name: str, target: Path) -> None:
        """Write one member to a new file that only its owner can read."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("xb") as written:
            target.chmod(0o600)
            for piece in self._pieces(name):
                written.write(piece)

    def _pieces(self, name: str) -> Iterator[bytes]:
        """Compared with the manifest again: a file on a shared disk may change once it was examined."""
        digest = hashlib.sha256()
        with self.path.open("rb") as stream:
            for piece in _pieces(stream, *self.places[name]):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != self.manifest.members[name].sha256:
            raise Refused(ALTERED)


def _pieces(stream: IO[bytes], start: int, size: int) -> Iterator[bytes]:
    stream.seek(start)
    while size > 0:
        piece = stream.read(min(size, PIECE))
        if not piece:
            raise Refused(TRUNCATED)
        size -= len(piece)
        yield piece


def examine(path: Path) -> BackupArchive:
    """Read the whole archive and compare each byte with its manifest; Refused with a sentence if not."""
    try:
        with path.open("rb") as stream:
            return _examine(path, stream)
    except OSError as problem:
        raise Refused(f"{path} ne peut pas être lu : {problem.strerror or problem}.") from problem


def _examine(path: Path, stream: IO[bytes]) -> BackupArchive:
    headers = _headers(stream)
    last = headers.pop()
    if last.name != MANIFEST or last.size > LARGEST_MANIFEST:
        raise Refused(TRUNCATED if headers and headers[0].name == DATABASE else FOREIGN)
    raw = b"".join(_pieces(stream, last.offset_data, last.size))
    manifest = read_manifest(raw)
    _require_nothing_after(stream, last)
    places = {header.name: (header.offset_data, header.size) for header in headers}
    if len(places) != len(headers) or {n: s for n, (_, s) in places.items()} != _sizes(manifest):
        raise Refused(ALTERED)
    _require_hash(_pieces(stream, 0, last.offset), manifest.before)
    for name, (start, size) in places.items():
        _require_hash(_pieces(stream, start, size), manifest.members[name].sha256)
    return BackupArchive(path, manifest, places)


def _headers(stream: IO[bytes]) -> list[tarfile.TarInfo]:
    headers: list[tarfile.TarInfo] = []
    try:
        with tarfile.open(fileobj=stream, mode="r:") as tar:
            for header in tar:
                _require_ours(header)
                headers.append(header)
                tar.members = []  # type: ignore[attr-defined]  # tarfile keeps every header it has read
                if len(headers) > MOST_MEMBERS:
                    raise Refused(FOREIGN)
    except tarfile.TarError as problem:
        raise Refused(TRUNCATED if headers else FOREIGN) from problem
    if not headers:
        raise Refused(FOREIGN)
    return headers


def _require_ours(header: tarfile.TarInfo) -> None:
    if not header.isreg() or header.issparse() or header.size < 0 or not is_allowed(header.name):
        raise Refused(
            f"Cette sauvegarde contient « {header.name[:80]!s} », que Fanal n’y met jamais : "
            "elle vient d’ailleurs ou a été modifiée. Rien n’a été touché."
        )
    if header.name.startswith((KEYS, SEALED)) and header.size > LARGEST_SMALL:
        raise Refused(FOREIGN)


def is_allowed(name: str) -> bool:
    """Whether a backup may hold a member of this name."""
    if name in {DATABASE, SEALED, MANIFEST} or ALLOWED_KEY.fullmatch(name):
        return True
    parts = name.split("/")
    return (
        name.startswith(FILES)
        and len(parts) <= DEEPEST
        and all(part not in {"", ".", ".."} and part.isprintable() and "\\" not in part for part in parts)
    )


def _sizes(manifest: Manifest) -> dict[str, int]:
    return {name: member.size for name, member in manifest.members.items()}


def _require_hash(pieces: Iterator[bytes], expected: str) -> None:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    if digest.hexdigest() != expected:
        raise Refused(ALTERED)


def _require_nothing_after(stream: IO[bytes], last: tarfile.TarInfo) -> None:
    """The header of the manifest is the one we write, and only the zeros that end a tar follow it."""
    stream.seek(last.offset)
    if stream.read(512) != _header(MANIFEST, last.size, int(last.mtime)).tobuf(tarfile.GNU_FORMAT):
        raise Refused(ALTERED)
    stream.seek(last.offset_data + last.size)
    tail = stream.read(2 * tarfile.RECORDSIZE)
    if len(tail) < 2 * tarfile.BLOCKSIZE or stream.tell() % tarfile.RECORDSIZE:
        raise Refused(TRUNCATED)
    if tail.strip(b"\0") or len(tail) == 2 * tarfile.RECORDSIZE:
        raise Refused(ALTERED)
