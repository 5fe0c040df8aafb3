"""Contents in an object store that speaks S3: what several machines share (ADR 0079).

The operator alone sets its address. A store that is stopped, full or slow is a sentence, and no half file.
"""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from fanal.core.stores.address import StoreAddress
from fanal.core.stores.paths import content_path
from fanal.core.stores.unavailable import NOT_READ, StoreUnavailable

MARK = "installation"  # whose the bucket is: the first who came
TRIES = 2  # after the first
WHOLE_TIME, CONNECTING = timedelta(seconds=20), timedelta(seconds=3)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(milliseconds=100), timedelta(seconds=1)


class Bucket:
    """Objects by their path. Each method raises StoreUnavailable when the store is silent or refuses us.

    Each request, a part of a long file too, ends within `WHOLE_TIME`.
    """

    def __init__(self, address: StoreAddress) -> None:
        """Nothing is asked yet."""
        self.address = address
        self._objects = S3Store(
            address.bucket,
            endpoint=address.endpoint,
            access_key_id=address.key_id,
            secret_access_key=address.secret,
            region=address.region,
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": address.endpoint.startswith("http://"),
                "timeout": WHOLE_TIME,
                "connect_timeout": CONNECTING,
            },
            retry_config={
                "max_retries": TRIES,
                "retry_timeout": WHOLE_TIME,
                "backoff": {"init_backoff": FIRST_PAUSE, "max_backoff": LONGEST_PAUSE, "base": 2},
            },
        )

    def put(self, path: str, content: bytes | Path) -> None:
        """Whole, or not at all."""
        try:
            obstore.put(self._objects, path, content)
        except BaseError as problem:
            raise StoreUnavailable from problem

    def open(self, path: str) -> BinaryIO:
        """FileNotFoundError when it is not here."""
        try:
            reader = obstore.open_reader(self._objects, path)
        except BaseError as problem:
            raise StoreUnavailable(NOT_READ) from problem
        return cast(BinaryIO, io.BufferedReader(_Content(reader)))

    def size(self, path: str) -> int | None:
        """In bytes; None when it is not here."""
        try:
            return int(obstore.head(self._objects, path)["size"])
        except FileNotFoundError:
            return None
        except BaseError as problem:
            raise StoreUnavailable from problem

    def paths(self, prefix: str = "") -> Iterator[str]:
        """In order, page by page."""
        try:
            for page in obstore.list(self._objects, prefix=prefix or None):
                yield from sorted(entry["path"] for entry in page)
        except BaseError as problem:
            raise StoreUnavailable from problem

    def remove(self, path: str) -> None:
        """Nothing happens when it is not here."""
        try:
            obstore.delete(self._objects, path)
        except FileNotFoundError:
            return
        except BaseError as problem:
            raise StoreUnavailable from problem


class ObjectStore:
    """The same as a folder: `<school>/<first two digits>/<hash>` in one bucket."""

    def __init__(self, address: StoreAddress) -> None:
        self.bucket = Bucket(address)

    def is_claimed_by(self, word: str) -> bool:
        """Whether this bucket is that of the installation of this word; from now on, if nobody's."""
        try:
            with self.bucket.open(MARK) as mark:
                return mark.read().decode(errors="replace") == word
        except FileNotFoundError:
            self.bucket.put(MARK, word.encode())
            return True

    def put(self, school_id: int, sha256: str, data: bytes) -> None:
        """One of the same size stands already: its name says what it holds."""
        path = content_path(school_id, sha256)
        if self.bucket.size(path) != len(data):
            self.bucket.put(path, data)

    def open(self, school_id: int, sha256: str) -> BinaryIO:
        return self.bucket.open(content_path(school_id, sha256))

    def contains(self, school_id: int, sha256: str) -> bool:
        return self.bucket.size(content_path(school_id, sha256)) is not None

    def hashes(self, school_id: int) -> Iterator[str]:
        return (path.rpartition("/")[2] for path in self.bucket.paths(f"{school_id}/"))

    def remove(self, school_id: int, sha256: str) -> None:
        self.bucket.remove(content_path(school_id, sha256))

    def remove_school(self, school_id: int) -> None:
        for sha256 in list(self.hashes(school_id)):
            self.remove(school_id, sha256)


class _Content(io.RawIOBase):
    """What a response streams, piece by piece."""

    def __init__(self, reader: Any) -> None:
        super().__init__()
        self._reader = reader

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._reader.seek(offset, whence))

    def tell(self) -> int:
        return int(self._reader.tell())

    def readinto(self, buffer: Any) -> int:
        """StoreUnavailable in the middle: an answer stops short of its length, and the browser says so."""
        try:
            piece = memoryview(self._reader.read(len(buffer)))
        except BaseError as problem:
            raise StoreUnavailable(NOT_READ) from problem
        buffer[: len(piece)] = piece
        return len(piece)
