"""The code that the room shows: six letters that change each minute, made with our key."""

from datetime import datetime

from django.utils.crypto import constant_time_compare

from fanal.core.mail.addresses import seal
from fanal.training.models import TrainingSession
from fanal.training.rules.session import CODE_LETTERS, STEP

PURPOSE = "presence-formation"


def room_code(session: TrainingSession, now: datetime, *, back: int = 0) -> str:
    """Of this minute, or of `back` minutes ago: not kept, and nobody makes it without the key."""
    step = int(now.timestamp()) // STEP - back
    return seal(PURPOSE, session.school_id, session.pk, step)[:CODE_LETTERS].upper()


def is_room_code(session: TrainingSession, typed: str, now: datetime) -> bool:
    """That of this minute or of the one before: somebody began to type."""
    cleaned = "".join(typed.split()).upper()
    return any(constant_time_compare(cleaned, room_code(session, now, back=back)) for back in (0, 1))
