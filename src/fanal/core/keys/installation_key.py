"""The key by which an installation vouches for what it made: what it purged of a journal, its backups.

Whoever holds the database or a backup alone can neither sign nor replace a signature: the private key lies
in FANAL_HOME/secrets, and the public keys that may be believed in FANAL_HOME/journal-keys. No Django here:
backups are made and examined without it.
"""

import hashlib
import re
from collections.abc import Collection
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fanal.core.keys.secrets import private_directory, secrets_of, write_whole

SECRET, FOLDER = "journal_key", "journal-keys"
PUBLIC_KEY = re.compile(r"[0-9a-f]{64}")


def _private_key(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(secret.encode()).digest())


def public_key_of(secret: str) -> bytes:
    """The public half of the key that this secret gives."""
    return _private_key(secret).public_key().public_bytes_raw()


def make_key(home: Path) -> Ed25519PrivateKey:
    """This installation's key, made at its first use; its public half and those before it are published."""
    keys = [_private_key(secret) for secret in secrets_of(home, SECRET)]
    for key in keys:
        _publish(home, key.public_key().public_bytes_raw())
    return keys[0]


def _publish(home: Path, public: bytes) -> None:
    name = f"{hashlib.sha256(public).hexdigest()[:16]}.pub"
    file, line = private_directory(home / FOLDER) / name, public.hex() + "\n"
    if not file.exists() or file.read_text(encoding="ascii") != line:
        write_whole(file, line)


def sign(home: Path, message: bytes) -> bytes:
    """Sign with this installation's key."""
    return make_key(home).sign(message)


def believed_keys(folder: Path) -> list[bytes]:
    """The public keys in this folder; a file that holds none is not believed."""
    lines = [file.read_text(encoding="ascii", errors="replace") for file in sorted(folder.glob("*.pub"))]
    return [bytes.fromhex(line) for line in lines if PUBLIC_KEY.fullmatch(line.strip())]


def is_signed(message: bytes, signature: bytes, keys: Collection[bytes]) -> bool:
    """Did one of these keys sign this message?"""
    return any(_verifies(key, message, signature) for key in keys)


def _verifies(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True
