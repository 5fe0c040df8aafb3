"""What does a ticket look like, and what is kept of it? Sixteen signs, and their fingerprint. Pure."""

import hashlib
import re
import secrets

ALPHABET, LENGTH = "abcdefghijkmnpqrstuvwxyz23456789", 16  # 80 bits, no sign that looks like another
TICKET = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def drawn_ticket() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed_by_hand(ticket: str) -> str:
    """« abcd efgh ijkm npqr »."""
    return " ".join(ticket[start : start + 4] for start in range(0, LENGTH, 4))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
