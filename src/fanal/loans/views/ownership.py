"""What is lent becomes the pupil's own: a class or one loan, and its paper."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import FORM, attached_pdf
from fanal.core.paper import typeset_whole
from fanal.core.words import is_id
from fanal.loans.actions.ownership import pass_to_pupils
from fanal.loans.forms.ownership import OwnershipForm
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.reading.ownership import class_chips, items_to_pass, passed_on
from fanal.loans.reading.papers import MOST, TEMPLATE, ownership_paper, printed


def _of(request: SchoolRequest) -> dict[str, Any]:
    """« ?classe=3A » or « ?pret=12 »: what alone is shown; a class of no name when neither is said."""
    if is_id(number := request.GET.get("pret", "")):
        return {"loan__number": number}
    return {"loan__class_code": request.GET.get("classe", "")[:20] or None}


def _said(loans: list[Loan]) -> str:
    count = counted(len(loans), "prêt est terminé", "prêts sont terminés")
    return f"{count} : le matériel appartient à l’élève, il est sorti de l’inventaire."


@require_http_methods(FORM)
def ownership(request: SchoolRequest, uai: str) -> HttpResponse:
    school, of = request.member.school, _of(request)
    form = OwnershipForm(request.POST or None, school=school, items=items_to_pass(school, **of))
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}
    query = request.GET.urlencode()
    return form_page(
        request,
        form,
        lambda values: pass_to_pupils(school, values["loans"], form.decision, **now),
        template="loans/ownership.html",
        success=_said,
        next_page=f"{address('loans:ownership', uai)}?{query}",
        require=lambda: require(policies.manage_loans, request.actor, None),
        context=lambda: {
            "classes": class_chips(school, request.GET.get("classe", "")),
            "chosen": query,
            "passed": passed_on(school, **of).count(),
        },
    )


@require_safe
def ownership_file(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_loans, request.actor, None)
    rows = passed_on(request.member.school, **_of(request)).select_related("school")
    papers = [ownership_paper(loan) for loan in rows[:MOST]]
    data = printed("Matériel devenu propriété de l’élève", request.member.school, papers, unsigned=True)
    return attached_pdf(typeset_whole(TEMPLATE, data), f"propriete-{uai}")
