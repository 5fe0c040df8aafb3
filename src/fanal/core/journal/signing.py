"""Who vouches for a purged range of the journal? A key of this installation, kept outside the database.

Whoever holds the database alone can neither sign a range away nor replace a signature: the private key lies
in FANAL_HOME/secrets, and the public keys that may be believed in FANAL_HOME/journal-keys (and in backups).
"""

import hashlib
from collections.abc import Collection
from datetime import UTC
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fanal.core.journal.models import JournalStub
from fanal.core.secrets import private_directory, stored_secret

SECRET, FOLDER = "journal_key", "journal-keys"


def _private_key(home: Path) -> Ed25519PrivateKey:
    seed = hashlib.sha256(stored_secret(home, SECRET).encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def sign(home: Path, message: bytes) -> bytes:
    """Sign with this installation's key, made at its first use, and leave its public half to be believed."""
    key = _private_key(home)
    public = key.public_key().public_bytes_raw()
    name = f"{hashlib.sha256(public).hexdigest()[:16]}.pub"
    (private_directory(home / FOLDER) / name).write_text(public.hex() + "\n", encoding="ascii")
    return key.sign(message)


def believed_keys(folder: Path) -> list[bytes]:
    """The public keys in this folder; one that cannot be read is not believed."""
    return [bytes.fromhex(file.read_text(encoding="ascii")) for file in sorted(folder.glob("*.pub"))]


def is_signed(message: bytes, signature: bytes, keys: Collection[bytes]) -> bool:
    """Did one of these keys sign this message?"""
    return any(_verifies(key, message, signature) for key in keys)


def _verifies(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def stub_message(stub: JournalStub) -> bytes:
    """The bytes that are signed: every field of the stub, its moment in UTC as the database gives it back."""
    at = stub.at.astimezone(UTC).isoformat()
    words = [
        "fanal journal stub",
        stub.school_id,
        stub.chain,
        stub.first_seq,
        stub.last_seq,
        bytes(stub.first_previous).hex(),
        bytes(stub.last_hash).hex(),
        at,
        stub.reason,
    ]
    return "|".join(str(word) for word in words).encode()
