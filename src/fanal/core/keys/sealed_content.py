"""A file of somebody's that waits in the database for a moment, under a key that is not there.

A file may hold more than Fanal reads of it: passwords, national numbers. Whoever sees the table, a replica or
an old disk reads nothing of it (ADR 0033). AES-256-GCM; `bound` is what the content belongs to.
"""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fanal.core.keys.secrets import secrets_of

NONCE = 12


class NotOurs(Exception):
    """Sealed under another key, for something else, or damaged."""


def seal_content(home: Path, content: bytes, *, bound: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + _ciphers(home)[0].encrypt(nonce, content, bound.encode())


def open_content(home: Path, sealed: bytes, *, bound: str) -> bytes:
    """What was sealed, under the key of now or one before it; NotOurs."""
    for cipher in _ciphers(home):
        try:
            return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], bound.encode())
        except (InvalidTag, ValueError):
            continue
    raise NotOurs


def _ciphers(home: Path) -> list[AESGCM]:
    secrets = secrets_of(home, "waiting_files_key")
    return [AESGCM(hashlib.sha256(secret.encode()).digest()) for secret in secrets]
