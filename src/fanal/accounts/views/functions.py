"""Who may do what, changed: functions, departures, invitations. Each asks again for the second proof."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts import actions, policies
from fanal.accounts.forms.people import DepartureForm, FunctionsForm
from fanal.accounts.models.colleague import Colleague
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.granting import grantable
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.accounts.views.people import colleague_or_404, form_page, show
from fanal.core.errors import reasons_of_refusal
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
    require(policies.change_functions, request.actor, colleague)
    may_give = grantable(request.actor.roles)
    sent = request.POST if request.method == "POST" else None
    form = FunctionsForm(sent, may_give=may_give, initial=_now(request, colleague))
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            stamp = {"today": request.today, "by": request.actor}
            actions.change_functions(colleague.person, form.functions(), **stamp)
            messages.success(request, "Les fonctions sont enregistrées.")
            return redirect("people:person_page", uai, person)
    return form_page(request, f"Fonctions de {colleague.person}", form, "Enregistrer", colleague, reasons)


def _now(request: HttpRequest, colleague: Colleague) -> dict[str, object]:
    held = colleague.membership
    if held is None:
        return {"valid_from": request.today}
    return {"roles": held.roles, "valid_from": held.valid_from, "valid_until": held.valid_until}


@needs_fresh_proof
@require_http_methods(FORM)
def person_leave(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    require(policies.note_departure, request.actor, colleague)
    sent = request.POST if request.method == "POST" else None
    form = DepartureForm(sent, initial={"left_on": request.today})
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            left_on, stamp = form.cleaned_data["left_on"], {"today": request.today, "by": request.actor}
            actions.note_departure(colleague.person, left_on, **stamp)
            messages.success(request, f"{colleague.person} ne fait plus partie de l’établissement.")
            return redirect("people:person_page", uai, person)
    title = f"{colleague.person} a quitté l’établissement"
    return form_page(request, title, form, "Noter le départ", colleague, reasons, advice=DEPARTURE)


@require_POST
def person_invite(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    with reasons_of_refusal() as reasons:
        actions.invite_colleague(colleague.person, today=request.today, now=timezone.now(), by=request.actor)
        said = f"L’invitation part à {colleague.person.email}. Elle sert une fois, sept jours."
        messages.success(request, as_far_as_it_went(said))
    return (
        show(request, colleague, reasons=reasons) if reasons else redirect("people:person_page", uai, person)
    )


@require_POST
def person_withdraw(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    stamp = {"today": request.today, "now": timezone.now(), "by": request.actor}
    with reasons_of_refusal() as reasons:
        actions.withdraw_invitation(colleague.person, **stamp)
    return (
        show(request, colleague, reasons=reasons) if reasons else redirect("people:person_page", uai, person)
    )
