"""What a page says less of when a browser keeps it for where there is no network (ADR 0063)."""

from collections.abc import Iterable
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest


def is_carried(request: HttpRequest) -> bool:
    """Whether a browser asks for it to keep it."""
    return "X-Fanal-Carry" in request.headers


def messages_shown(request: HttpRequest) -> Iterable[Any]:
    """The `messages` of a typed page: none in one that is kept, those that wait else."""
    return [] if is_carried(request) else get_messages(request)
