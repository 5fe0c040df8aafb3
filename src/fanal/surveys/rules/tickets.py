"""What does a ticket look like, and what is kept of it? Sixteen signs, and their fingerprint. Pure."""

import hashlib
import secrets

ALPHABET, LENGTH = "abcdefghijkmnpqrstuvwxyz23456789", 16  # 80 bits, no sign that looks like another


def drawn_ticket() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
