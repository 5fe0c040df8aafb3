"""Where files from outside are kept, once they are harmless, and how they are given back.

A file is known by the SHA-256 of what is kept, in the store of its school: brought twice, it stands once.
It is only served through a view that has checked who asks.
"""

import hashlib
from dataclasses import dataclass

from django.http import FileResponse, Http404
from django.utils import timezone

from fanal.core.documents.pdf import is_unsigned_paper
from fanal.core.files import RefusedFile, clean_name, recognise, reencode, thumbnail
from fanal.core.files.contents import FileKind
from fanal.core.files.recognise import ATTACHMENTS, PICTURES
from fanal.core.stores.file_store import file_store
from fanal.core.stores.models import FileContent

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
    _keep(school_id, sha256, data)
    return Stored(file.name, file.mime, len(data), sha256, is_picture)


def store_drawing(school_id: int, data: bytes, filename: str, *, side: int) -> Stored:
    """Keep a picture made small: a WebP of at most `side` pixels. RefusedFile says why not."""
    file = recognise(data, filename, allowed=PICTURES)
    small, _ = thumbnail(data, side=side)
    sha256 = hashlib.sha256(small).hexdigest()
    _keep(school_id, sha256, small)
    return drawing(file.name, sha256)


def drawing(name: str, sha256: str) -> Stored:
    """What `store_drawing` kept, by its hash alone."""
    return Stored(name, "image/webp", 0, sha256, is_picture=True)


def keep_own(school_id: int, data: bytes, name: str, mime: str) -> Stored:
    """Keep a file that Fanal made itself: nothing from outside is in it but text."""
    sha256 = hashlib.sha256(data).hexdigest()
    _keep(school_id, sha256, data)
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


def _keep(school_id: int, sha256: str, data: bytes) -> None:
    """Note it first: whoever removes abandoned contents waits for the end of this transaction."""
    FileContent.note(school_id, sha256, timezone.now())
    file_store().put(school_id, sha256, data)


def is_our_unsigned_paper(school_id: int, file: Stored) -> bool:
    """Whether this file is a paper of ours, to be signed by hand, given back without any signature."""
    data = read_whole(school_id, file.sha256)
    return data is not None and is_unsigned_paper(data)


def read_whole(school_id: int, sha256: str) -> bytes | None:
    """What was kept, if it is here and as it was."""
    try:
        with file_store().open(school_id, sha256) as content:
            data = content.read()
    except FileNotFoundError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def serve(school_id: int, file: Stored) -> FileResponse:
    """The file itself: pictures are shown, everything else is downloaded; nothing in it can run.

    Raises Http404 for one that the store has lost.
    """
    try:
        content = file_store().open(school_id, file.sha256)
    except FileNotFoundError:
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
