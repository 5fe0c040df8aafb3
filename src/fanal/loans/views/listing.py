"""The list of loans in its tabs, and « Ce qui m’est prêté »."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.thing_list import ListTab, ShownList, ThingList
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.pages.page import Page, Paged, render
from fanal.core.text.words import is_id
from fanal.directory.models import Pupil
from fanal.loans.models import Loan
from fanal.loans.models.loan_queryset import (
    BY_DUE,
    BY_NAME,
    IS_ENDED,
    IS_OPEN,
    IS_TO_SIGN,
    LoanQuerySet,
    is_late,
)
from fanal.loans.policies import loan as policies
from fanal.loans.reading.lists import LoanRow, rows_of
from fanal.loans.reading.own import OwnMachine, own_machines

NO_LOAN = "Aucun prêt ici. « Prêter » pour une personne, « Une classe » pour trente élèves d’un coup."
BORROWERS = {"eleve": (Pupil, "pupil"), "personnel": (Person, "person")}


def _borrower(request: SchoolRequest) -> tuple[str, Pupil | Person | None]:
    """« ?eleve=12 » or « ?personnel=7 »: whose loans alone are shown."""
    for word, (model, _) in BORROWERS.items():
        if is_id(number := request.GET.get(word, "")):
            return word, get_or_404(model.objects.for_school(request.member.school), pk=number)
    return "", None


def _loans_of(request: SchoolRequest, word: str, borrower: Pupil | Person) -> LoanQuerySet:
    loans: LoanQuerySet = LOAN_LIST.rows(request.member, request.today)
    return loans.filter(**{BORROWERS[word][1]: borrower})


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
    """The loans of a tab; of one `borrower` alone, whom the address names by `word`."""

    template = "loans/loan_list.html"
    fragment = "results"

    shown: ShownList
    rows: list[LoanRow]
    borrower: Pupil | Person | None
    word: str


@require_safe
def loan_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_loans, request.actor, None)
    word, borrower = _borrower(request)
    loans = _loans_of(request, word, borrower) if borrower else None
    shown = LOAN_LIST.read(request, loans, {word: str(borrower.pk)} if borrower else None)
    loan_page = LoanList(
        shown=shown,
        rows=rows_of(request.member.school, shown.page, request.today),
        borrower=borrower,
        word=word,
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
