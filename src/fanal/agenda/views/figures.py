"""« L’année en chiffres »: a year beside the one before, on the page and as a table."""

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.figures import FiguresPage, page_of
from fanal.agenda.rules.figures import FEW
from fanal.core.http import render_page
from fanal.core.sheets.download import download


def _page(request: SchoolRequest) -> FiguresPage:
    require(policies.read_figures, request.actor, None)
    return page_of(request.member.school, request.school_year.year, now=timezone.now(), today=request.today)


@by_year
@require_safe
def figures_page(request: SchoolRequest, uai: str) -> HttpResponse:
    return render_page(request, "agenda/figures.html", {"figures": _page(request), "few": FEW})


@require_safe
def figures_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    page = _page(request)
    name = f"annee-{page.year}-{uai}-{request.today:%Y-%m-%d}"
    return download(form, page.headers, page.lines(), name=name, title=f"L’année {page.year}")
