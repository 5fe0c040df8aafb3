"""« L’année en chiffres »: a year beside the one before, on the page and as a table."""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.figures import YearInFigures, page_of
from fanal.agenda.rules.figures import FEW
from fanal.core.pages.page import Page, render
from fanal.core.sheets.download import download


def _figures(request: SchoolRequest) -> YearInFigures:
    require(policies.read_figures, request.actor, None)
    school, year = request.member.school, request.school_year.year
    return page_of(school, year, today=request.today)


@dataclass(frozen=True, kw_only=True)
class FiguresPage(Page):
    """`few`: what is smaller is not compared."""

    template = "agenda/figures.html"

    figures: YearInFigures
    few: int


@by_year
@require_safe
def figures_page(request: SchoolRequest, uai: str) -> HttpResponse:
    return render(request, FiguresPage(figures=_figures(request), few=FEW))


@require_safe
def figures_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    figures = _figures(request)
    name = f"annee-{figures.year}-{uai}-{request.today:%Y-%m-%d}"
    return download(form, figures.headers, figures.lines(), name=name, title=f"L’année {figures.year}")
