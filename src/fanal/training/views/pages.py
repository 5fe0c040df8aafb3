"""What the forms of the training plan have alike: where they stand, what their button says."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.pages.form_page import SAVED, form_page
from fanal.core.pages.page import ShortFormPage, Trail

PLAN, OFFERS, SESSIONS = "Plan de formation", "Offres de formation", "Séances de formation"


def trail_to(uai: str, label: str, page: str, *more: tuple[str, str]) -> Trail:
    return [(label, address(page, uai)), *more]


def plan_form(
    request: SchoolRequest,
    form: forms.BaseForm,
    save: Callable[[dict[str, Any]], Any],
    words: tuple[str, str],
    trail: Trail,
    *,
    right: tuple[Right, Any],
    next_page: str | Callable[[Any], str] = "",
    success: str | Callable[[Any], str] = SAVED,
    seen: str = "",
    detail: str = "",
) -> HttpResponse:
    """`words`: the title of the page, and its button; `right`: who may, and to what."""
    title, button = words
    return form_page(
        request,
        ShortFormPage(form=form, title=title, button=button, trail=trail, seen=seen, detail=detail),
        save,
        success=success,
        next_page=next_page or trail[-1][1],
        require=lambda: require(right[0], request.actor, right[1]),
    )
