"""What becomes of one act: refused, published, accepted, suspended, confirmed, revoked."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM
from fanal.core.words import numbers_of
from fanal.designations.actions import acts as actions
from fanal.designations.actions.signing import refuse_designation
from fanal.designations.forms.designation import PublishingForm, ReasonForm, RevokingForm
from fanal.designations.models import Designation
from fanal.designations.policies import acts as policies
from fanal.designations.views.designations import first_publishing, one_act, show_act, show_list


def _ask(
    request: SchoolRequest,
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
        template="designations/act_ask.html",
        success=success,
        next_page=next_page or address("designations:act_page", request.member.school.uai, number),
        context={"act": act, **context},
        require=lambda: require(right, request.actor, act),
    )


@require_http_methods(FORM)
def act_refuse(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
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
def act_publish(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    now, first = on_day(request), first_publishing(request)
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
            "intro": "Un acte vaut pour tous une fois publié.",
        },
    )


@require_POST
def act_publish_batch(request: SchoolRequest, uai: str) -> HttpResponse:
    """One day for all the acts that the list showed as signed and not published."""
    school, now = request.member.school, on_day(request)
    form = PublishingForm(request.POST, school=school)
    numbers = numbers_of(request.POST.getlist("acte"))
    return form_page(
        request,
        form,
        lambda values: actions.publish_batch(school, numbers, values, **now),
        success=_published_words,
        next_page=address("designations:act_list", uai),
        require=lambda: require(policies.read_designations, request.actor, None),
        show=lambda reasons: show_list(request, reasons, form),
    )


def _published_words(count: int) -> str:
    if not count:
        return "Leur publication était déjà notée."
    return f"La publication est notée pour {counted(count, 'acte', 'actes')}."


@require_http_methods(FORM)
def act_suspend(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
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
def act_revoke(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    form = RevokingForm(request.POST or None, initial={"revoked_on": request.today})
    now = on_day(request)
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
def act_resume(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    return button_page(
        request,
        lambda: actions.resume(act, today=request.today, by=request.actor),
        success="L’acte est confirmé : il ouvre de nouveau ce qu’il permet.",
        next_page=address("designations:act_page", uai, number),
        show=lambda reasons: show_act(request, act, reasons),
    )


@require_POST
def act_acknowledge(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    return button_page(
        request,
        lambda: actions.acknowledge(act, now=timezone.now(), by=request.actor),
        success="C’est noté : vous acceptez les obligations de cet acte.",
        next_page=address("designations:act_page", uai, number),
    )
