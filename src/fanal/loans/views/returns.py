"""What comes back: the machines of one loan, those of any that are scanned, an exchange."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage
from fanal.core.text.french import counted
from fanal.equipment.forms.scanned import with_twice
from fanal.loans.actions import corrections, returning
from fanal.loans.actions.returning import WORDS, ItemEnding
from fanal.loans.forms.returns import CompletedForm, ExchangeForm, RecoveredForm, ReturnForm, ScannedForm
from fanal.loans.models import Loan, LoanItem
from fanal.loans.policies import loan as policies
from fanal.loans.reading.signing_party import party_of
from fanal.loans.rules.loan import LoanState, Outcome
from fanal.loans.rules.signer import SigningParty
from fanal.loans.views.loan import loan_or_404, page_of, short_form_of, show_loan

MOST_NAMED = 4  # loans that the answer to a scan names


@dataclass(frozen=True, kw_only=True)
class LoanReturnPage(FormPage):
    template = "loans/return_form.html"

    loan: Loan


@require_http_methods(FORM)
def loan_return(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan, school = loan_or_404(request, number), request.member.school
    form = ReturnForm(request.POST or None, request.FILES or None, school=school, loan=loan)
    return form_page(
        request,
        LoanReturnPage(form=form, loan=loan),
        lambda values: _give_back(request, loan, values),
        success=_remaining_words,
        next_page=page_of(loan, uai),
    )


def _give_back(request: SchoolRequest, loan: Loan, values: dict[str, Any]) -> Loan:
    words = {name: values[name] for name in WORDS}
    ending = ItemEnding(values["outcome"], **words, photo=values["photo"])
    return returning.give_back(loan, values["items"], ending, now=timezone.now(), **on_day(request))


def _remaining_words(loan: Loan) -> str:
    if loan.state == LoanState.CLOSED:
        return f"Tout est rendu : le prêt de {loan.who} est terminé."
    remaining = counted(loan.items.out().count(), "appareil reste", "appareils restent")
    return f"C’est noté. {remaining} à rendre."


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
    form = RecoveredForm(request.POST or None, school=request.member.school)
    return form_page(
        request,
        short_form_of(loan, form, f"{item} est retrouvé", "Noter « Retrouvé »"),
        lambda values: corrections.recover(loan, item.pk, values["remark"], **on_day(request)),
        success=lambda done: f"{item} est noté rendu aujourd’hui. {_state_words(item)}",
        next_page=page_of(loan, uai),
    )


@require_http_methods(FORM)
def item_completed(request: SchoolRequest, uai: str, number: int, loan_item: int) -> HttpResponse:
    """« Compléter »: the number of a complaint, the insurer, what is decided."""
    loan = loan_or_404(request, number)
    item = get_or_404(loan.items.select_related("equipment"), pk=loan_item)
    form = CompletedForm(request.POST or None, school=request.member.school, instance=item)
    return form_page(
        request,
        short_form_of(loan, form, f"Compléter : {item}"),
        lambda values: corrections.complete(loan, item.pk, values, by=request.actor),
        success=SAVED,
        next_page=page_of(loan, uai),
    )


@dataclass(frozen=True, kw_only=True)
class ScannedReturnPage(FormPage):
    template = "loans/scanned.html"


@require_http_methods(FORM)
def scanned(request: SchoolRequest, uai: str) -> HttpResponse:
    form, school = ScannedForm(request.POST or None), request.member.school
    return form_page(
        request,
        ScannedReturnPage(form=form),
        lambda values: returning.give_back_scanned(
            school, values["machines"], now=timezone.now(), **on_day(request)
        ),
        success=lambda loans: with_twice(_scanned_words(loans), form.cleaned_data["machines"]),
        next_page=address("loans:scanned", uai),
        require=lambda: require(policies.manage_loans, request.actor, None),
    )


def _scanned_words(loans: list[Loan]) -> str:
    """« C’est rendu : le prêt de Zoé Martin est terminé. » Of many loans: how many are over, how many not."""
    ended = [loan for loan in loans if loan.state == LoanState.CLOSED]
    going = [loan for loan in loans if loan.state != LoanState.CLOSED]
    if len(loans) > MOST_NAMED:
        over = counted(len(ended), "prêt est terminé", "prêts sont terminés")
        others = counted(len(going), "autre prêt a", "autres prêts ont")
        return f"C’est rendu. {over}, {others} encore des appareils à rendre."
    words = [f"le prêt de {loan.who} est terminé" for loan in ended]
    words += [f"{counted(loan.items.out().count(), 'appareil')} encore pour {loan.who}" for loan in going]
    return f"C’est rendu : {', '.join(words)}."


@require_http_methods(FORM)
def loan_exchange(request: SchoolRequest, uai: str, number: int, loan_item: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    before = get_or_404(loan.items.filter(outcome=Outcome.OUT).select_related("equipment"), pk=loan_item)
    form = ExchangeForm(request.POST or None, school=request.member.school)
    return form_page(
        request,
        short_form_of(loan, form, f"Échanger {before}", "Échanger"),
        lambda values: _exchange(request, loan, before, values),
        success=lambda loan: _exchange_words(before, party_of(loan, request.today)),
        next_page=page_of(loan, uai),
    )


def _exchange(request: SchoolRequest, loan: Loan, before: LoanItem, values: dict[str, Any]) -> Loan:
    ending = ItemEnding(values["outcome"], values["remark"])
    return returning.exchange(
        loan, before.pk, values["machine"], ending, now=timezone.now(), **on_day(request)
    )


def _exchange_words(before: LoanItem, party: SigningParty) -> str:
    exchange = f"{before} est échangé : la convention reste la même."
    return f"{exchange} Imprimez la fiche de remise, à faire signer : {party.place_words}."
