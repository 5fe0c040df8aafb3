"""How a view says who may open it. Without a word it needs a member of the school in its address."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]
MEMBER, PARTNER = "member", "partner"


def open_to(who: str, *, because: str) -> Callable[[View], View]:
    """Mark a view that a member of the school is not required for.

    `who` is « anyone », « signed in » or « partner » (of the body in the address); `because` goes into the
    published table of open addresses.
    """

    def mark(view: View) -> View:
        view.fanal_access = (who, because)  # type: ignore[attr-defined]
        return view

    return mark


def access_of(view: Any) -> tuple[str, str]:
    return getattr(view, "fanal_access", (MEMBER, ""))
