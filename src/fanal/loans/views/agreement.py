"""Signing an agreement on the screen or on paper; the text that the school has signed."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.attachments import serve
from fanal.core.form_page import SAVED, form_page
from fanal.core.form_version import seen_of
from fanal.core.http import FORM, get_or_404
from fanal.loans.actions import signing
from fanal.loans.forms.agreement import PaperForm, SignForm, TermsForm
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.reading.agreement import agreement_of, missing_signatures, text_of
from fanal.loans.rules.agreement import BORROWERS, FIELDS, MODELS, BorrowerKind
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
    """What was drawn for another text never serves for this one: the frame is empty again."""
    agreement, anew = agreement_of(loan, request.today), dict[str, Any]()
    missing, now = missing_signatures(loan, request.today), seen_of(agreement)
    if missing and request.POST.get("seen", now) != now:
        typed = {"name": request.POST.get("name", "")}
        anew = {"form": SignForm(school=loan.school, initial=typed), "reasons": [signing.CHANGED]}
    return anew | {
        "loan": loan,
        "agreement": agreement,
        "seen": now,
        "missing": missing,
        "width": WIDTH,
        "height": HEIGHT,
    }


def _signer(loan: Loan) -> str:
    """Whose name is proposed: the first guardian, or the borrower of the staff; nobody's for a second one."""
    if loan.signatures.exists():
        return ""
    first = next(iter(loan.named_guardians), None)
    return first.name if first else "" if loan.is_for_pupil else loan.borrower


@require_http_methods(FORM)
def sign(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan, school = loan_or_404(request, number), request.member.school
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}
    return form_page(
        request,
        SignForm(request.POST or None, school=school, initial={"name": _signer(loan)}),
        lambda values: signing.sign_on_screen(
            loan, values["name"], values["strokes"], seen=request.POST.get("seen", ""), **now
        ),
        template="loans/sign.html",
        success=_said,
        next_page=lambda signed: page_of(signed, uai) if signed.signed_on else request.path,
        context=lambda: _context(request, loan),
    )


@require_http_methods(FORM)
def sign_paper(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """Note a paper that was signed, or join its scan once it is."""
    loan, school = loan_or_404(request, number), request.member.school
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}
    first = next((one.name for one in loan.given_signatures if one.is_paper), _signer(loan))
    return form_page(
        request,
        PaperForm(request.POST or None, request.FILES or None, school=school, initial={"name": first}),
        lambda values: signing.sign_on_paper(loan, values["name"], values["scan"], **now),
        template="loans/short_form.html",
        success=_said,
        next_page=page_of(loan, uai),
        context={"loan": loan, "title": "Signée sur papier", "button": "Enregistrer", "upload": True},
    )


@require_safe
def scan_file(request: SchoolRequest, uai: str, number: int, loan_signature: int) -> FileResponse:
    loan = loan_or_404(request, number)
    kept = get_or_404(loan.signatures.exclude(sha256=""), pk=loan_signature)
    return serve(loan.school_id, kept.stored)


@require_http_methods(FORM)
def pupil_terms(request: SchoolRequest, uai: str) -> HttpResponse:
    return _terms(request, BorrowerKind.PUPIL)


@require_http_methods(FORM)
def family_terms(request: SchoolRequest, uai: str) -> HttpResponse:
    return _terms(request, BorrowerKind.FAMILY)


@require_http_methods(FORM)
def staff_terms(request: SchoolRequest, uai: str) -> HttpResponse:
    return _terms(request, BorrowerKind.STAFF)


def _terms(request: SchoolRequest, kind: BorrowerKind) -> HttpResponse:
    require(policies.write_agreement, request.actor, None)
    school, own = request.member.school, text_of(request.member.school, kind)
    text = MODELS[kind] if "proposition" in request.GET else own
    initial = {"title": text.title, "body": text.body, "signatures": text.signatures}
    chips = [
        {"label": words.several, "url": address(f"loans:{code}_terms", school.uai), "count": None}
        for code, words in BORROWERS.items()
    ]
    return form_page(
        request,
        TermsForm(request.POST or None, school=school, initial=initial),
        lambda values: signing.keep_terms(school, kind, values, by=request.actor),
        template="loans/terms.html",
        success=SAVED,
        next_page=request.path,
        context={
            "fields": FIELDS[kind],
            "is_proposed": text == MODELS[kind] and request.method != "POST",
            "kinds": [chip | {"current": chip["url"] == request.path} for chip in chips],
        },
    )
