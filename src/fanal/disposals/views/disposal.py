"""A batch: its page, more machines, its list settled or not, the decision, its goods leave."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import ShortFormPage, Trail, render
from fanal.core.text.french import counted
from fanal.disposals.actions import items, leaving, preparing
from fanal.disposals.actions.preparing import Proposal
from fanal.disposals.forms.disposal import DetailsForm, DisposalDecisionForm, GoodsForm
from fanal.disposals.models import Disposal
from fanal.disposals.policies import disposal as policies
from fanal.disposals.reading.listed import list_seal
from fanal.disposals.reading.page import page_of
from fanal.disposals.reading.papers import decider_of
from fanal.disposals.views.listing import left_out_of, proposal_sentence
from fanal.equipment.actions.bulk import BulkOutcome
from fanal.equipment.forms.scanned import with_twice
from fanal.equipment.rules.states import DisposalDecision


def disposal_or_404(request: SchoolRequest, disposal: int) -> Disposal:
    """The batch, for those who may read it."""
    require(policies.read_disposals, request.actor, None)
    rows = Disposal.objects.visible_to(request.member).select_related("school__authority")
    found: Disposal = get_or_404(rows, pk=disposal)
    return found


def page_address(disposal: Disposal) -> str:
    return address("disposals:disposal_page", disposal.school.uai, disposal.pk)


@require_safe
def disposal_page(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    return show_disposal(request, disposal_or_404(request, disposal), [])


def show_disposal(request: SchoolRequest, disposal: Disposal, reasons: list[str]) -> HttpResponse:
    """The page; with the reasons of a refusal above it, 422."""
    may_add = policies.change_disposal(request.member.actor, disposal)
    form = GoodsForm(school=request.member.school) if may_add else None
    number, now = request.GET.get("page"), timezone.now()
    return render(request, page_of(request.member, disposal, number, now, form=form, reasons=reasons))


def button(
    request: SchoolRequest, disposal: int, act: Callable[[Disposal], Any], success: str | Callable[[Any], str]
) -> HttpResponse:
    """Do what a button of the page asks, and come back to it."""
    found = disposal_or_404(request, disposal)
    return button_page(
        request,
        lambda: act(found),
        success=success,
        next_page=page_address(found),
        show=lambda reasons: show_disposal(request, disposal_or_404(request, disposal), reasons),
    )


def trail_to(disposal: Disposal) -> Trail:
    """The pages above a form about a batch or one of its goods."""
    batches = address("disposals:disposal_list", disposal.school.uai)
    return [("Sorties d’inventaire", batches), (str(disposal), page_address(disposal))]


def short_form(
    request: SchoolRequest,
    disposal: Disposal,
    page: ShortFormPage,
    save: Callable[[dict[str, Any]], Any],
    right: Right,
    success: str | Callable[[Any], str] = SAVED,
) -> HttpResponse:
    """Show the form, save it, and lead back to its batch."""
    return form_page(
        request,
        page,
        save,
        success=success,
        next_page=page_address(disposal),
        require=lambda: require(right, request.actor, disposal),
    )


@require_http_methods(FORM)
def disposal_change(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    found = disposal_or_404(request, disposal)
    form = DetailsForm(request.POST or None, school=request.member.school, instance=found)
    seen = request.POST.get("seen") or version_of(found, form.fields)
    page = ShortFormPage(form=form, seen=seen, title="Nom, bénéficiaire, transporteur", trail=trail_to(found))
    return short_form(
        request,
        found,
        page,
        lambda values: preparing.change_details(found, values, by=request.actor, seen=seen),
        policies.note_disposal,
    )


@require_POST
def machines_add(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    found = disposal_or_404(request, disposal)
    form = GoodsForm(request.POST, school=request.member.school)

    def save(_: dict[str, Any]) -> Proposal:
        return preparing.add_machines(found, form.chosen_machines(), form.given(), by=request.actor)

    def show(reasons: list[str]) -> HttpResponse:
        wrong = [str(reason) for of_field in form.errors.values() for reason in of_field]
        return show_disposal(request, found, [*wrong, *reasons])

    return form_page(
        request,
        form,
        save,
        success=lambda proposal: with_twice(proposal_sentence(proposal), form.cleaned_data["machines"]),
        next_page=page_address(found),
        require=lambda: require(policies.change_disposal, request.actor, found),
        show=show,
    )


@require_POST
def put_in_stock(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    def sentence(outcome: BulkOutcome) -> str:
        return f"{counted(outcome.done, 'équipement mis', 'équipements mis')} en réserve."

    def put_away(found: Disposal) -> BulkOutcome:
        return items.put_in_stock(found, now=timezone.now(), **on_day(request))

    return button(request, disposal, put_away, sentence)


@require_POST
def disposal_propose(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    return button(
        request,
        disposal,
        lambda found: preparing.propose_disposal(found, **on_day(request)),
        lambda found: f"La liste est arrêtée : imprimez-la pour {decider_of(found)}.",
    )


@require_POST
def disposal_reopen(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    return button(
        request,
        disposal,
        lambda found: preparing.reopen_disposal(found, by=request.actor),
        "La liste est rouverte : arrêtez-la de nouveau avant la décision.",
    )


@require_POST
def disposal_abandon(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    return button(
        request,
        disposal,
        lambda found: preparing.abandon_disposal(found, **on_day(request)),
        "La sortie est abandonnée : ses équipements restent à l’inventaire.",
    )


@require_http_methods(FORM)
def disposal_decide(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    found = disposal_or_404(request, disposal)
    form = DisposalDecisionForm(request.POST or None, school=request.member.school, disposal=found)
    seen = request.POST.get("seen") or list_seal(found)
    page = ShortFormPage(
        form=form,
        trail=trail_to(found),
        seen=seen,
        title="Noter la décision",
        detail=f"Décide : {decider_of(found)}",
        button="Noter la décision",
    )
    return short_form(
        request,
        found,
        page,
        lambda values: _decide(request, found, values, seen),
        policies.decide_disposal,
        _decided_words,
    )


def _decide(request: SchoolRequest, found: Disposal, values: dict[str, Any], seen: str) -> Disposal:
    refused = {item.pk for item in values["refused"]}
    return leaving.decide_disposal(
        found,
        DisposalDecision(values["decision"], values["decided_on"]),
        refused,
        is_same_list=values["is_same_list"],
        is_framework=values["is_framework"],
        seen=seen,
        **on_day(request),
    )


def _decided_words(decided: Disposal) -> str:
    if decided.is_closed:
        return "Tout est refusé : les équipements restent, la sortie est terminée."
    return "La décision est notée. Effacez les données, remettez les équipements, puis sortez-les."


@require_POST
def decision_undo(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    return button(
        request,
        disposal,
        lambda found: leaving.undo_decision(found, by=request.actor),
        lambda proposal: f"La décision est reprise : notez-la de nouveau.{left_out_of(proposal)}",
    )


@require_POST
def carry_out(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    return button(
        request,
        disposal,
        lambda found: leaving.carry_out(found, now=timezone.now(), **on_day(request)),
        "Les équipements sont sortis de l’inventaire. La liste est figée : joignez les preuves.",
    )
