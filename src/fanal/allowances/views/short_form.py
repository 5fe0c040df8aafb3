"""A button that may be refused, and a short form: what the pages of proposals, reliefs and letters share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanal.core.errors import reasons_of_refusal
from fanal.core.http import already_submitted, remember_answer, render_page


def pressed(
    request: HttpRequest,
    gesture: Callable[[], Any],
    done: str,
    *,
    page: str,
    show: Callable[[list[str]], HttpResponse],
) -> HttpResponse:
    """Done, then back to `page` with the sentence `done`; or the same page again with the reasons."""
    with reasons_of_refusal() as reasons:
        gesture()
        messages.success(request, done)
    return show(reasons) if reasons else redirect(page)


def form_page(
    request: HttpRequest,
    form: forms.Form,
    gesture: Callable[[dict[str, Any]], Any],
    words: dict[str, str],
    *,
    page: str,
    right: Callable[[], None],
) -> HttpResponse:
    """A short form: shown, refused with reasons, or done once. `words`: title, send, done, back…

    `right` is asked after the key of the form: pressed twice, what was done may not be done again, and the
    second press leads where the first one led.
    """
    reasons: list[str] = []
    is_sent = form.is_bound and form.is_valid()
    if is_sent and (seen := already_submitted(request)):
        return redirect(seen)
    right()
    if is_sent:
        with reasons_of_refusal() as reasons:
            gesture(form.cleaned_data)
            messages.success(request, words["done"])
            return remember_answer(request, page)
    context = {"form": form, "reasons": reasons, "words": words, "back": page}
    status = 422 if form.is_bound else 200
    return render_page(request, "allowances/ask.html", context, status=status)
