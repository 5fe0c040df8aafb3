"""The list of loans in its tabs, and « Ce qui m’est prêté »."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.thing_list import WORDS, ListTab, ThingList, ThingsOfTab
from fanal.core.http.answers import paginate
from fanal.core.pages.page import Page, Paged, render
from fanal.directory.models import Pupil
from fanal.loans.models import Loan
from fanal.loans.models.loan_queryset import (
    BY_DUE,
    BY_NAME,
    IS_ENDED,
    IS_OPEN,
    IS_TO_SIGN,
    is_late,
)
from fanal.loans.policies import loan as policies
from fanal.loans.reading.lists import LoanRow, rows_of
from fanal.loans.reading.own import OwnMachine, own_machines
from fanal.loans.views.borrower import borrower_filter

NO_LOAN = "Aucun prêt ici. « Prêter » pour une personne, « Une classe » pour trente élèves d’un coup."

LOAN_LIST = ThingList(
    "loans:loan_list",
    lambda member, today: Loan.objects.visible_to(member).defer("agreement"),
    all_words="Voir tous les prêts",
    no_match="Aucun prêt ne correspond. Retirez un mot.",
    no_match_here="Aucun prêt de cette liste ne correspond.",
    tabs=(
        ListTab("", "En cours", lambda today: IS_OPEN, BY_DUE, NO_LOAN, icon="device-tablet"),
        ListTab("retard", "En retard", is_late, BY_DUE, "Rien n’est en retard."),
        ListTab(
            "signer",
            "À signer",
            lambda today: IS_TO_SIGN,
            BY_NAME,
            "Aucune convention n’attend de signature.",
        ),
        ListTab(
            "rendus",
            "Terminés",
            lambda today: IS_ENDED,
            ["-closed_on", "-number"],
            NO_LOAN,
            icon="device-tablet",
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class LoanList(Page):
    """The loans of a tab; of one `borrower` alone, whom the address names by `word`.

    `query`: the borrower and the words, for the papers of what is listed.
    """

    template = "loans/loan_list.html"
    fragment = "results"

    things: ThingsOfTab
    rows: list[LoanRow]
    borrower: Pupil | Person | None
    word: str
    query: str


@require_safe
def loan_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_loans, request.actor, None)
    whose = borrower_filter(request)
    loans = whose.loans_in(LOAN_LIST.rows(request.member, request.today)) if whose.borrower else None
    things = LOAN_LIST.read(request, loans, whose.query)
    loan_page = LoanList(
        things=things,
        rows=rows_of(request.member.school, things.page, request.today),
        borrower=whose.borrower,
        word=whose.word,
        query=urlencode({WORDS: request.GET.get(WORDS, "")} | whose.query),
    )
    return render(request, loan_page)


@dataclass(frozen=True, kw_only=True)
class OwnLoansPage(Page):
    """`machines`: what whoever reads has; `rows`: their loans that ended."""

    template = "loans/own.html"

    page: Paged
    rows: list[LoanRow]
    machines: list[OwnMachine]


@require_safe
def own(request: SchoolRequest, uai: str) -> HttpResponse:
    """What whoever reads has, and the loans that they gave back; nothing of others."""
    require(policies.read_own_loans, request.actor, None)
    rows = Loan.objects.for_school(request.member.school).filter(person=request.member.person).ended()
    page = paginate(request, rows.defer("agreement").order_by("-closed_on", "-number"))
    own_loans = OwnLoansPage(
        page=page,
        rows=rows_of(request.member.school, page, request.today),
        machines=own_machines(request.member, request.today),
    )
    return render(request, own_loans)
