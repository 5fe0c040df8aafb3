"""What did the agent really send, once decompressed?

Agents compress with zlib (most) or gzip, or not at all; the first bytes tell, better than the
declared type. A small body may hide a huge one: output is capped in size and in ratio
(`docs/domain/security.md`, « Reports of agents »).
"""

import gzip
import zlib
from dataclasses import dataclass
from enum import StrEnum

MAX_SENT = 8 * 1024 * 1024  # bytes on the wire; a real computer sends about 30 kB
MAX_BODY = 32 * 1024 * 1024  # bytes once decompressed
MAX_RATIO = 200
GZIP_MAGIC = b"\x1f\x8b"
BLANK = b" \t\r\n\x00"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class BadReport(Exception):
    """A report that is refused, with a sentence for the agent's log and an HTTP status."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class Compression(StrEnum):
    ZLIB = "zlib"
    GZIP = "gzip"
    RAW = "raw"


@dataclass(frozen=True)
class Decoded:
    """The text of a report, still in bytes, and how to compress the answer."""

    body: bytes
    compression: Compression


def compression_of(body: bytes) -> Compression:
    """From the first bytes: RFC 1952, RFC 1950 (its two-byte header is a multiple of 31), or none."""
    if body.startswith(GZIP_MAGIC):
        return Compression.GZIP
    if len(body) >= 2 and body[0] & 0x0F == 8 and body[0] >> 4 <= 7 and (body[0] * 256 + body[1]) % 31 == 0:
        return Compression.ZLIB
    return Compression.RAW


def _inflate(body: bytes, window: int) -> bytes:
    inflater = zlib.decompressobj(window)
    limit = min(MAX_BODY, MAX_RATIO * len(body))
    try:
        plain = inflater.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadReport("Le corps compressé est illisible.") from error
    if len(plain) > limit:
        raise BadReport("Le rapport décompressé est trop gros : il est refusé.", 413)
    if not inflater.eof:
        raise BadReport("Le corps compressé est coupé avant sa fin.")
    if inflater.unused_data.strip(BLANK):
        raise BadReport("Le corps contient autre chose que le rapport compressé.")
    return plain


def _looks_like_text(body: bytes) -> bool:
    head = body[:64]
    for bom in BOMS:
        head = head.removeprefix(bom)
    return head.lstrip(BLANK)[:1] in {b"<", b"{"}


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decompress a body within the limits; BadReport, with its sentence and status, for all the rest."""
    if len(body) > MAX_SENT:
        raise BadReport("Le rapport envoyé est trop gros : il est refusé.", 413)
    if "x-br" in content_type.lower():
        raise BadReport("La compression brotli n’est pas prise en charge : utilisez zlib ou gzip.", 415)
    compression = compression_of(body)
    if compression is Compression.ZLIB:
        body = _inflate(body, zlib.MAX_WBITS)
    elif compression is Compression.GZIP:
        body = _inflate(body, zlib.MAX_WBITS | 16)
    if not _looks_like_text(body):
        raise BadReport("Le corps n’est ni du XML ni du JSON, compressé ou non.")
    return Decoded(body, compression)


def encode(text: bytes, compression: Compression) -> bytes:
    """Compress an answer as the request was.

    Level 6: FusionInventory recognises zlib by the two bytes that this level writes (78 9C).
    """
    if compression is Compression.ZLIB:
        return zlib.compress(text, 6)
    return gzip.compress(text, 6, mtime=0) if compression is Compression.GZIP else text
