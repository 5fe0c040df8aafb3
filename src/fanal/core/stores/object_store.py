"""Contents in an object store that speaks S3: what several machines share (ADR 0079).

The operator alone sets its address. A store that is stopped, full or slow is a sentence, and no half file.
"""

import io
from collections.abc import Iterator
from datetime import timedelta
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


def open_bucket(address: StoreAddress) -> S3Store:
    """Nothing is asked yet. Each request, a part of a long file too, ends within `WHOLE_TIME`."""
    return S3Store(
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


class ObjectStore:
    """The same as a folder: `<school>/<first two digits>/<hash>` in one bucket."""

    def __init__(self, address: StoreAddress) -> None:
        self._objects = open_bucket(address)

    def is_claimed_by(self, word: str) -> bool:
        """Whether this bucket is that of the installation of this word; from now on, if nobody's."""
        try:
            return bytes(obstore.get(self._objects, MARK).bytes()).decode(errors="replace") == word
        except FileNotFoundError:
            self._put(MARK, word.encode())
            return True
        except BaseError as problem:
            raise StoreUnavailable(NOT_READ) from problem

    def put(self, school_id: int, sha256: str, data: bytes) -> None:
        """One of the same size stands already: its name says what it holds."""
        path = content_path(school_id, sha256)
        if self._size(path) != len(data):
            self._put(path, data)

    def _put(self, path: str, data: bytes) -> None:
        try:
            obstore.put(self._objects, path, data)
        except BaseError as problem:
            raise StoreUnavailable from problem

    def open(self, school_id: int, sha256: str) -> BinaryIO:
        try:
            reader = obstore.open_reader(self._objects, content_path(school_id, sha256))
        except BaseError as problem:
            raise StoreUnavailable(NOT_READ) from problem
        return cast(BinaryIO, io.BufferedReader(_Content(reader)))

    def contains(self, school_id: int, sha256: str) -> bool:
        return self._size(content_path(school_id, sha256)) is not None

    def hashes(self, school_id: int) -> Iterator[str]:
        try:
            for page in obstore.list(self._objects, prefix=f"{school_id}/"):
                yield from sorted(entry["path"].rpartition("/")[2] for entry in page)
        except BaseError as problem:
            raise StoreUnavailable from problem

    def remove(self, school_id: int, sha256: str) -> None:
        try:
            obstore.delete(self._objects, content_path(school_id, sha256))
        except FileNotFoundError:
            return
        except BaseError as problem:
            raise StoreUnavailable from problem

    def remove_school(self, school_id: int) -> None:
        for sha256 in list(self.hashes(school_id)):
            self.remove(school_id, sha256)

    def _size(self, path: str) -> int | None:
        try:
            return int(obstore.head(self._objects, path)["size"])
        except FileNotFoundError:
            return None
        except BaseError as problem:
            raise StoreUnavailable from problem


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
        """BaseError in the middle: the answer stops short of its length, and the browser says so."""
        piece = memoryview(self._reader.read(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)
