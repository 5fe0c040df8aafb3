"""The list of loans in its tabs, and « Ce qui m’est prêté »."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http import get_or_404, paginate, render_page
from fanal.core.words import is_id
from fanal.directory.models import Pupil
from fanal.loans.models import Loan
from fanal.loans.models.loan import LoanQuerySet
from fanal.loans.policies import loan as policies
from fanal.loans.reading.lists import TABS, loan_chips, of_tab, rows_of
from fanal.loans.reading.own import own_machines

BORROWERS = {"eleve": (Pupil, "pupil"), "personnel": (Person, "person")}


def _borrower(request: SchoolRequest) -> tuple[str, Pupil | Person | None]:
    """« ?eleve=12 » or « ?personnel=7 »: whose loans alone are shown."""
    for word, (model, _) in BORROWERS.items():
        if is_id(number := request.GET.get(word, "")):
            return word, get_or_404(model.objects.for_school(request.member.school), pk=number)
    return "", None


@require_safe
def loan_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_loans, request.actor, None)
    word, borrower = _borrower(request)
    rows: LoanQuerySet = Loan.objects.visible_to(request.member)
    if borrower is not None:
        rows = rows.filter(**{BORROWERS[word][1]: borrower})
    typed, asked = request.GET.get("q", ""), request.GET.get("vue", "")
    tab = asked if asked in TABS else ""
    kept = {"q": typed} if typed else {}
    kept |= {word: str(borrower.pk)} if borrower else {}
    rows = rows.matching(typed)
    chips = loan_chips(rows, tab, kept, request.today)
    count = next(chip.count for chip in chips if chip.current)
    page = paginate(request, of_tab(rows, tab, request.today).defer("agreement"), count=count)
    context = {
        "page": page,
        "rows": rows_of(request.member.school, page, request.today),
        "chips": chips,
        "elsewhere": next((chip for chip in chips if typed and chip.count), None),
        "tab": tab,
        "borrower": borrower,
        "word": word,
    }
    return render_page(request, "loans/loan_list.html", context, fragment="results")


@require_safe
def own(request: SchoolRequest, uai: str) -> HttpResponse:
    """What whoever reads has, and the loans that they gave back; nothing of others."""
    require(policies.read_own_loans, request.actor, None)
    rows = Loan.objects.for_school(request.member.school).filter(person=request.member.person).ended()
    page = paginate(request, rows.defer("agreement").order_by("-closed_on", "-number"))
    context = {
        "page": page,
        "rows": rows_of(request.member.school, page, request.today),
        "machines": own_machines(request.member, request.today),
    }
    return render_page(request, "loans/own.html", context)
