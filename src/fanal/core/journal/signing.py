"""Who vouches for a purged range of the journal? A key of the installation (`core.keys.installation_key`)."""

from datetime import UTC

from fanal.core.journal.models import JournalStub
from fanal.core.keys.installation_key import FOLDER, SECRET, believed_keys, is_signed, sign

__all__ = ["FOLDER", "SECRET", "believed_keys", "is_signed", "sign", "stub_message"]


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
