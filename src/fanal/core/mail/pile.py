"""The pile: mails that belong to no school, or that nothing could read. Who empties it?

A mail of no school may hold anybody's data, a pupil's of a school that nobody here serves included: no role
of a school, an authority or an académie may read it. Whoever operates the server does, by `fanal mail pile`,
and sees no more than what decides: who wrote, when, under which subject (ADR 0050).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fanal.core.mail import bounded
from fanal.core.mail.filing import file_mail
from fanal.core.mail.models import ArrivedMail
from fanal.core.mail.structure import header_block

SHOWN = 200  # mails listed at once


class NotInPile(LookupError):
    """No mail of this number waits in the pile."""


@dataclass(frozen=True)
class PiledMail:
    """What is said of a waiting mail. `reason` is empty when only its school is unknown; `size` is bytes."""

    number: int
    arrived_at: datetime
    sender: str
    subject: str
    size: int
    reason: str


def waiting() -> Iterator[PiledMail]:
    """The oldest first, at most `SHOWN`; each is read under the limits of `bounded`."""
    for row in ArrivedMail.objects.filter(state=ArrivedMail.State.LOST).order_by("arrived_at")[:SHOWN]:
        try:
            letter = bounded.read(header_block(bytes(row.raw or b"")), row.size)
            sender, subject = letter.sender, letter.subject
        except bounded.Poisoned:
            sender = subject = ""
        yield PiledMail(row.pk, row.arrived_at, sender, subject, row.size, row.reason)


def file_under(number: int, school_id: int) -> None:
    """Move it to this school, whose team sorts it. Raises NotInPile."""
    with transaction.atomic():
        _waiting(number)
        file_mail(number, school_id=school_id)


def drop(number: int) -> None:
    """Its content is erased; its fingerprint stays, so that it is not taken again. Raises NotInPile."""
    with transaction.atomic():
        row = _waiting(number)
        row.state, row.raw = ArrivedMail.State.DROPPED, None
        row.save(update_fields=["state", "raw"])


def _waiting(number: int) -> ArrivedMail:
    row = ArrivedMail.objects.select_for_update().filter(pk=number, state=ArrivedMail.State.LOST).first()
    if row is None:
        raise NotInPile
    return row
