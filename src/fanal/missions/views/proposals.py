"""One line: written, agreed to, presented, decided, withdrawn, taken over."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.rights import Right, require
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, get_or_404, remember_answer, render_page, sent_before
from fanal.missions import policies
from fanal.missions.actions import proposals as actions
from fanal.missions.allowance_forms import LineForm
from fanal.missions.decision_forms import AgreementForm, DecisionForm, SubstitutionForm
from fanal.missions.models import ImpEnvelope, ImpProposal
from fanal.missions.reading import proposal_page as reading
from fanal.missions.views.allowances import back_to, one_envelope
from fanal.missions.views.gestures import asked, pressed


def one_line(request: HttpRequest, number: int) -> ImpProposal:
    """The management reads all of them; each person theirs; for anybody else there is nothing here."""
    rows = ImpProposal.objects.for_school(request.member.school)
    found: ImpProposal = get_or_404(
        rows.select_related("envelope", "mission", "person", "school"), number=number
    )
    reads_all = policies.read_allowances(request.actor, None)
    if not reads_all and not policies.read_own_proposal(request.actor, found):
        raise Http404
    return found


@require_safe
def proposal_page(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _show(request, one_line(request, number), [])


def _show(request: HttpRequest, line: ImpProposal, reasons: list[str]) -> HttpResponse:
    context = reading.page_of(line, request.actor, request.today) | {"reasons": reasons}
    context["back"] = back_to(request, line.envelope.school_year)
    return render_page(request, "missions/proposal_page.html", context, status=422 if reasons else 200)


@require_http_methods(FORM)
def proposal_add(request: HttpRequest, uai: str, year: str) -> HttpResponse:
    require(policies.keep_missions, request.actor, None)
    first = {"mission": request.GET.get("mission", ""), "quarters": request.GET.get("taux", "") or 4}
    return _write(request, one_envelope(request, year), None, first)


@require_http_methods(FORM)
def proposal_change(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    require(policies.prepare_proposal, request.actor, line)
    return _write(request, line.envelope, line, LineForm.shown(line))


def _write(
    request: HttpRequest, envelope: ImpEnvelope, line: ImpProposal | None, first: dict[str, Any]
) -> HttpResponse:
    form = LineForm(request.POST or None, school=request.member.school, initial=first)
    form.offer_year(envelope.school_year)
    reasons: list[str] = []
    if form.is_bound and form.is_valid():
        if seen := sent_before(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            if line is None:
                kept = actions.prepare_proposal(envelope, form.told(), today=request.today, by=request.actor)
            else:
                kept = actions.change_proposal(line, form.told(), today=request.today, by=request.actor)
            messages.success(request, "La ligne est enregistrée.")
            return remember_answer(request, _address(request, kept.number))
    context = {
        "form": form, "found": line, "reasons": reasons, "year": envelope.school_year,
        "back": back_to(request, envelope.school_year),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render_page(request, "missions/proposal_form.html", context, status=status)


def _address(request: HttpRequest, number: int) -> str:
    return address("allowances:proposal_page", request.member.school.uai, number)


def _pressed(
    request: HttpRequest, number: int, gesture: Callable[[ImpProposal], Any], told: str
) -> HttpResponse:
    line = one_line(request, number)
    return pressed(
        request, lambda: gesture(line), told, page=_address(request, number),
        show=lambda reasons: _show(request, line, reasons),
    )  # fmt: skip


@require_POST
def proposal_agree(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    read = request.POST.get("terms", "")

    def agree(line: ImpProposal) -> None:
        actions.agree_to_proposal(line, read, today=request.today, by=request.actor)

    return _pressed(request, number, agree, "Votre accord est enregistré.")


@require_POST
def proposal_disagree(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    def take_back(line: ImpProposal) -> None:
        actions.take_back_agreement(line, by=request.actor)

    return _pressed(request, number, take_back, "Votre accord est repris.")


@require_POST
def proposal_present(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    def present(line: ImpProposal) -> None:
        actions.present_proposal(line, today=request.today, by=request.actor)

    return _pressed(request, number, present, "La proposition prend sa part de l’enveloppe.")


@require_POST
def proposal_withdraw(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    def withdraw(line: ImpProposal) -> None:
        actions.withdraw_proposal(line, by=request.actor)

    return _pressed(request, number, withdraw, "La proposition est retirée.")


def _asked(
    request: HttpRequest, line: ImpProposal, form: forms.Form, gesture: Callable[[dict[str, Any]], Any],
    words: dict[str, str], right: Right,
) -> HttpResponse:  # fmt: skip
    """A short form about a line."""
    about = {
        "back": f"Proposition n° {line.number}", "help": f"{line.person}, {line.about}. {words['help']}",
    }  # fmt: skip
    return asked(
        request, form, gesture, words | about, page=_address(request, line.number),
        right=lambda: require(right, request.actor, line),
    )  # fmt: skip


@require_http_methods(FORM)
def proposal_record(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    form = AgreementForm(request.POST or None, initial={"agreed_on": request.today})
    words = {
        "title": "Accord donné sur papier", "send": "Enregistrer l’accord",
        "done": "L’accord est enregistré.",
        "help": "La personne peut aussi donner son accord elle-même, en se connectant à Fanal.",
    }  # fmt: skip

    def record(given: dict[str, Any]) -> None:
        actions.record_agreement(line, given["agreed_on"], today=request.today, by=request.actor)

    return _asked(request, line, form, record, words, policies.record_agreement)


@require_http_methods(FORM)
def proposal_decide(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    first = {"accepted": "yes", "quarters": line.quarters, "decided_on": request.today}
    form = DecisionForm(request.POST or None, initial=first)
    words = {
        "title": "Décision du recteur", "send": "Enregistrer la décision",
        "done": "La décision est enregistrée.",
        "help": "Vous enregistrez ce que le recteur a décidé : l’établissement propose, il décide.",
    }  # fmt: skip

    def decide(given: dict[str, Any]) -> None:
        actions.record_decision(
            line, accepted=given["accepted"] == "yes", decided_on=given["decided_on"],
            quarters=given["quarters"], today=request.today, by=request.actor,
        )  # fmt: skip

    return _asked(request, line, form, decide, words, policies.record_decision)


@require_http_methods(FORM)
def proposal_substitute(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    form = SubstitutionForm(request.POST or None, school=request.member.school)
    words = {
        "title": "Attester un remplacement", "send": "J’atteste", "done": "Le remplacement est attesté.",
        "help": "Vous attestez qui a repris la mission et quand. Le partage de l’indemnité se voit avec le "
        "rectorat : Fanal n’en donne qu’une estimation.",
    }  # fmt: skip

    def certify(given: dict[str, Any]) -> None:
        actions.certify_substitution(
            line, given["person"], given["since"], given["until"], today=request.today, by=request.actor
        )

    return _asked(request, line, form, certify, words, policies.certify_substitution)
