"""What becomes of one act: refused, published, accepted, suspended, confirmed, revoked."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import Right, require
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM
from fanal.online_services import policies
from fanal.online_services.actions import acts as actions
from fanal.online_services.actions.signing import refuse_designation
from fanal.online_services.forms.designation import PublishingForm, ReasonForm, RevokingForm
from fanal.online_services.models import Designation
from fanal.online_services.views.designations import one_act, show_act


def _ask(
    request: HttpRequest,
    number: int,
    right: Right,
    form: forms.Form,
    save: Callable[[Designation, dict[str, Any]], object],
    *,
    success: str,
    context: dict[str, str],
    next_page: str = "",
) -> HttpResponse:
    """A short form about one act, then its page (or another address)."""
    act = one_act(request, number)
    return form_page(
        request,
        form,
        lambda values: save(act, values),
        template="online_services/act_ask.html",
        success=success,
        next_page=next_page or address("designations:act_page", request.member.school.uai, number),
        context={"act": act, **context},
        require=lambda: require(right, request.actor, act),
    )


@require_http_methods(FORM)
def act_refuse(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _ask(
        request,
        number,
        policies.sign_designation,
        ReasonForm(request.POST or None),
        lambda act, values: refuse_designation(act, values["reason"], by=request.actor),
        success="L’acte est renvoyé, avec votre raison.",
        context={
            "title": "Ne pas signer",
            "button": "Renvoyer le projet",
            "intro": "L’acte redevient un projet ; qui l’a préparé lit votre raison.",
        },
        next_page=address("designations:parapheur", uai),
    )


@require_http_methods(FORM)
def act_publish(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    first = {"published_on": request.today, "published_where": "Affichage en salle des personnels"}
    now = {"today": request.today, "by": request.actor}
    return _ask(
        request,
        number,
        policies.publish_designation,
        PublishingForm(request.POST or None, school=request.member.school, initial=first),
        lambda act, values: actions.publish(act, values, **now),
        success="La publication est notée.",
        context={
            "title": "Noter la publication",
            "button": "Enregistrer",
            "intro": "Un acte s’impose aux autres une fois publié.",
        },
    )


@require_http_methods(FORM)
def act_suspend(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _ask(
        request,
        number,
        policies.suspend_designation,
        ReasonForm(request.POST or None),
        lambda act, values: actions.suspend(act, values["reason"], by=request.actor),
        success="L’acte est suspendu : il n’ouvre plus aucun droit.",
        context={
            "title": "Suspendre",
            "button": "Suspendre",
            "intro": "Le droit s’arrête aussitôt dans Fanal ; dans un autre service, fermez aussi le compte.",
        },
    )


@require_http_methods(FORM)
def act_revoke(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    form = RevokingForm(request.POST or None, initial={"revoked_on": request.today})
    now = {"today": request.today, "by": request.actor}
    return _ask(
        request,
        number,
        policies.end_designation,
        form,
        lambda act, values: actions.revoke(act, values["reason"], on=values["revoked_on"], **now),
        success="L’acte est abrogé.",
        context={
            "title": "Abroger",
            "button": "Abroger",
            "variant": "danger",
            "intro": "Pour de bon : il faudra un nouvel acte pour rendre ces droits.",
        },
    )


@require_POST
def act_resume(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    return button_page(
        request,
        lambda: actions.resume(act, today=request.today, by=request.actor),
        success="L’acte est confirmé : il ouvre de nouveau ce qu’il permet.",
        next_page=address("designations:act_page", uai, number),
        show=lambda reasons: show_act(request, act, reasons),
    )


@require_POST
def act_acknowledge(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    return button_page(
        request,
        lambda: actions.acknowledge(act, now=timezone.now(), by=request.actor),
        success="C’est noté : vous acceptez les obligations de cet acte.",
        next_page=address("designations:act_page", uai, number),
    )
