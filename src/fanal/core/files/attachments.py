"""Where files from outside are kept, once they are harmless, and how they are given back.

A file is known by the SHA-256 of what is kept, in a folder of its school: written twice, it stands once.
It is only served through a view that has checked who asks.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404

from fanal.core.documents.pdf import is_unsigned_paper
from fanal.core.files import RefusedFile, clean_name, recognise, reencode, thumbnail
from fanal.core.files.contents import FileKind
from fanal.core.files.recognise import ATTACHMENTS, PICTURES

LARGEST_MAIL = 5 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Stored:
    """A file that is kept: its shown name, what it is served as, its size in bytes, its content's hash."""

    name: str
    mime: str
    size: int
    sha256: str
    is_picture: bool


def store(
    school_id: int, data: bytes, filename: str, *, allowed: frozenset[FileKind] = ATTACHMENTS
) -> Stored:
    """Check, make harmless and keep one file; RefusedFile says why not. Pictures lose all their metadata.

    Written before the transaction ends: a file without a row is harmless, a row without a file is not.
    """
    file = recognise(data, filename, allowed=allowed)
    is_picture = file.kind in PICTURES
    if is_picture:
        data, _ = reencode(data)
    sha256 = hashlib.sha256(data).hexdigest()
    _write(path_of(school_id, sha256), data)
    return Stored(file.name, file.mime, len(data), sha256, is_picture)


def store_drawing(school_id: int, data: bytes, filename: str, *, side: int) -> Stored:
    """Keep a picture made small: a WebP of at most `side` pixels. RefusedFile says why not."""
    file = recognise(data, filename, allowed=PICTURES)
    small, _ = thumbnail(data, side=side)
    sha256 = hashlib.sha256(small).hexdigest()
    _write(path_of(school_id, sha256), small)
    return drawing(file.name, sha256)


def drawing(name: str, sha256: str) -> Stored:
    """What `store_drawing` kept, by its hash alone."""
    return Stored(name, "image/webp", 0, sha256, is_picture=True)


def keep_own(school_id: int, data: bytes, name: str, mime: str) -> Stored:
    """Keep a file that Fanal made itself: nothing from outside is in it but text."""
    sha256 = hashlib.sha256(data).hexdigest()
    _write(path_of(school_id, sha256), data)
    return Stored(name, mime, len(data), sha256, is_picture=False)


def keep_mail(school_id: int, data: bytes, name: str) -> Stored:
    """Keep a mail joined to another, as it was. Nothing of ours opens it: it is only ever downloaded.

    `data` is its bytes. RefusedFile when there are none, or more than `LARGEST_MAIL`.
    """
    name = clean_name(name)
    if not data:
        raise RefusedFile(f"Le message joint « {name} » est vide ou illisible.")
    if len(data) > LARGEST_MAIL:
        raise RefusedFile(f"Le message joint « {name} » dépasse {LARGEST_MAIL // 1024 // 1024} Mo.")
    return keep_own(school_id, data, name, "message/rfc822")


def is_our_unsigned_paper(school_id: int, file: Stored) -> bool:
    """Whether this file is a paper of ours, to be signed by hand, given back without any signature."""
    path = path_of(school_id, file.sha256)
    return path.exists() and is_unsigned_paper(path.read_bytes())


def read_whole(school_id: int, sha256: str) -> bytes | None:
    """What was kept, if it is here and as it was."""
    try:
        data = path_of(school_id, sha256).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def path_of(school_id: int, sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / str(school_id) / sha256[:2] / sha256


def serve(school_id: int, file: Stored) -> FileResponse:
    """The file itself: pictures are shown, everything else is downloaded; nothing in it can run.

    Raises Http404 for one that the disk has lost.
    """
    try:
        content = path_of(school_id, file.sha256).open("rb")
    except (FileNotFoundError, IsADirectoryError):
        raise Http404 from None
    answer = FileResponse(
        content,
        as_attachment=not file.is_picture,
        filename=file.name,
        content_type=file.mime,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store"  # the next person at a shared computer is somebody else
    return answer


def _is_here(path: Path, data: bytes) -> bool:
    """True when it is kept already, whole; touched, so that the night does not take it for abandoned."""
    try:
        os.utime(path)
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _write(path: Path, data: bytes) -> None:
    """A file that the disk has spoilt is written again by whoever brings it again."""
    if _is_here(path, data):
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
