"""How a view says who may open it. Without a word it needs a member of the school in its address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

from fanal.accounts.policies.rights import Right
from fanal.accounts.reading.requests import FileRequest
from fanal.core.errors import reasons_of_refusal

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


def reads_first(read: Callable[[FileRequest], Any], *, may: Right) -> Callable[[View], View]:
    """Mark a view whose form brings a file that takes long to read: `read` runs before the transaction opens.

    It runs for a member who `may` do this in their school, and gives what it read, or raises RuleBroken; the
    view takes it by `file_content_of`. A form that brings no file is read when its page is asked for.
    """

    def keep(request: FileRequest) -> None:
        request.file_content = None
        with reasons_of_refusal() as request.unread:
            if may(request.actor, request.member.school):
                request.file_content = read(request)

    def mark(view: View) -> View:
        @wraps(view)
        def page(request: FileRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not hasattr(request, "file_content"):
                keep(request)
            return view(request, *args, **kwargs)

        setattr(page, READS_FIRST, keep)
        return page

    return mark


def reading_of(view: Any) -> Read | None:
    return getattr(view, READS_FIRST, None)


def access_of(view: Any) -> tuple[str, str]:
    return getattr(view, ACCESS, (MEMBER, ""))
