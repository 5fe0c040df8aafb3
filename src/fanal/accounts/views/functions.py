"""Who may do what, changed: functions, departures, invitations. Each asks again for the second proof."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts import actions, policies
from fanal.accounts.forms.people import DepartureForm, FunctionsForm
from fanal.accounts.models import Person
from fanal.accounts.models.colleague import Colleague
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.granting import grantable
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.accounts.views.people import colleague_or_404, person_form, show
from fanal.core.addresses import address
from fanal.core.form_page import button_page
from fanal.core.http import FORM
from fanal.core.mail.departure import as_far_as_it_went

DEPARTURE = (
    "Son accès s’arrête le soir de ce jour ; une date passée l’arrête tout de suite. Ce que cette personne a "
    "fait reste dans l’historique ; son nom s’efface un an après, sauf s’il sert encore."
)


@needs_fresh_proof
@require_http_methods(FORM)
def person_functions(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    form = FunctionsForm(
        request.POST or None,
        school=request.member.school,
        may_give=grantable(request.actor.roles),
        initial=_now(request, colleague),
    )

    def save(_: dict[str, Any]) -> Person:
        stamp = {"today": request.today, "by": request.actor}
        actions.change_functions(colleague.person, form.functions(), **stamp)
        return colleague.person

    title = f"Fonctions de {colleague.person}"
    page = {"title": title, "label": "Enregistrer", "colleague": colleague}
    gate = partial(require, policies.change_functions, request.actor, colleague)
    return person_form(request, form, save, page, gate, success="Les fonctions sont enregistrées.")


def _now(request: HttpRequest, colleague: Colleague) -> dict[str, object]:
    held = colleague.membership
    if held is None:
        return {"valid_from": request.today}
    return {"roles": held.roles, "valid_from": held.valid_from, "valid_until": held.valid_until}


@needs_fresh_proof
@require_http_methods(FORM)
def person_leave(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    form = DepartureForm(request.POST or None, initial={"left_on": request.today})
    stamp = {"today": request.today, "by": request.actor}
    title = f"{colleague.person} a quitté l’établissement"
    page = {"title": title, "label": "Noter le départ", "colleague": colleague, "advice": DEPARTURE}
    return person_form(
        request,
        form,
        lambda values: actions.note_departure(colleague.person, values["left_on"], **stamp),
        page,
        partial(require, policies.note_departure, request.actor, colleague),
        success=f"{colleague.person} ne fait plus partie de l’établissement.",
    )


@require_POST
def person_invite(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    said = f"L’invitation part à {colleague.person.email}. Elle sert une fois, sept jours."
    act = partial(actions.invite_colleague, colleague.person)
    return _press(request, colleague, act, success=lambda _: as_far_as_it_went(said))


@require_POST
def person_withdraw(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    return _press(request, colleague, partial(actions.withdraw_invitation, colleague.person))


def _press(
    request: HttpRequest,
    colleague: Colleague,
    act: Callable[..., object],
    *,
    success: str | Callable[[Any], str] = "",
) -> HttpResponse:
    """A button of somebody's page, which leads back to it."""
    stamp = {"today": request.today, "now": timezone.now(), "by": request.actor}
    return button_page(
        request,
        lambda: act(**stamp),
        success=success,
        next_page=address("people:person_page", request.member.school.uai, colleague.person.pk),
        show=lambda reasons: show(request, colleague, reasons),
    )
