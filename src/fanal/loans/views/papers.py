"""The papers of loans, as PDF: agreements, hand-over sheet, letters of what is late, « quitus »."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.answers import attached_pdf, get_or_404
from fanal.directory.models import Pupil
from fanal.loans.models import Loan
from fanal.loans.models.loan_queryset import LoanQuerySet
from fanal.loans.policies import loan as policies
from fanal.loans.reading.clearance import clearance_paper
from fanal.loans.reading.papers import (
    MOST,
    TEMPLATE,
    agreement_paper,
    hand_over_paper,
    late_letters,
    printed,
)
from fanal.loans.views.borrower import asked_loans
from fanal.loans.views.loan import loan_or_404


def _loans(request: SchoolRequest) -> LoanQuerySet:
    require(policies.manage_loans, request.actor, None)
    rows = Loan.objects.visible_to(request.member).select_related("school__authority", "pupil")
    return rows.prefetch_related("guardians", "signatures")


@require_safe
def agreement_file(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _agreement(request, loan_or_404(request, number))


@require_safe
def own_agreement(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """What whoever borrows signs, or signed."""
    require(policies.read_own_loans, request.actor, None)
    rows = Loan.objects.for_school(request.member.school).filter(person=request.member.person)
    return _agreement(request, get_or_404(rows.select_related("school"), number=number))


def _agreement(request: SchoolRequest, loan: Loan) -> HttpResponse:
    paper = agreement_paper(loan, request.today)
    data = printed(paper["title"], loan.school, [paper], unsigned=loan.signed_on is None)
    return attached_pdf(typeset_whole(TEMPLATE, data), f"convention-{loan.number}-{loan.school.uai}")


@require_safe
def hand_over_file(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    loan = loan_or_404(request, number)
    paper = hand_over_paper(loan)
    return attached_pdf(
        typeset_whole(TEMPLATE, printed(paper["title"], loan.school, [paper])), f"remise-{number}-{uai}"
    )


@require_safe
def to_sign_file(request: SchoolRequest, uai: str) -> HttpResponse:
    """Every agreement that waits, or those that the list shows: a class takes them home."""
    rows = asked_loans(request, _loans(request).to_sign()).by_name()
    papers = [agreement_paper(loan, request.today) for loan in rows[:MOST]]
    data = printed("Conventions de prêt à signer", request.member.school, papers, unsigned=True)
    return attached_pdf(typeset_whole(TEMPLATE, data), f"conventions-{uai}")


@require_safe
def late_file(request: SchoolRequest, uai: str) -> HttpResponse:
    rows = asked_loans(request, _loans(request).late(request.today)).by_name()
    loans = list(rows[:MOST])
    papers = [letter for loan in loans for letter in late_letters(loan, request.today)]
    data = printed("Matériel prêté à rendre", request.member.school, papers)
    name = f"retard-{loans[0].number}" if len(loans) == 1 else "retards"
    return attached_pdf(typeset_whole(TEMPLATE, data), f"{name}-{uai}")


def _clearance(request: SchoolRequest, model: type[Pupil] | type[Person], pk: int) -> HttpResponse:
    require(policies.manage_loans, request.actor, None)
    school = request.member.school
    paper = clearance_paper(get_or_404(model.objects.for_school(school), pk=pk), request.today)
    return attached_pdf(typeset_whole(TEMPLATE, printed(paper["title"], school, [paper])), f"quitus-{pk}")


@require_safe
def pupil_clearance(request: SchoolRequest, uai: str, pupil: int) -> HttpResponse:
    return _clearance(request, Pupil, pupil)


@require_safe
def staff_clearance(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    return _clearance(request, Person, person)
