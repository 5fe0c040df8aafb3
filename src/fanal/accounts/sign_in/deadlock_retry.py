"""May a request be answered a second time? Once, when two people crossed each other.

Two people who lock the same two rows in opposite orders wait for each other: PostgreSQL refuses one of them,
whose writes are undone. Said again a moment later, the same gesture passes. Somebody files a request about a
record while another merges it: what the request points to is no more when it is committed. Said again, the
form says so.
"""

from django.db import DatabaseError
from django.http import HttpRequest
from psycopg.errors import DeadlockDetected, ForeignKeyViolation, SerializationFailure

ASKED_AGAIN = "was_asked_again"


def may_be_asked_again(request: HttpRequest, problem: Exception) -> bool:
    """The first time only, and when what was sent can be read again."""
    is_crossing = isinstance(problem, DatabaseError) and isinstance(
        problem.__cause__, DeadlockDetected | SerializationFailure | ForeignKeyViolation
    )
    if not is_crossing or hasattr(request, ASKED_AGAIN):
        return False
    return not _is_read_once(request)


def prepare(request: HttpRequest) -> None:
    """As it was when it arrived: its files at their beginning, nothing said yet."""
    setattr(request, ASKED_AGAIN, True)
    for _, files in request.FILES.lists():
        for file in files:
            file.seek(0)
    messages = getattr(request, "_messages", None)
    if messages is not None:
        messages._queued_messages.clear()


def _is_read_once(request: HttpRequest) -> bool:
    """A body taken from the socket by the view itself (an agent's) is gone: the agent sends it again."""
    return (
        getattr(request, "_read_started", False)
        and not hasattr(request, "_post")
        and not hasattr(request, "_body")
    )
