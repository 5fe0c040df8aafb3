"""What does a backup say of itself? Written last, checked first.

The manifest carries the SHA-256 of every byte before it and of each member, so that one altered bit
anywhere is seen; its own digest is the SHA-256 of its canonical JSON without the digest. Whoever alters all
can make these sums anew: the digest is signed by the key of the installation that made the backup.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from fanal.core.errors import Refused

FORMAT, FORMAT_VERSION = "fanal-backup", 1
FOREIGN = "Ce fichier n’est pas une sauvegarde de Fanal."
ALTERED = "Cette sauvegarde a été modifiée ou abîmée : rien n’a été touché. Prenez une autre sauvegarde."


@dataclass(frozen=True)
class ArchiveMember:
    """One file of the archive: bytes and SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`before` is the SHA-256 of all that precedes it; `heads` are `[school id, chain, seq, hash]`."""

    made_at: str
    program: str
    migrations: list[list[str]]
    tables: dict[str, int]
    heads: list[list[Any]]
    members: dict[str, ArchiveMember]
    before: str
    signature: str = ""  # in hexadecimal; none in a backup of before December 2026

    def to_bytes(self) -> bytes:
        content = self._content()
        signed = {"signature": self.signature} if self.signature else {}
        return _canonical(content | {"digest": _digest(content)} | signed)

    def message(self) -> bytes:
        """What its installation signs."""
        return b"fanal backup|" + _digest(self._content()).encode()

    def _content(self) -> dict[str, Any]:
        content = {"format": FORMAT, "version": FORMAT_VERSION} | asdict(self)
        del content["signature"]
        return content


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def read_manifest(raw: bytes) -> Manifest:
    """The manifest in these bytes; Refused when they are not ours, not of this version, or altered."""
    content = _parse(raw)
    if content.get("version") != FORMAT_VERSION:
        raise Refused(
            "Cette sauvegarde vient d’une autre version de Fanal, que celle-ci ne sait pas lire. "
            "Installez la version qui l’a faite, ou une plus récente."
        )
    digest, signature = content.pop("digest", ""), content.pop("signature", "")
    signed = {"signature": signature} if signature else {}
    if raw != _canonical(content | {"digest": digest} | signed) or digest != _digest(content):
        raise Refused(ALTERED)
    del content["format"], content["version"]
    try:
        members = {name: ArchiveMember(**member) for name, member in content.pop("members").items()}
        return Manifest(**content, members=members, signature=str(signature))
    except (TypeError, AttributeError, KeyError) as problem:
        raise Refused(FOREIGN) from problem


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        raise Refused(ALTERED) from problem
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Refused(FOREIGN)
    return content
