"""What comes back: the machines of one loan, those of any that are scanned, an exchange."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404
from fanal.loans.actions import corrections, returning
from fanal.loans.actions.returning import WORDS, ReturnInput
from fanal.loans.forms.returns import CompletedForm, ExchangeForm, RecoveredForm, ReturnForm, ScannedForm
from fanal.loans.models import Loan, LoanItem
from fanal.loans.policies import loan as policies
from fanal.loans.rules.loan import LoanState, Outcome
from fanal.loans.views.loan import loan_or_404, page_of, show_loan

MOST_NAMED = 4  # loans that the answer to a scan names


def _said(loan: Loan) -> str:
    if loan.state == LoanState.CLOSED:
        return f"Tout est rendu : le prêt de {loan.who} est terminé."
    left = counted(loan.items.out().count(), "appareil reste", "appareils restent")
    return f"C’est noté. {left} à rendre."


@require_http_methods(FORM)
def loan_return(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}

    def save(values: dict[str, Any]) -> Loan:
        given = ReturnInput(values["outcome"], **{name: values[name] for name in (*WORDS, "photo")})
        return returning.give_back(loan, values["items"], given, **now)

    return form_page(
        request,
        ReturnForm(request.POST or None, request.FILES or None, school=request.member.school, loan=loan),
        save,
        template="loans/return_form.html",
        success=_said,
        next_page=page_of(loan, uai),
        context={"loan": loan},
    )


@require_POST
def return_undo(request: SchoolRequest, uai: str, number: int, loan_item: int) -> HttpResponse:
    """« Annuler ce retour », noted by mistake."""
    loan = loan_or_404(request, number)
    item = get_or_404(loan.items.select_related("equipment"), pk=loan_item)
    return button_page(
        request,
        lambda: corrections.undo_return(loan, item.pk, now=timezone.now(), **on_day(request)),
        success=lambda done: f"Le retour est annulé : {item} est de nouveau à rendre. {_state_words(item)}",
        next_page=page_of(loan, uai),
        show=lambda reasons: show_loan(request, loan, reasons),
    )


def _state_words(item: LoanItem) -> str:
    item.equipment.refresh_from_db(fields=["state"])
    return f"Sa fiche dit « {item.equipment.get_state_display()} »."


@require_http_methods(FORM)
def item_recovered(request: SchoolRequest, uai: str, number: int, loan_item: int) -> HttpResponse:
    """« Retrouvé »: what was noted as lost or stolen is there again."""
    loan = loan_or_404(request, number)
    item = get_or_404(loan.items.select_related("equipment"), pk=loan_item)
    return form_page(
        request,
        RecoveredForm(request.POST or None, school=request.member.school),
        lambda values: corrections.recover(loan, item.pk, values["remark"], **on_day(request)),
        template="loans/short_form.html",
        success=lambda done: f"{item} est noté rendu aujourd’hui. {_state_words(item)}",
        next_page=page_of(loan, uai),
        context={"loan": loan, "title": f"{item} est retrouvé", "button": "Noter « Retrouvé »"},
    )


@require_http_methods(FORM)
def item_completed(request: SchoolRequest, uai: str, number: int, loan_item: int) -> HttpResponse:
    """« Compléter »: the number of a complaint, the insurer, what is decided."""
    loan = loan_or_404(request, number)
    item = get_or_404(loan.items.select_related("equipment"), pk=loan_item)
    return form_page(
        request,
        CompletedForm(request.POST or None, school=request.member.school, instance=item),
        lambda values: corrections.complete(loan, item.pk, values, by=request.actor),
        template="loans/short_form.html",
        success=SAVED,
        next_page=page_of(loan, uai),
        context={"loan": loan, "title": f"Compléter : {item}", "button": "Enregistrer"},
    )


def _scanned_words(loans: list[Loan]) -> str:
    """« C’est rendu : le prêt de Zoé Martin est terminé. » Of many loans: how many are over, how many not."""
    ended = [loan for loan in loans if loan.state == LoanState.CLOSED]
    going = [loan for loan in loans if loan.state != LoanState.CLOSED]
    if len(loans) > MOST_NAMED:
        over = counted(len(ended), "prêt est terminé", "prêts sont terminés")
        left = counted(len(going), "autre prêt a", "autres prêts ont")
        return f"C’est rendu. {over}, {left} encore des appareils à rendre."
    words = [f"le prêt de {loan.who} est terminé" for loan in ended]
    words += [f"{counted(loan.items.out().count(), 'appareil')} encore pour {loan.who}" for loan in going]
    return f"C’est rendu : {', '.join(words)}."


@require_http_methods(FORM)
def scanned(request: SchoolRequest, uai: str) -> HttpResponse:
    school, now = request.member.school, {"now": timezone.now(), **on_day(request)}

    return form_page(
        request,
        ScannedForm(request.POST or None),
        lambda values: returning.give_back_scanned(school, values["machines"], **now),
        template="loans/scanned.html",
        success=_scanned_words,
        next_page=address("loans:scanned", uai),
        require=lambda: require(policies.manage_loans, request.actor, None),
    )


@require_http_methods(FORM)
def loan_exchange(request: SchoolRequest, uai: str, number: int, loan_item: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    before = get_or_404(loan.items.filter(outcome=Outcome.OUT).select_related("equipment"), pk=loan_item)
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}

    def save(values: dict[str, Any]) -> Loan:
        given = ReturnInput(values["outcome"], values["remark"])
        return returning.exchange(loan, before.pk, values["machine"], given, **now)

    return form_page(
        request,
        ExchangeForm(request.POST or None, school=request.member.school),
        save,
        template="loans/short_form.html",
        success=f"{before} est échangé : la convention reste la même.",
        next_page=page_of(loan, uai),
        context={"loan": loan, "title": f"Échanger {before}", "button": "Échanger"},
    )
