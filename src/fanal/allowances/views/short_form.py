"""A short form on a page of its own: what the pages of proposals and reliefs share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.form_page import form_page


def short_form(
    request: SchoolRequest,
    form: forms.BaseForm,
    save: Callable[[dict[str, Any]], Any],
    words: dict[str, str],
    *,
    page: str,
    require: Callable[[], object],
) -> HttpResponse:
    """Ask, then lead back to `page`. `words`: title, help, send, done, back and source of the page."""
    return form_page(
        request,
        form,
        save,
        template="allowances/ask.html",
        success=words["done"],
        next_page=page,
        context={"words": words, "back": page},
        require=require,
    )
