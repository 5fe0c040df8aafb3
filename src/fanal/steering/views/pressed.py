"""What answers the address of a button, which is pressed and never read?"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.form_page import button_page


def press(
    request: SchoolRequest,
    act: Callable[[], Any],
    *,
    success: str | Callable[[Any], str],
    page: str,
    next_page: str | Callable[[Any], str] = "",
    show: Callable[[list[str]], HttpResponse],
) -> HttpResponse:
    """Do what a button of `page` asks, then lead to `next_page`, or back to `page`.

    A refusal shows that page under the address of the button: whoever opens it again finds the page itself.
    """
    if request.method != "POST":
        return redirect(page)
    return button_page(request, act, success=success, next_page=next_page or page, show=show)
