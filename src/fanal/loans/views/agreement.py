"""Signing an agreement on the screen or on paper; the text that the school has signed."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.attachments import serve
from fanal.core.form_page import SAVED, form_page
from fanal.core.http import FORM, get_or_404
from fanal.loans.actions import signing
from fanal.loans.forms.agreement import PaperForm, SignForm, TermsForm
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.reading.agreement import agreement_of, missing_signatures, text_of
from fanal.loans.rules.agreement import FIELDS, BorrowerKind
from fanal.loans.rules.signature import HEIGHT, WIDTH
from fanal.loans.views.loan import loan_or_404, page_of


def _said(loan: Loan) -> str:
    if loan.signed_on is None:
        return "La première signature est gardée : il en manque une."
    return (
        "La convention est signée : remettez le matériel."
        if loan.handed_on is None
        else "La convention est signée."
    )


def _context(request: SchoolRequest, loan: Loan) -> dict[str, Any]:
    return {
        "loan": loan,
        "agreement": agreement_of(loan, request.today),
        "missing": missing_signatures(loan, request.today),
        "width": WIDTH,
        "height": HEIGHT,
    }


@require_http_methods(FORM)
def sign(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}
    first = loan.guardians.first() if loan.is_for_pupil else None
    initial = {
        "name": "" if loan.agreement else first.name if first else "" if loan.is_for_pupil else loan.borrower
    }
    return form_page(
        request,
        SignForm(request.POST or None, school=request.member.school, initial=initial),
        lambda values: signing.sign_on_screen(loan, values["name"], values["strokes"], **now),
        template="loans/sign.html",
        success=_said,
        next_page=lambda signed: page_of(signed, uai) if signed.signed_on else request.path,
        context=lambda: _context(request, loan),
    )


@require_http_methods(FORM)
def sign_paper(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}
    first = loan.guardians.first() if loan.is_for_pupil else None
    initial = {"name": first.name if first else loan.borrower}
    return form_page(
        request,
        PaperForm(request.POST or None, request.FILES or None, school=request.member.school, initial=initial),
        lambda values: signing.sign_on_paper(loan, values["name"], values["scan"], **now),
        template="loans/short_form.html",
        success=_said,
        next_page=page_of(loan, uai),
        context={"loan": loan, "title": "Signée sur papier", "button": "Noter la signature", "upload": True},
    )


@require_safe
def scan_file(request: SchoolRequest, uai: str, number: int, signature: int) -> FileResponse:
    loan = loan_or_404(request, number)
    kept = get_or_404(loan.signatures.exclude(sha256=""), pk=signature)
    return serve(loan.school_id, kept.stored)


@require_http_methods(FORM)
def terms(request: SchoolRequest, uai: str, borrower_kind: str) -> HttpResponse:
    require(policies.write_agreement, request.actor, None)
    if borrower_kind not in list(BorrowerKind):
        raise Http404
    school, chosen = request.member.school, BorrowerKind(borrower_kind)
    text = text_of(school, chosen)
    initial = {"title": text.title, "body": text.body, "signatures": text.signatures}
    return form_page(
        request,
        TermsForm(request.POST or None, school=school, initial=initial),
        lambda values: signing.keep_terms(school, chosen, values, by=request.actor),
        template="loans/terms.html",
        success=SAVED,
        next_page=address("loans:terms", uai, borrower_kind),
        context={
            "fields": FIELDS[chosen],
            "kinds": [
                {
                    "label": label,
                    "url": address("loans:terms", uai, code),
                    "current": code == chosen,
                    "count": None,
                }
                for code, label in ((BorrowerKind.PUPIL, "Élèves"), (BorrowerKind.STAFF, "Personnels"))
            ],
        },
    )
