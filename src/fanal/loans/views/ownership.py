"""What is lent becomes the pupil's own: a class or one loan, and its paper."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage
from fanal.core.text.french import counted
from fanal.core.text.words import is_id
from fanal.loans.actions.ownership import pass_to_pupils
from fanal.loans.forms.ownership import OwnershipForm
from fanal.loans.models import Loan, LoanItem
from fanal.loans.policies import loan as policies
from fanal.loans.reading.ownership import class_chips, gift_words, items_to_pass, passed_on
from fanal.loans.reading.papers import MOST, TEMPLATE, ownership_paper, printed


def _selection(request: SchoolRequest) -> Q:
    """« ?classe=3A » or « ?pret=12 »: what alone is shown; a class of no name when neither is said."""
    if is_id(number := request.GET.get("pret", "")):
        return Q(loan__number=number)
    return Q(loan__class_code=request.GET.get("classe", "")[:20] or None)


def _query(request: SchoolRequest) -> str:
    return urlencode({name: value for name, value in request.GET.items() if name != "tout"})


def _end_words(loans: list[Loan]) -> str:
    count = counted(len(loans), "prêt est terminé", "prêts sont terminés")
    return f"{count} : le matériel appartient à l’élève, il est sorti de l’inventaire."


@dataclass(frozen=True, kw_only=True)
class OwnershipPage(FormPage):
    """The loans that may end so; `query`: what of them is shown; `passed`: how many ended so before."""

    template = "loans/ownership.html"

    classes: list[FilterChip]
    query: str
    passed: int
    gift: list[str]


def _ownership_page(request: SchoolRequest, form: OwnershipForm, items: list[LoanItem]) -> OwnershipPage:
    school = request.member.school
    return OwnershipPage(
        form=form,
        classes=class_chips(school, request.GET.get("classe", "")),
        query=_query(request),
        passed=passed_on(school, _selection(request)).count(),
        gift=gift_words(school, items),
    )


@require_http_methods(FORM)
def ownership(request: SchoolRequest, uai: str) -> HttpResponse:
    school, is_ticked = request.member.school, "tout" in request.GET
    items = items_to_pass(school, _selection(request))
    form = OwnershipForm(request.POST or None, school=school, items=items, is_ticked=is_ticked)
    return form_page(
        request,
        form,
        lambda values: pass_to_pupils(
            school, values["loans"], form.decision, now=timezone.now(), **on_day(request)
        ),
        success=_end_words,
        next_page=f"{address('loans:ownership', uai)}?{_query(request)}",
        require=lambda: require(policies.manage_loans, request.actor, None),
        show=lambda reasons: _ownership_page(request, form, items),
    )


@require_safe
def ownership_file(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_loans, request.actor, None)
    rows = passed_on(request.member.school, _selection(request)).select_related("school")
    papers = [ownership_paper(loan) for loan in rows[:MOST]]
    data = printed("Matériel devenu propriété de l’élève", request.member.school, papers, unsigned=True)
    return attached_pdf(typeset_whole(TEMPLATE, data), f"propriete-{uai}")
