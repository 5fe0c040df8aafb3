"""Reading a long file after the answer, outside any transaction: each word of its progress has its own.

The job begins again from the start when its worker died. It ends by itself when the row is gone (somebody
stopped it) or when another run of it has begun.
"""

from contextlib import AbstractContextManager, closing, nullcontext
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from fanal.accounts.actions.awaiting import roles_of
from fanal.accounts.models.member import Actor, actor_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.keys.sealed_content import NotOurs, open_content
from fanal.core.tenancy import scope
from fanal.file_readings.models import FileReading
from fanal.file_readings.reading.readers import reader_of

MOST_ATTEMPTS = 3
INTERRUPTED = (
    "La lecture de ce fichier a été interrompue trois fois : il demande peut-être plus que ce serveur ne "
    "peut. Découpez-le en plusieurs fichiers, ou prévenez la personne qui tient le serveur."
)
NO_RIGHT = "Le fichier n’a pas été lu : qui l’a déposé n’en a plus le droit."
LOST = "Le fichier déposé n’est plus lisible : déposez-le de nouveau."
State = FileReading.State


class Abandoned(Exception):
    """Nobody wants this reading any more, or another run of it has begun."""


def read_file(school_id: int, reading_id: int) -> None:
    """Read the file and keep what it says, or the sentence that says why not."""
    begun = _begin(school_id, reading_id)
    if begun is None:
        return
    try:
        _read(begun)
    except Abandoned:
        return
    except NotAllowed:
        _end(begun, State.STOPPED, reasons=[NO_RIGHT])
    except RuleBroken as refusal:
        _end(begun, State.STOPPED, reasons=refusal.reasons)


def _begin(school_id: int, reading_id: int) -> FileReading | None:
    """The reading, begun once more; None when it is over, or was begun too often."""
    with scope(school_id):
        rows = FileReading.objects.for_school(school_id).filter(pk=reading_id).in_flight()
        reading: FileReading | None = (
            rows.select_for_update(of=("self",)).select_related("school", "asked_by").first()
        )
        if reading is None:
            return None
        reading.attempts += 1
        reading.state, reading.lines, reading.moved_at = State.READING, 0, timezone.now()
        reading.save(update_fields=["attempts", "state", "lines", "moved_at"])
    if reading.attempts > MOST_ATTEMPTS:
        _end(reading, State.STOPPED, reasons=[INTERRUPTED])
        return None
    return reading


def _read(begun: FileReading) -> None:
    reader = reader_of(begun.kind)

    def watch(lines: int) -> None:
        with scope(begun.school_id):
            _move(begun, state=State.READING, lines=lines)

    content = reader.read(begun.school, _content_of(begun), begun.name, watch)
    with _closed(content):
        with scope(begun.school_id):
            _move(begun, state=State.PREPARING)
        now = timezone.now()
        with scope(begun.school_id), timezone.override(begun.school.zone_info):
            address = reader.deposit(
                begun.school,
                content,
                *begun.place,
                name=begun.name,
                today=timezone.localdate(now),
                now=now,
                by=_reader_as_they_are(begun, now),
            )
            _move(begun, state=State.READ, content=None, leads_to=address)


def _content_of(begun: FileReading) -> bytes:
    try:
        return open_content(settings.FANAL_HOME, bytes(begun.content or b""), bound=begun.bound)
    except NotOurs:
        raise RuleBroken(LOST) from None


def _closed(content: Any) -> AbstractContextManager[Any]:
    return closing(content) if hasattr(content, "close") else nullcontext()


def _move(begun: FileReading, **columns: Any) -> None:
    """Say how far this run is; Abandoned, so that all of it is undone, when it is not wanted any more."""
    rows = FileReading.objects.for_school(begun.school_id).filter(pk=begun.pk, attempts=begun.attempts)
    if not rows.in_flight().update(moved_at=timezone.now(), **columns):
        raise Abandoned


def _end(begun: FileReading, state: str, **columns: Any) -> None:
    with scope(begun.school_id):
        rows = FileReading.objects.for_school(begun.school_id).filter(pk=begun.pk, attempts=begun.attempts)
        rows.in_flight().update(state=state, content=None, moved_at=timezone.now(), **columns)


def _reader_as_they_are(begun: FileReading, now: datetime) -> Actor:
    """Whoever brought the file, with the roles they hold now."""
    return actor_of(begun.asked_by, *roles_of(begun.asked_by, timezone.localdate(now)))
