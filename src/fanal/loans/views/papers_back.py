"""« Signées sur papier et remises »: several agreements whose papers came back together."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.views.thing_list import TAB, WORDS
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import ShortFormPage
from fanal.core.text.french import counted
from fanal.loans.actions.classes import PapersBack, papers_came_back
from fanal.loans.forms.agreement import PapersForm
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.rules.loan import MOST_PAPERS
from fanal.loans.views.borrower import BORROWERS, asked_loans


@require_http_methods(FORM)
def papers_back(request: SchoolRequest, uai: str) -> HttpResponse:
    """Those that the list « À signer » shows."""
    require(policies.manage_loans, request.actor, None)
    school, waiting = request.member.school, _to_sign(request)
    ticks = [loan.number for loan in waiting] if "tout" in request.GET else []
    initial = {"loans": ticks, "papers_on": request.today}
    form = PapersForm(request.POST or None, school=school, waiting=waiting, initial=initial)
    list_page = f"{address('loans:loan_list', uai)}?{urlencode({TAB: 'signer'} | _filters(request))}"
    page = ShortFormPage(
        form=form,
        title="Signées sur papier et remises",
        detail=_detail(len(waiting)),
        trail=[("Prêts", list_page)],
        tick_all=_tick_all(request, len(waiting)) if waiting and not ticks and not form.is_bound else None,
    )
    return form_page(
        request,
        page,
        lambda values: _papers_came_back(request, values),
        success=_papers_words,
        next_page=list_page,
    )


def _filters(request: SchoolRequest) -> dict[str, str]:
    """What the list was narrowed to: its words, its borrower."""
    asked = request.GET.dict()
    return {name: asked[name] for name in (WORDS, *BORROWERS) if asked.get(name)}


def _to_sign(request: SchoolRequest) -> list[Loan]:
    """The first agreements that wait for a signature, of those that the address asks for."""
    rows = asked_loans(request, Loan.objects.visible_to(request.member).to_sign())
    return list(rows.by_name().defer("agreement")[:MOST_PAPERS])


def _papers_came_back(request: SchoolRequest, values: dict[str, Any]) -> PapersBack:
    school, numbers, signed_on = request.member.school, values["loans"], values["papers_on"]
    return papers_came_back(school, numbers, signed_on, now=timezone.now(), **on_day(request))


def _tick_all(request: SchoolRequest, count: int) -> tuple[str, str]:
    """The same address, with every box ticked."""
    return f"Cocher les {count}", f"?{urlencode({**request.GET.dict(), 'tout': 1})}"


def _detail(count: int) -> str:
    """What a tick does; or that nothing waits for one."""
    if not count:
        return "Aucune convention n’attend de signature."
    detail = "Cochez celles dont le papier signé est revenu : leurs appareils sont alors remis."
    return f"{detail} Les {MOST_PAPERS} premières sont ici." if count == MOST_PAPERS else detail


def _papers_words(papers: PapersBack) -> str:
    done = counted(len(papers.done), "prêt est déclaré signé et remis", "prêts sont déclarés signés et remis")
    return " ".join([f"{done}.", *(["Laissés :", *papers.refused] if papers.refused else [])])
