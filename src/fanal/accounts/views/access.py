"""How a view says who may open it. Without a word it needs a member of the school in its address."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase

from fanal.accounts.reading.requests import FileRequest

View = Callable[..., HttpResponseBase]
Read = Callable[[FileRequest], None]
MEMBER, PARTNER, TOKEN = "member", "partner", "token"
ACCESS, READS_FIRST = "fanal_access", "fanal_reads_first"


def open_to(who: str, *, because: str) -> Callable[[View], View]:
    """Mark a view that a member of the school is not required for.

    `who` is « anyone », « signed in », « partner » (of the body in the address) or « token » (a program that
    shows a token of the school); `because` goes into the published table of open addresses.
    """

    def mark(view: View) -> View:
        setattr(view, ACCESS, (who, because))
        return view

    return mark


def reads_first(read: Read) -> Callable[[View], View]:
    """Mark a view whose form brings a file that takes long to read: `read` runs before the transaction opens.

    It runs for a member only, and keeps what it read on the request; the view then finds it there.
    """

    def mark(view: View) -> View:
        setattr(view, READS_FIRST, read)
        return view

    return mark


def reading_of(view: Any) -> Read | None:
    return getattr(view, READS_FIRST, None)


def access_of(view: Any) -> tuple[str, str]:
    return getattr(view, ACCESS, (MEMBER, ""))
