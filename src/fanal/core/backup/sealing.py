"""How do the installation's keys travel in a backup? Sealed under a passphrase: scrypt, then AES-256-GCM.

Source of the cost: OWASP Password Storage (scrypt N=2^17, r=8, p=1: 128 MB, a third of a second).
"""

import base64
import json
import os
import re
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from fanal.core.errors import Refused

HEAD = b"fanal-secrets-1\n"
SALT_BYTES, NONCE_BYTES = 16, 12
COST, BLOCK, LANES = 2**17, 8, 1
SHORTEST_PASSPHRASE = 12
NAME = re.compile(r"[a-z][a-z0-9_.-]{0,60}")


def derived_key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=BLOCK, p=LANES).derive(passphrase.encode())


def require_long(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refused(
            f"La phrase de passe est trop courte : il en faut au moins {SHORTEST_PASSPHRASE} caractères, "
            "par exemple cinq mots sans rapport entre eux."
        )


def seal(folder: Path, passphrase: str) -> bytes:
    """The files of `folder` as sealed bytes; Refused when the passphrase is too short to protect them."""
    require_long(passphrase)
    content = {
        file.name: base64.b64encode(file.read_bytes()).decode()
        for file in sorted(folder.glob("*"))
        if file.is_file() and NAME.fullmatch(file.name)
    }
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(derived_key(passphrase, salt)).encrypt(nonce, json.dumps(content).encode(), HEAD)
    return HEAD + salt + nonce + sealed


def unseal(sealed: bytes, passphrase: str) -> dict[str, bytes]:
    """File name → content; Refused when the passphrase is not the one that sealed them."""
    start = len(HEAD) + SALT_BYTES
    if not sealed.startswith(HEAD):
        raise Refused("Les clés de cette sauvegarde sont d’une forme inconnue de cette version de Fanal.")
    salt, nonce = sealed[len(HEAD) : start], sealed[start : start + NONCE_BYTES]
    try:
        content = AESGCM(derived_key(passphrase, salt)).decrypt(nonce, sealed[start + NONCE_BYTES :], HEAD)
    except InvalidTag as wrong:
        raise Refused(
            "La phrase de passe n’est pas celle qui a fermé les clés de cette sauvegarde. "
            "Rien n’a été touché."
        ) from wrong
    return {
        name: base64.b64decode(value) for name, value in json.loads(content).items() if NAME.fullmatch(name)
    }
