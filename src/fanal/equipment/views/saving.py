"""One form that keeps something: show it, refuse it with its reasons, or keep it once and go on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanal.core.errors import reasons_of_refusal
from fanal.core.http import already_submitted, render_page

KEPT = "C’est enregistré."


def save_or_show(
    request: HttpRequest,
    template: str,
    title: str,
    form: Any,
    act: Callable[[], object],
    *,
    back: str,
    **extra: Any,
) -> HttpResponse:
    """`act` keeps what the valid form says; `back` is the name of the list to go back to.

    The caller has asked for the right already. A form sent twice keeps once.
    """
    reasons: list[str] = []
    uai = request.member.school.uai
    if form.is_valid():
        if before := already_submitted(request):
            return redirect(before)
        with reasons_of_refusal() as reasons:
            act()
        if not reasons:
            messages.success(request, KEPT)
            return redirect(back, uai)
    context = {"title": title, "form": form, "reasons": reasons, "label": "Enregistrer", **extra}
    return render_page(request, template, context, status=422 if form.is_bound else 200)
