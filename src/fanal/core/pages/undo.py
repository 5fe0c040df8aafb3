"""« Annuler », for the ten seconds of a toast (`fanal.js`): mails that a press announces leave after that."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest

LATE, WINDOW = timedelta(seconds=15), timedelta(seconds=20)  # no mail leaves while it can still be undone
TAG = "undo"


def offer(request: HttpRequest, sentence: str, address: str) -> None:
    """Say what was done, with a button that posts to this address."""
    messages.success(request, sentence, extra_tags=f"{TAG} {address}")


def is_late(done_at: datetime, now: datetime) -> bool:
    """Whether « Annuler », gone from the page, comes too late."""
    return now - done_at > WINDOW


def is_over(done_at: datetime, now: datetime) -> bool:
    """Whether the mails may leave: a few seconds are left to whoever pressed at the last one."""
    return now - done_at > LATE
