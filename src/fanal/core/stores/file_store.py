"""Where contents are kept, each under its school and its SHA-256: written once, never changed.

A store knows nothing of who asks, nor of names: `attachments` does.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from django.conf import settings

from fanal.core.stores.address import read_address
from fanal.core.stores.paths import content_path
from fanal.core.stores.unavailable import StoreOfAnother

if TYPE_CHECKING:
    from fanal.core.stores.object_store import ObjectStore


class FileStore(Protocol):
    """What every place offers that keeps contents. `sha256`: 64 hexadecimal digits, in lower case."""

    def put(self, school_id: int, sha256: str, data: bytes) -> None:
        """Keep a content; one that is here already, whole, stays as it is."""

    def open(self, school_id: int, sha256: str) -> BinaryIO:
        """FileNotFoundError when it is not here."""

    def contains(self, school_id: int, sha256: str) -> bool: ...

    def hashes(self, school_id: int) -> Iterator[str]:
        """Of all that is kept of a school, in order."""

    def remove(self, school_id: int, sha256: str) -> None:
        """Nothing happens when it is not here."""

    def remove_school(self, school_id: int) -> None: ...


class FolderStore:
    """A folder: `<school>/<first two digits>/<hash>`, which only the account of Fanal reads."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, school_id: int, sha256: str, data: bytes) -> None:
        """A file that the disk has spoilt is written again by whoever brings it again."""
        path = self._path(school_id, sha256)
        if path.exists() and path.read_bytes() == data:
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)

    def open(self, school_id: int, sha256: str) -> BinaryIO:
        try:
            return self._path(school_id, sha256).open("rb")
        except IsADirectoryError as problem:
            raise FileNotFoundError(sha256) from problem

    def contains(self, school_id: int, sha256: str) -> bool:
        return self._path(school_id, sha256).is_file()

    def hashes(self, school_id: int) -> Iterator[str]:
        files = (self.root / str(school_id)).glob("??/*")
        return iter(sorted(file.name for file in files if file.is_file() and not file.suffix))

    def remove(self, school_id: int, sha256: str) -> None:
        """With the drafts of it that a stopped process left."""
        path = self._path(school_id, sha256)
        for file in (path, *path.parent.glob(f"{sha256}.*")):
            file.unlink(missing_ok=True)

    def remove_school(self, school_id: int) -> None:
        shutil.rmtree(self.root / str(school_id), ignore_errors=True)

    def _path(self, school_id: int, sha256: str) -> Path:
        return self.root / content_path(school_id, sha256)


class MovingStore:
    """A store that follows another one: what the one before still holds is read there, nothing new is put."""

    def __init__(self, store: FileStore, before: FileStore) -> None:
        self.store, self.before = store, before

    def put(self, school_id: int, sha256: str, data: bytes) -> None:
        self.store.put(school_id, sha256, data)

    def open(self, school_id: int, sha256: str) -> BinaryIO:
        try:
            return self.store.open(school_id, sha256)
        except FileNotFoundError:
            return self.before.open(school_id, sha256)

    def contains(self, school_id: int, sha256: str) -> bool:
        return self.store.contains(school_id, sha256) or self.before.contains(school_id, sha256)

    def hashes(self, school_id: int) -> Iterator[str]:
        return iter(sorted({*self.store.hashes(school_id), *self.before.hashes(school_id)}))

    def remove(self, school_id: int, sha256: str) -> None:
        self.store.remove(school_id, sha256)
        self.before.remove(school_id, sha256)

    def remove_school(self, school_id: int) -> None:
        self.store.remove_school(school_id)
        self.before.remove_school(school_id)


def file_store() -> FileStore:
    """The store of this installation. StoreOfAnother for a bucket that is not its own."""
    address = settings.ENV.files_url.get_secret_value()
    if address:
        _own_store(address)
    return store_at(address, Path(settings.MEDIA_ROOT))


@lru_cache(maxsize=4)
def _own_store(address: str) -> None:
    """Asked once in a process; a refusal is not kept."""
    from fanal.core.models import Installation

    first = Installation.objects.order_by("pk").values_list("made_at", flat=True).first()
    if first is not None:
        require_claim(object_store(address), first)


def require_claim(store: "ObjectStore", made_at: datetime) -> None:
    """StoreOfAnother unless the bucket is that of the installation made at this instant, or was nobody's."""
    if not store.is_claimed_by(made_at.astimezone(UTC).isoformat()):
        raise StoreOfAnother


def store_at(address: str, folder: Path) -> FileStore:
    """The object store that the operator named, else this folder.

    As long as the folder holds something, what is not in the object store yet is read there.
    """
    if not address:
        return FolderStore(folder)
    store = object_store(address)
    return MovingStore(store, FolderStore(folder)) if any(folder.glob("*/??/*")) else store


@lru_cache(maxsize=4)
def object_store(address: str) -> "ObjectStore":
    """One for each address and process: it keeps its connections. Its library is loaded where it serves."""
    from fanal.core.stores.object_store import ObjectStore

    return ObjectStore(read_address(address))
