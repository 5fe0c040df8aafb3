"""A form of a register that is filled, refused with its sentences, or sent once and followed by its page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import already_submitted, remember_answer, render_page


def write(
    request: HttpRequest,
    form: forms.Form,
    record: Any,
    act: Callable[[], Any],
    *,
    template: str,
    page: str,
    says: str,
) -> HttpResponse:
    """`act` does it and returns the row, whose `number` is in the address of `page`."""
    reasons: list[str] = []
    if form.is_bound and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            kept = act()
            messages.success(request, says)
            return remember_answer(request, address(page, request.member.school.uai, kept.number))
    context = {"form": form, "record": record, "reasons": reasons}
    return render_page(request, template, context, status=422 if form.is_bound else 200)
