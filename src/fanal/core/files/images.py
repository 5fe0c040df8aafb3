"""How does a picture from outside become one that Fanal may show? Decoded and encoded again.

Nothing of the original survives but its pixels: no place, date, device, comment, trailing bytes.
"""

from threading import Lock
from typing import Any

from fanal.core.sandbox.parent import MEBIBYTE, PREVIEW_SECONDS, Declined, Limit, LimitReached, run_limited

from .contents import content_kind
from .recognise import LARGEST_FILE, PICTURES, RefusedFile

WORKER = "fanal.core.files.image_worker:reencode"
LONGEST_SIDE = 2000
THUMBNAIL_SIDE = 320
MOST_PIXELS = 24_000_000  # twice what a telephone takes; each costs up to 16 bytes while it is decoded
MEMORY = 512 * MEBIBYTE
SECONDS = PREVIEW_SECONDS
# A photo is drawn in a dozen scans; one of a thousand is made to keep a processor busy for each of them.
SCAN, MOST_SCANS = b"\xff\xda", 100
DIGITS = 8  # the answer begins with width and height, eight digits each

NOT_A_PICTURE = "Ce fichier n’est pas une image acceptée. Envoyez une image JPEG, PNG ou WebP."
TOO_HEAVY = f"Cette image dépasse {LARGEST_FILE // MEBIBYTE} Mo. Réduisez-la, puis recommencez."
TOO_BIG = (
    "Cette image est trop grande pour être ouverte : 24 millions de pixels au plus. Réduisez-la "
    "(2 000 pixels de côté suffisent), puis recommencez."
)
TOO_MANY = (
    "Plusieurs images arrivent en même temps : celle-ci n’a pas pu être lue. Renvoyez-la dans une minute."
)
# One picture at a time in each process: decoding fills a processor, and the pages need the other.
TURN = Lock()
SECONDS_FOR_A_TURN = 30
DAMAGED = (
    "Cette image est endommagée ou incomplète. Reprenez la photo, ou enregistrez-la en JPEG, puis "
    "recommencez."
)


def reencode(data: bytes, *, side: int = LONGEST_SIDE) -> tuple[bytes, tuple[int, int]]:
    """The same picture upright, at most `side` pixels, in its own format, and (width, height).

    JPEG, PNG and WebP only. Raises RefusedFile.
    """
    return _redraw(data, side, in_webp=False)


def thumbnail(data: bytes, *, side: int = THUMBNAIL_SIDE) -> tuple[bytes, tuple[int, int]]:
    """A small WebP of a JPEG, PNG or WebP picture, and (width, height). Raises RefusedFile."""
    return _redraw(data, side, in_webp=True)


def _redraw(data: bytes, side: int, *, in_webp: bool) -> tuple[bytes, tuple[int, int]]:
    if content_kind(data) not in PICTURES:
        raise RefusedFile(NOT_A_PICTURE)
    if len(data) > LARGEST_FILE:
        raise RefusedFile(TOO_HEAVY)
    if data.startswith(b"\xff\xd8") and data.count(SCAN) > MOST_SCANS:
        raise RefusedFile(DAMAGED)
    if not TURN.acquire(timeout=SECONDS_FOR_A_TURN):
        raise RefusedFile(TOO_MANY)
    try:
        return _decode(data, {"side": side, "in_webp": in_webp})
    finally:
        TURN.release()


def _decode(data: bytes, orders: dict[str, Any]) -> tuple[bytes, tuple[int, int]]:
    try:
        with run_limited(
            WORKER, data, arguments=orders, memory=MEMORY, seconds=SECONDS, output=LARGEST_FILE
        ) as answer:
            width, height = int(answer.read(DIGITS)), int(answer.read(DIGITS))
            return answer.read(), (width, height)
    except Declined as refusal:
        raise RefusedFile(refusal.sentence) from None
    except LimitReached as reached:
        raise RefusedFile(DAMAGED if reached.limit is Limit.CRASH else TOO_BIG) from None
    except ValueError:
        raise RefusedFile(DAMAGED) from None
