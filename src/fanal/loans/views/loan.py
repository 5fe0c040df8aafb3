"""A loan: made, read, handed over, cancelled, prolonged; the guardians that its agreement names."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import full_day
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, render_page
from fanal.core.words import is_id
from fanal.directory.models import Pupil
from fanal.loans.actions import lending, returning
from fanal.loans.actions.lending import LoanInput
from fanal.loans.forms.loan import GuardiansForm, LoanForm, ProlongForm
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.reading.agreement import missing_signatures
from fanal.loans.reading.lists import row_of
from fanal.loans.reading.machines import short_cases
from fanal.loans.reading.photos import photo_columns
from fanal.loans.rules.agreement import BORROWERS, BorrowerKind
from fanal.loans.rules.loan import Outcome

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


@require_http_methods(FORM)
def loan_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, chosen = request.member.school, request.GET.get("eleve", "")
    pupil = Pupil.objects.for_school(school).filter(pk=chosen).first() if is_id(chosen) else None
    initial = {"pupil": pupil.pk, "pupil_typed": str(pupil)} if pupil else {}

    asked = request.GET.get("pour", "")
    kind = KINDS[asked if asked in KINDS else PUPIL]

    def save(values: dict[str, Any]) -> Loan:
        words = (values["due_on"], values["accessories"], values["state_out"], values["guardians"])
        given = LoanInput(values["machines"], *words, is_for_family=kind == BorrowerKind.FAMILY)
        now = {"now": timezone.now(), **on_day(request)}
        return lending.prepare_loan(school, values["borrower"], given, **now)

    return form_page(
        request,
        LoanForm(request.POST or None, school=school, today=request.today, initial=initial, kind=kind),
        save,
        template="loans/loan_form.html",
        success=_prepared_words,
        next_page=lambda loan: page_of(loan, uai),
        require=lambda: require(policies.manage_loans, request.actor, None),
        context={"kind": kind, "kinds": _kind_chips(kind, chosen)},
    )


def _prepared_words(loan: Loan) -> str:
    said = f"Le matériel est gardé pour {loan.who}. Faites signer la convention, puis remettez-le."
    return " ".join([said, *short_cases(loan, timezone.now())])


def _kind_chips(kind: BorrowerKind, chosen: str) -> list[dict[str, Any]]:
    kept = {"eleve": chosen} if is_id(chosen) else {}
    return [
        {
            "label": BORROWERS[code].choice,
            "url": f"?{urlencode({'pour': word} | kept)}",
            "current": code == kind,
        }
        for word, code in KINDS.items()
    ]


@require_POST
def pupil_choices(request: SchoolRequest, uai: str) -> HttpResponse:
    """Those who answer to what is being typed. By POST: no name of a minor stands in an address."""
    require(policies.manage_loans, request.actor, None)
    form = LoanForm(request.POST, school=request.member.school, today=request.today, kind=BorrowerKind.PUPIL)
    return render_page(request, "loans/pupil_choice.html", {"form": form}, fragment="pupils")


@require_safe
def loan_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_loan(request, loan_or_404(request, number), [])


def show_loan(request: SchoolRequest, loan: Loan, reasons: list[str]) -> HttpResponse:
    items = list(loan.items.with_machine().select_related("equipment__type", "replaced_by__equipment"))
    context = {
        "loan": loan,
        "items": items,
        "undoable": [item.pk for item in items if item.can_undo_on(request.today)] if loan.borrower else [],
        "left": sum(item.outcome == "out" for item in items),
        "guardians": loan.named_guardians,
        "signatures": loan.given_signatures,
        "missing": missing_signatures(loan, request.today),
        "row": row_of(loan, items, request.today),
        "owned": any(item.outcome == Outcome.OWNED for item in items),
        "columns": photo_columns(loan, items),
        "reasons": reasons,
    }
    return render_page(request, "loans/loan_page.html", context)


@require_http_methods(FORM)
def guardians(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    initial = {
        f"{name}_{guardian.place}": getattr(guardian, name)
        for guardian in loan.named_guardians
        for name in ("name", "address")
    }
    return form_page(
        request,
        GuardiansForm(request.POST or None, school=request.member.school, initial=initial),
        lambda values: lending.change_guardians(loan, values["guardians"], by=request.actor),
        template="loans/short_form.html",
        success=SAVED,
        next_page=page_of(loan, uai),
        context={"loan": loan, "title": "Responsables", "button": "Enregistrer"},
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
    loan = loan_or_404(request, number)
    initial = {"is_endless": loan.due_on is None}
    return form_page(
        request,
        ProlongForm(request.POST or None, school=request.member.school, instance=loan, initial=initial),
        lambda values: returning.prolong(loan, values["due_on"], **on_day(request)),
        template="loans/short_form.html",
        success=_end_words,
        next_page=page_of(loan, uai),
        context={"loan": loan, "title": "Prolonger", "button": "Changer l’échéance", "mark": "no"},
    )
