"""Pictures for the demonstration: a tablet on a table, its screen whole or cracked."""

import struct
import zlib

WIDTH, HEIGHT = 640, 480
TABLE, CASE, SCREEN, CRACK = b"\xc9\xb4\x97", b"\x2b\x30\x38", b"\x5f\x8f\xa8", b"\xf4\xf8\xfa"


def _colour(x: int, y: int, *, is_cracked: bool) -> bytes:
    if not (80 <= x < 560 and 70 <= y < 410):
        return TABLE
    if not (110 <= x < 530 and 100 <= y < 380):
        return CASE
    cracks = (abs(x - y - 90 - 18 * (y // 34 % 2)), abs(x + y // 2 - 520 + 10 * (x // 23 % 2)))
    return CRACK if is_cracked and min(cracks) < 3 else SCREEN


def tablet_picture(*, is_cracked: bool) -> bytes:
    """A PNG (RFC 2083: eight bits, true colour, no filter)."""
    rows = (
        b"\0" + b"".join(_colour(x, y, is_cracked=is_cracked) for x in range(WIDTH)) for y in range(HEIGHT)
    )
    header = struct.pack(">2I5B", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
