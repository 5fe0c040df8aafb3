"""A whole backup under a passphrase: scrypt, then AES-256-GCM piece by piece (STREAM, Rogaway 2015).

Each piece is sealed with its rank and whether it is the last: none can be left out, repeated or moved, and a
file that is cut is seen. Nothing of the backup is written in clear on the way.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fanal.core.backup.sealing import SALT_BYTES, derived_key, require_long
from fanal.core.errors import Refused

HEAD = b"fanal-sealed-backup-1\n"
PIECE, TAG, PREFIX = 2**20, 16, 7
WRONG = (
    "Cette sauvegarde scellée ne s’ouvre pas : la phrase de passe n’est pas la bonne, ou le fichier a été "
    "modifié ou coupé. Rien n’a été touché."
)


def _nonce(prefix: bytes, rank: int, *, is_last: bool) -> bytes:
    return prefix + rank.to_bytes(4) + bytes([is_last])


class PlainStream:
    """A file as it is."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def write(self, data: bytes, /) -> int:
        return self.stream.write(data)

    def finish(self) -> None:
        """Nothing is left to write."""


class SealedStream:
    """A file whose bytes are sealed on the way; `finish` writes the last piece."""

    def __init__(self, stream: IO[bytes], passphrase: str) -> None:
        require_long(passphrase)
        salt, self.prefix = os.urandom(SALT_BYTES), os.urandom(PREFIX)
        self.stream, self.cipher = stream, AESGCM(derived_key(passphrase, salt))
        self.rank, self.waiting = 0, bytearray()
        stream.write(HEAD + salt + self.prefix)

    def write(self, data: bytes, /) -> int:
        self.waiting += data
        while len(self.waiting) > PIECE:  # the last piece is never empty
            self._seal(bytes(self.waiting[:PIECE]), is_last=False)
            del self.waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        self._seal(bytes(self.waiting), is_last=True)

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self.prefix, self.rank, is_last=is_last)
        self.stream.write(self.cipher.encrypt(nonce, piece, HEAD))
        self.rank += 1


def is_sealed(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(HEAD)) == HEAD
    except OSError:
        return False  # whoever reads it says why


@contextmanager
def unsealed_copy(path: Path, passphrase: str, folder: Path) -> Iterator[IO[bytes]]:
    """What is sealed in `path`, on the disk of `folder`, in a file without a name.

    Nothing of it is left when the process is killed. Refused when it does not open.
    """
    with tempfile.TemporaryFile(dir=folder) as opened:
        _unseal(path, passphrase, opened)
        opened.flush()
        yield opened


def _unseal(path: Path, passphrase: str, opened: IO[bytes]) -> None:
    with path.open("rb") as sealed:
        sealed.seek(len(HEAD))
        salt, prefix = sealed.read(SALT_BYTES), sealed.read(PREFIX)
        cipher, rank = AESGCM(derived_key(passphrase, salt)), 0
        piece = sealed.read(PIECE + TAG)
        while piece:
            following = sealed.read(PIECE + TAG)
            try:
                opened.write(cipher.decrypt(_nonce(prefix, rank, is_last=not following), piece, HEAD))
            except InvalidTag as wrong:
                raise Refused(WRONG) from wrong
            piece, rank = following, rank + 1
        if not rank:
            raise Refused(WRONG)
