"""What answers the address of a button, which is pressed and never read?"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http import FORM

BUTTON = re.compile(r"[a-z]+/(\d+/)?$")  # at the end of its address


def pressed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A button of a page. A refusal shows that page under the address of the button, « …/12/un/ »: whoever
    opens it again finds the page itself, « …/12/ »."""

    @require_http_methods(FORM)
    @wraps(view)
    def answered(request: SchoolRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, *args, **kwargs)
        return redirect(BUTTON.sub("", request.path))

    return answered
