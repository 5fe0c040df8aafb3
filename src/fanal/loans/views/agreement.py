"""Signing an agreement on the screen or on paper; the text that the school has signed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.files.attachments import serve
from fanal.core.forms.form_version import seen_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import SAVED, form_page
from fanal.core.pages.page import FormPage
from fanal.loans.actions import signing
from fanal.loans.forms.agreement import PaperForm, SignedScanForm, SignForm, TermsForm
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.reading.agreement import Agreement, agreement_of, missing_signatures
from fanal.loans.reading.agreement_blanks import blanks_of
from fanal.loans.reading.agreement_fields import text_of
from fanal.loans.reading.signing_party import party_of
from fanal.loans.rules.agreement import BORROWERS, FIELDS, BorrowerKind, unsaid_in
from fanal.loans.rules.agreement_texts import proposed_text
from fanal.loans.rules.signature import HEIGHT, WIDTH
from fanal.loans.rules.signer import SigningParty
from fanal.loans.views.loan import loan_or_404, page_of, short_form_of

SIGNER = ("name", "quality", "grounds")


def _state_words(loan: Loan) -> str:
    if loan.signed_on is None:
        return "La première signature est gardée : il en manque une."
    state = "La convention est signée"
    if loan.is_declared:
        state = "La convention est déclarée signée sur papier, sans scan"
    return f"{state} : remettez le matériel." if loan.handed_on is None else f"{state}."


@dataclass(frozen=True, kw_only=True)
class AgreementPage(FormPage):
    """The agreement beside the frame where one signs; `seen`: of the text that it shows."""

    template = "loans/sign.html"

    loan: Loan
    agreement: Agreement
    seen: str
    blanks: list[str]
    missing: int
    width: int = WIDTH
    height: int = HEIGHT


def _agreement_page(request: SchoolRequest, loan: Loan, form: SignForm, reasons: list[str]) -> AgreementPage:
    """What was drawn for another text never serves for this one: the frame is empty again."""
    agreement = agreement_of(loan, request.today, on_screen=True)
    missing, seen = missing_signatures(loan, request.today), seen_of(agreement)
    if missing and request.POST.get("seen", seen) != seen:
        initial = {name: request.POST.get(name, "") for name in SIGNER}
        form = SignForm(school=loan.school, initial=initial, party=party_of(loan, request.today))
        reasons = [signing.CHANGED]
    return AgreementPage(
        form=form,
        reasons=reasons,
        loan=loan,
        agreement=agreement,
        seen=seen,
        blanks=blanks_of(loan, request.today),
        missing=missing,
    )


def _signer(loan: Loan, party: SigningParty) -> str:
    """Whose name is proposed: the pupil of age, whoever borrows, the one guardian named.

    Nobody's where two are named, or for a second signature: whichever signs writes it.
    """
    if loan.given_signatures:
        return ""
    if party.kind == BorrowerKind.PUPIL and not party.of_age:
        return party.guardians[0] if len(party.guardians) == 1 else ""
    return loan.borrower


@require_http_methods(FORM)
def sign(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    party = party_of(loan, request.today)
    initial = {"name": _signer(loan, party)}
    form = SignForm(request.POST or None, school=request.member.school, initial=initial, party=party)
    return form_page(
        request,
        form,
        lambda values: signing.sign_on_screen(
            loan,
            values["name"],
            values["strokes"],
            quality=values.get("quality", ""),
            grounds=values.get("grounds", ""),
            seen=request.POST.get("seen", ""),
            now=timezone.now(),
            **on_day(request),
        ),
        success=_state_words,
        next_page=lambda signed: page_of(signed, uai) if signed.signed_on else request.path,
        show=lambda reasons: _agreement_page(request, loan, form, reasons),
    )


@require_http_methods(FORM)
def sign_paper(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """Note a paper that was signed, or join its scan once it is."""
    loan = loan_or_404(request, number)
    title = "Joindre le scan" if loan.is_declared else "Signée sur papier"
    return form_page(
        request,
        short_form_of(loan, _paper_form(request, loan), title, mark="no"),
        lambda values: signing.sign_on_paper(
            loan,
            values.get("name", ""),
            values["scan"],
            quality=values.get("quality", ""),
            grounds=values.get("grounds", ""),
            now=timezone.now(),
            **on_day(request),
        ),
        success=_state_words,
        next_page=page_of(loan, uai),
    )


def _paper_form(request: SchoolRequest, loan: Loan) -> SignedScanForm | PaperForm:
    """Who signed, with the scan; the scan alone once the paper is noted."""
    data, files, school = request.POST or None, request.FILES or None, loan.school
    if loan.is_declared:
        return SignedScanForm(data, files, school=school)
    party = party_of(loan, request.today)
    return PaperForm(data, files, school=school, initial={"name": _signer(loan, party)}, party=party)


@require_safe
def scan_file(request: SchoolRequest, uai: str, number: int, loan_signature: int) -> FileResponse:
    loan = loan_or_404(request, number)
    signature = get_or_404(loan.signatures.exclude(sha256=""), pk=loan_signature)
    return serve(loan.school_id, signature.stored)


@require_http_methods(FORM)
def pupil_terms(request: SchoolRequest, uai: str) -> HttpResponse:
    return _terms(request, BorrowerKind.PUPIL)


@require_http_methods(FORM)
def family_terms(request: SchoolRequest, uai: str) -> HttpResponse:
    return _terms(request, BorrowerKind.FAMILY)


@require_http_methods(FORM)
def staff_terms(request: SchoolRequest, uai: str) -> HttpResponse:
    return _terms(request, BorrowerKind.STAFF)


@dataclass(frozen=True, kw_only=True)
class AgreementTermsPage(FormPage):
    """The school's text for one kind of borrowers; `unsaid`: what it does not say."""

    template = "loans/terms.html"

    kinds: list[FilterChip]
    fields: Sequence[str]
    unsaid: list[str]
    is_proposed: bool


def _terms(request: SchoolRequest, kind: BorrowerKind) -> HttpResponse:
    require(policies.write_agreement, request.actor, None)
    school, own = request.member.school, text_of(request.member.school, kind)
    proposed = proposed_text(kind, is_private=school.is_private)
    text = proposed if "proposition" in request.GET else own
    initial = asdict(text) | {"act_number": own.act_number, "act_on": own.act_on}
    page = AgreementTermsPage(
        form=TermsForm(request.POST or None, school=school, initial=initial),
        kinds=_kind_chips(request),
        fields=FIELDS[kind],
        unsaid=unsaid_in(text.title, text.body, is_private=school.is_private),
        is_proposed=text.body == proposed.body and request.method != "POST",
    )
    return form_page(
        request,
        page,
        lambda values: signing.keep_terms(school, kind, values, by=request.actor),
        success=SAVED,
        next_page=request.path,
    )


def _kind_chips(request: SchoolRequest) -> list[FilterChip]:
    """The kinds of borrowers, each with a text of its own."""
    pages = {code: address(f"loans:{code}_terms", request.member.school.uai) for code in BORROWERS}
    return [
        FilterChip(words.several, pages[code], None, pages[code] == request.path)
        for code, words in BORROWERS.items()
    ]
