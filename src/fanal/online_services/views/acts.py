"""What becomes of one act: refused, published, accepted, suspended, confirmed, revoked."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import Right, require
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, render_page
from fanal.online_services import policies
from fanal.online_services.actions import acts as actions
from fanal.online_services.actions.signing import refuse_designation
from fanal.online_services.forms.designation import PublishingForm, ReasonForm, RevokingForm
from fanal.online_services.models import Designation
from fanal.online_services.views.designations import one_act, show_act

Act = Callable[[Designation, dict[str, Any]], object]


def _ask(
    request: HttpRequest,
    number: int,
    right: Right,
    form: forms.Form,
    act: Act,
    *,
    title: str,
    says: str,
    button: str,
    intro: str = "",
    variant: str = "",
    then: str = "",
) -> HttpResponse:
    """A short form about one act, then its page (or another address)."""
    designation = one_act(request, number)
    require(right, request.actor, designation)
    reasons: list[str] = []
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            act(designation, form.cleaned_data)
            messages.success(request, says)
            return redirect(then or address("designations:act_page", request.member.school.uai, number))
    context = {
        "form": form,
        "act": designation,
        "reasons": reasons,
        "title": title,
        "button": button,
        "intro": intro,
        "variant": variant,
    }
    return render_page(request, "online_services/act_ask.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM)
def act_refuse(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _ask(
        request,
        number,
        policies.sign_designation,
        ReasonForm(request.POST or None),
        lambda act, given: refuse_designation(act, given["reason"], by=request.actor),
        title="Ne pas signer",
        button="Renvoyer le projet",
        says="L’acte est renvoyé, avec votre raison.",
        intro="L’acte redevient un projet ; qui l’a préparé lit votre raison.",
        then=address("designations:parapheur", uai),
    )


@require_http_methods(FORM)
def act_publish(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    form = PublishingForm(request.POST or None, initial={"published_on": request.today})
    return _ask(
        request,
        number,
        policies.publish_designation,
        form,
        lambda act, given: actions.publish(
            act, given["where"], on=given["published_on"], today=request.today, by=request.actor
        ),
        title="Noter la publication",
        button="Enregistrer",
        says="La publication est notée.",
        intro="Un acte s’impose aux autres une fois publié.",
    )


@require_http_methods(FORM)
def act_suspend(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _ask(
        request,
        number,
        policies.suspend_designation,
        ReasonForm(request.POST or None),
        lambda act, given: actions.suspend(act, given["reason"], by=request.actor),
        title="Suspendre",
        button="Suspendre",
        says="L’acte est suspendu : il n’ouvre plus aucun droit.",
        intro="Le droit s’arrête aussitôt dans Fanal ; dans un autre service, fermez aussi le compte.",
    )


@require_http_methods(FORM)
def act_revoke(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    form = RevokingForm(request.POST or None, initial={"revoked_on": request.today})
    return _ask(
        request,
        number,
        policies.end_designation,
        form,
        lambda act, given: actions.revoke(
            act, given["reason"], on=given["revoked_on"], today=request.today, by=request.actor
        ),
        title="Abroger",
        button="Abroger",
        variant="danger",
        says="L’acte est abrogé.",
        intro="Pour de bon : il faudra un nouvel acte pour rendre ces droits.",
    )


@require_POST
def act_resume(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    with reasons_of_refusal() as reasons:
        actions.resume(act, today=request.today, by=request.actor)
        messages.success(request, "L’acte est confirmé : il ouvre de nouveau ce qu’il permet.")
    return show_act(request, act, reasons) if reasons else redirect("designations:act_page", uai, number)


@require_POST
def act_acknowledge(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    actions.acknowledge(one_act(request, number), now=timezone.now(), by=request.actor)
    messages.success(request, "C’est noté : vous acceptez les obligations de cet acte.")
    return redirect("designations:act_page", uai, number)
