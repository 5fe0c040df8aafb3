"""A loan: made, read, handed over, cancelled, prolonged; the guardians that its agreement names."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.forms.school_form import SchoolForm, SchoolModelForm
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, Page, ShortFormPage, Trail, render
from fanal.core.text.french import full_day
from fanal.core.text.words import is_id
from fanal.directory.models import Pupil
from fanal.equipment.forms.scanned import with_twice
from fanal.equipment.models import Equipment
from fanal.loans.actions import lending, returning
from fanal.loans.actions.lending import LoanInput
from fanal.loans.forms.loan import GuardiansForm, LoanForm, ProlongForm
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.reading.loan_page import loan_page_of
from fanal.loans.reading.short_cases import left_by
from fanal.loans.rules.agreement import BORROWERS, BorrowerKind

PUPIL = "eleve"
KINDS = {PUPIL: BorrowerKind.PUPIL, "famille": BorrowerKind.FAMILY, "personnel": BorrowerKind.STAFF}


def loan_or_404(request: SchoolRequest, number: int) -> Loan:
    """The loan of this number, for those who keep the machines."""
    require(policies.manage_loans, request.actor, None)
    rows = Loan.objects.visible_to(request.member).select_related("school", "made_by")
    loan: Loan = get_or_404(rows, number=number)
    return loan


def page_of(loan: Loan, uai: str) -> str:
    return address("loans:loan_page", uai, loan.number)


def trail_to(loan: Loan) -> Trail:
    """The pages above a form about a loan."""
    uai = loan.school.uai
    return [("Prêts", address("loans:loan_list", uai)), (f"n° {loan.number}", page_of(loan, uai))]


def short_form_of(
    loan: Loan, form: SchoolForm | SchoolModelForm, title: str, button: str = "Enregistrer", *, mark: str = ""
) -> ShortFormPage:
    """A form about this loan; under its title, who borrows."""
    return ShortFormPage(
        form=form, title=title, detail=loan.who, button=button, mark=mark, trail=trail_to(loan)
    )


@dataclass(frozen=True, kw_only=True)
class NewLoanPage(FormPage):
    template = "loans/loan_form.html"

    kind: BorrowerKind
    kinds: list[FilterChip]


@require_http_methods(FORM)
def loan_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, pupil_key = request.member.school, request.GET.get("eleve", "")
    pupil = Pupil.objects.for_school(school).filter(pk=pupil_key).first() if is_id(pupil_key) else None
    initial = {"pupil": pupil.pk, "pupil_typed": str(pupil)} if pupil else {}
    kind = KINDS.get(request.GET.get("pour", ""), BorrowerKind.PUPIL)
    form = LoanForm(request.POST or None, school=school, today=request.today, initial=initial, kind=kind)
    return form_page(
        request,
        NewLoanPage(form=form, kind=kind, kinds=_kind_chips(kind, pupil_key)),
        lambda values: _prepare(request, kind, values),
        success=lambda loan: with_twice(_prepared_words(loan), form.cleaned_data["machines"]),
        next_page=lambda loan: page_of(loan, uai),
        require=lambda: require(policies.manage_loans, request.actor, None),
    )


def _prepare(request: SchoolRequest, kind: BorrowerKind, values: dict[str, Any]) -> Loan:
    wishes = LoanInput(
        values["machines"],
        values["due_on"],
        values["accessories"],
        values["state_out"],
        values["guardians"],
        is_for_family=kind == BorrowerKind.FAMILY,
        may_leave_short=None if values["is_sure"] else frozenset(),
    )
    school, borrower = request.member.school, values["borrower"]
    return lending.prepare_loan(school, borrower, wishes, now=timezone.now(), **on_day(request))


def _prepared_words(loan: Loan) -> str:
    sentence = f"Le matériel est gardé pour {loan.who}. Faites signer la convention, puis remettez-le."
    return " ".join([sentence, *left_by(loan, timezone.now())])


def _kind_chips(kind: BorrowerKind, pupil_key: str) -> list[FilterChip]:
    pupil = {PUPIL: pupil_key} if is_id(pupil_key) else {}
    return [
        FilterChip(BORROWERS[code].choice, f"?{urlencode({'pour': word} | pupil)}", None, code == kind)
        for word, code in KINDS.items()
    ]


@dataclass(frozen=True, kw_only=True)
class PupilChoicePage(Page):
    """Those who answer to what is being typed: nothing is refused here, whatever the form says."""

    template = "loans/pupil_choice.html"
    fragment = "pupils"

    form: LoanForm


@require_POST
def pupil_choices(request: SchoolRequest, uai: str) -> HttpResponse:
    """By POST: no name of a minor stands in an address."""
    require(policies.manage_loans, request.actor, None)
    form = LoanForm(request.POST, school=request.member.school, today=request.today, kind=BorrowerKind.PUPIL)
    return render(request, PupilChoicePage(form=form))


@require_POST
def entrusted_lend(request: SchoolRequest, uai: str, equipment: int) -> HttpResponse:
    """« En faire un prêt », on the record of a machine that is entrusted to somebody."""
    require(policies.manage_loans, request.actor, None)
    machine: Equipment = get_or_404(Equipment.objects.visible_to(request.member), pk=equipment)
    return button_page(
        request,
        lambda: lending.lend_entrusted(machine, now=timezone.now(), **on_day(request)),
        success=_prepared_words,
        next_page=lambda loan: page_of(loan, uai),
    )


@require_safe
def loan_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_loan(request, loan_or_404(request, number), [])


def show_loan(request: SchoolRequest, loan: Loan, reasons: list[str]) -> HttpResponse:
    return render(request, loan_page_of(loan, request.today, reasons))


@require_http_methods(FORM)
def guardians(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    initial = {
        f"{name}_{guardian.place}": getattr(guardian, name)
        for guardian in loan.named_guardians
        for name in ("name", "address")
    }
    form = GuardiansForm(request.POST or None, school=request.member.school, initial=initial)
    return form_page(
        request,
        short_form_of(loan, form, "Responsables"),
        lambda values: lending.change_guardians(loan, values["guardians"], by=request.actor),
        success=SAVED,
        next_page=page_of(loan, uai),
    )


@require_POST
def loan_hand_over(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    return button_page(
        request,
        lambda: lending.hand_over(loan, **on_day(request)),
        success=f"C’est remis à {loan.who}.",
        next_page=page_of(loan, uai),
        show=lambda reasons: show_loan(request, loan, reasons),
    )


@require_POST
def loan_cancel(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    return button_page(
        request,
        lambda: lending.cancel_loan(loan, now=timezone.now(), **on_day(request)),
        success="Le prêt est annulé : le matériel est libre.",
        next_page=page_of(loan, uai),
        show=lambda reasons: show_loan(request, loan, reasons),
    )


def _end_words(loan: Loan) -> str:
    if loan.due_on is None:
        return "Ce prêt est maintenant une dotation, sans date de retour."
    return f"L’échéance est maintenant le {full_day(loan.due_on)}."


@require_http_methods(FORM)
def loan_prolong(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan, school = loan_or_404(request, number), request.member.school
    initial = {"is_endless": loan.due_on is None}
    form = ProlongForm(request.POST or None, school=school, instance=loan, initial=initial)
    return form_page(
        request,
        short_form_of(loan, form, "Prolonger", "Changer l’échéance", mark="no"),
        lambda values: returning.prolong(loan, values["due_on"], **on_day(request)),
        success=_end_words,
        next_page=page_of(loan, uai),
    )
