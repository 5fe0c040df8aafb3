"""What becomes of one act: refused, published, accepted, suspended, confirmed, revoked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage
from fanal.core.text.french import counted
from fanal.core.text.words import numbers_of
from fanal.designations.actions import acts as actions
from fanal.designations.actions.signing import refuse_designation
from fanal.designations.forms.designation import PublishingForm, ReasonForm, RevokingForm
from fanal.designations.models import Designation
from fanal.designations.policies import acts as policies
from fanal.designations.views.designations import first_publishing, one_act, show_act, show_list


@dataclass(frozen=True, kw_only=True)
class ActAskPage(FormPage):
    """A short form about one act; `intro`: what it does; `variant`: the look of its button."""

    template = "designations/act_ask.html"

    act: Designation
    title: str
    button: str
    intro: str
    variant: str = ""


def _ask(
    request: SchoolRequest,
    page: ActAskPage,
    right: Right,
    save: Callable[[dict[str, Any]], object],
    *,
    success: str,
    next_page: str = "",
) -> HttpResponse:
    """Show a short form about one act, then lead to its page, or to another address."""
    act_page = address("designations:act_page", request.member.school.uai, page.act.number)
    return form_page(
        request,
        page,
        save,
        success=success,
        next_page=next_page or act_page,
        require=lambda: require(right, request.actor, page.act),
    )


@require_http_methods(FORM)
def act_refuse(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    page = ActAskPage(
        form=ReasonForm(request.POST or None),
        act=act,
        title="Ne pas signer",
        button="Renvoyer le projet",
        intro="L’acte redevient un projet ; qui l’a préparé lit votre raison.",
    )
    return _ask(
        request,
        page,
        policies.sign_designation,
        lambda values: refuse_designation(act, values["reason"], by=request.actor),
        success="L’acte est renvoyé, avec votre raison.",
        next_page=address("designations:parapheur", uai),
    )


@require_http_methods(FORM)
def act_publish(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    act, first = one_act(request, number), first_publishing(request)
    page = ActAskPage(
        form=PublishingForm(request.POST or None, school=request.member.school, initial=first),
        act=act,
        title="Noter la publication",
        button="Enregistrer",
        intro="Un acte vaut pour tous une fois publié.",
    )
    return _ask(
        request,
        page,
        policies.publish_designation,
        lambda values: actions.publish(act, values, **on_day(request)),
        success="La publication est notée.",
    )


@require_POST
def act_publish_batch(request: SchoolRequest, uai: str) -> HttpResponse:
    """One day for all the acts that the list showed as signed and not published."""
    school, stamp = request.member.school, on_day(request)
    form = PublishingForm(request.POST, school=school)
    numbers = numbers_of(request.POST.getlist("acte"))
    return form_page(
        request,
        form,
        lambda values: actions.publish_batch(school, numbers, values, **stamp),
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
    act = one_act(request, number)
    page = ActAskPage(
        form=ReasonForm(request.POST or None),
        act=act,
        title="Suspendre",
        button="Suspendre",
        intro="Le droit s’arrête aussitôt dans Fanal ; dans un autre service, fermez aussi le compte.",
    )
    return _ask(
        request,
        page,
        policies.suspend_designation,
        lambda values: actions.suspend(act, values["reason"], by=request.actor),
        success="L’acte est suspendu : il n’ouvre plus aucun droit.",
    )


@require_http_methods(FORM)
def act_revoke(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    act = one_act(request, number)
    page = ActAskPage(
        form=RevokingForm(request.POST or None, initial={"revoked_on": request.today}),
        act=act,
        title="Abroger",
        button="Abroger",
        intro="Pour de bon : il faudra un nouvel acte pour rendre ces droits.",
        variant="danger",
    )
    return _ask(
        request,
        page,
        policies.end_designation,
        lambda values: actions.revoke(act, values["reason"], on=values["revoked_on"], **on_day(request)),
        success="L’acte est abrogé.",
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
