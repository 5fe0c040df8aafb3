"""One line: written, presented, decided, withdrawn, taken over."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.rules.years import year_named
from fanal.allowances import policies
from fanal.allowances.actions import proposal as actions
from fanal.allowances.forms.allowance import ProposalForm
from fanal.allowances.forms.decision import (
    CancelSubstitutionForm,
    DecisionForm,
    SubstitutionForm,
)
from fanal.allowances.models import ImpEnvelope, ImpProposal, Substitution
from fanal.allowances.reading import proposal as reading
from fanal.allowances.rules.rates import FULL, rates_named, rates_of, split_said
from fanal.allowances.rules.states import ProposalState
from fanal.allowances.views.allowance import back_to, one_envelope
from fanal.allowances.views.short_form import form_page, pressed
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, already_submitted, get_or_404, remember_answer, render_page


def one_line(request: HttpRequest, number: int) -> ImpProposal:
    """The management reads all of them; each person theirs; for anybody else there is nothing here."""
    rows = ImpProposal.objects.for_school(request.member.school)
    line: ImpProposal = get_or_404(
        rows.select_related("envelope__school", "mission", "person", "school"), number=number
    )
    reads_all = policies.read_allowances(request.actor, None)
    if not reads_all and not policies.read_own_proposal(request.actor, line):
        raise Http404
    return line


@require_safe
def proposal_page(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return show_line(request, one_line(request, number), [])


def show_line(request: HttpRequest, line: ImpProposal, reasons: list[str]) -> HttpResponse:
    context = reading.page_of(line, request.actor, request.today) | {"reasons": reasons}
    context["back"] = back_to(request, line.envelope.school_year)
    return render_page(request, "allowances/proposal_page.html", context, status=422 if reasons else 200)


@require_http_methods(FORM)
def proposal_add(request: HttpRequest, uai: str, year: str) -> HttpResponse:
    require(policies.keep_missions, request.actor, None)
    first = {"mission": request.GET.get("mission", ""), "quarters": request.GET.get("taux", "") or 4}
    return _write(request, one_envelope(request, year), None, first)


@require_http_methods(FORM)
def proposal_change(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    require(policies.prepare_proposal, request.actor, line)
    return _write(request, line.envelope, line, ProposalForm.initial_of(line))


def _write(
    request: HttpRequest, envelope: ImpEnvelope, line: ImpProposal | None, first: dict[str, Any]
) -> HttpResponse:
    form = ProposalForm(
        request.POST or None, school=request.member.school, today=request.today, initial=first
    ).offer_year(envelope.school_year, request.actor.person_id)
    rates = rates_of(year_named(envelope.school_year))
    reasons, rest = list[str](), rates_named(request.GET.get("reste", ""), rates)
    if form.is_bound and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            draft, by = form.proposal_input(), request.actor
            if line is None:
                kept = actions.prepare_proposal(envelope, draft, today=request.today, by=by)
            else:
                kept = actions.change_proposal(line, draft, today=request.today, by=by)
            return _saved(request, kept, rest)
    context = {
        "form": form,
        "line": line,
        "reasons": reasons,
        "year": envelope.school_year,
        "rest": split_said(rest),
        "again": "again" in request.POST if form.is_bound else bool(rest),
        "back": back_to(request, envelope.school_year),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "allowances/proposal_form.html", context, status=status)


def _saved(request: HttpRequest, line: ImpProposal, rest: tuple[int, ...]) -> HttpResponse:
    """To the line, or to the next one of the same mission, at the next rate of the chosen sharing."""
    left = f" Reste du partage à préparer : {split_said(rest)}." if rest else ""
    messages.success(request, f"La ligne de {line.person} est enregistrée.{left}")
    if "again" not in request.POST:
        return remember_answer(request, line_address(request, line.number))
    query: dict[str, Any] = {"mission": line.mission_id, "taux": rest[0] if rest else FULL}
    query |= {"reste": ",".join(map(str, rest[1:]))} if rest[1:] else {}
    page = address("allowances:proposal_add", request.member.school.uai, line.envelope.school_year)
    return remember_answer(request, f"{page}?{urlencode(query)}")


def line_address(request: HttpRequest, number: int) -> str:
    return address("allowances:proposal_page", request.member.school.uai, number)


def press_line(
    request: HttpRequest, number: int, gesture: Callable[[ImpProposal], Any], done: str
) -> HttpResponse:
    line = one_line(request, number)
    return pressed(
        request,
        lambda: gesture(line),
        done,
        page=line_address(request, number),
        show=lambda reasons: show_line(request, line, reasons),
    )


@require_POST
def proposal_present(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    def present(line: ImpProposal) -> None:
        actions.present_proposal(line, today=request.today, by=request.actor)

    return press_line(request, number, present, "La proposition prend sa part de l’enveloppe.")


@require_POST
def proposal_withdraw(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    def withdraw(line: ImpProposal) -> None:
        actions.withdraw_proposal(line, by=request.actor)

    return press_line(request, number, withdraw, "La proposition est retirée.")


def ask_line(
    request: HttpRequest,
    line: ImpProposal,
    form: forms.Form,
    gesture: Callable[[dict[str, Any]], Any],
    words: dict[str, str],
    right: Right,
) -> HttpResponse:
    """A short form about a line."""
    about = {
        "back": f"Proposition n° {line.number}",
        "help": f"{line.person}, {line.about}. {words['help']}",
    }
    return form_page(
        request,
        form,
        gesture,
        words | about,
        page=line_address(request, line.number),
        right=lambda: require(right, request.actor, line),
    )


@require_http_methods(FORM)
def proposal_decide(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    words = {
        "title": "Décision du recteur",
        "send": "Enregistrer la décision",
        "done": "La décision est enregistrée.",
        "help": "Vous enregistrez ce que le recteur a décidé : l’établissement propose, il décide.",
    }
    return _decision(request, number, actions.record_decision, words, policies.record_decision)


@require_http_methods(FORM)
def proposal_correct(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    words = {
        "title": "Corriger la décision enregistrée",
        "send": "Enregistrer la correction",
        "done": "La décision est corrigée.",
        "help": "Pour une erreur de saisie. L’historique garde ce qui était écrit avant, sans aucun montant.",
    }
    return _decision(request, number, actions.correct_decision, words, policies.correct_decision)


def _decision(
    request: HttpRequest, number: int, action: Callable[..., Any], words: dict[str, str], right: Right
) -> HttpResponse:
    line = one_line(request, number)
    first = {
        "accepted": "no" if line.state == ProposalState.REFUSED else "yes",
        "quarters": line.quarters,
        "decided_on": line.decided_on or request.today,
    }

    def decide(given: dict[str, Any]) -> None:
        action(
            line,
            accepted=given["accepted"] == "yes",
            decided_on=given["decided_on"],
            quarters=given["quarters"],
            today=request.today,
            by=request.actor,
        )

    form = DecisionForm(request.POST or None, initial=first, year=line.envelope.school_year)
    return ask_line(request, line, form, decide, words, right)


@require_http_methods(FORM)
def proposal_substitute(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    form = SubstitutionForm(request.POST or None, school=request.member.school)
    words = {
        "title": "Noter un remplacement",
        "send": "Enregistrer le remplacement",
        "done": "Le remplacement est enregistré : imprimez son attestation et signez-la.",
        "help": "Vous notez qui reprend la mission et quand ; l’attestation s’imprime ensuite, et vous la "
        "signez à la main. Le partage de l’indemnité se voit avec le "
        "rectorat : Fanal n’en donne qu’une estimation.",
    }

    def certify(given: dict[str, Any]) -> None:
        actions.certify_substitution(
            line, given["person"], given["since"], given["until"], today=request.today, by=request.actor
        )

    return ask_line(request, line, form, certify, words, policies.certify_substitution)


@require_http_methods(FORM)
def substitution_cancel(request: HttpRequest, uai: str, number: int, substitution: int) -> HttpResponse:
    """Pressed twice, it is gone the second time: the form's key is asked before the row."""
    line = one_line(request, number)
    rows = Substitution.objects.for_school(request.member.school).select_related("proposal", "person")
    rows = rows.filter(proposal=line, pk=substitution)
    row = rows.first()
    if row is None and request.method != "POST":
        raise Http404
    who = (row and row.person) or "une personne effacée"
    words = {
        "title": "Retirer un remplacement",
        "send": "Retirer ce remplacement",
        "done": "Le remplacement est retiré.",
        "help": f"Remplacement par {who}. Pour une erreur : une autre personne ou d’autres dates "
        "s’enregistrent ensuite.",
    }

    def cancel(given: dict[str, Any]) -> None:
        actions.cancel_substitution(get_or_404(rows), given["reason"], by=request.actor)

    form = CancelSubstitutionForm(request.POST or None)
    return ask_line(request, line, form, cancel, words, policies.certify_substitution)
