"""« L’année en chiffres »: a year beside the one before, on the page and as a table."""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.figures import YearInFigures, counted_rows, page_of
from fanal.agenda.rules.figures import FEW
from fanal.core.http.answers import found_or_404, paginate
from fanal.core.pages.page import Page, Paged, render
from fanal.core.registry import registered
from fanal.core.sheets.download import download
from fanal.core.text.french import counted
from fanal.measures.reading.measures import MEASURES, Measure
from fanal.year.rules.years import SchoolYear


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


@dataclass(frozen=True, kw_only=True)
class FigureRowsPage(Page):
    """The rows that make a figure of a year; `count`: how many, « 13 réservations »."""

    template = "agenda/figure_rows.html"

    measure: Measure
    year: SchoolYear
    page: Paged
    count: str


@by_year
@require_safe
def figure_rows(request: SchoolRequest, uai: str, code: str) -> HttpResponse:
    """What is counted; each row leads to its own page, which says who may read it."""
    require(policies.read_figures, request.actor, None)
    measure = found_or_404(next((one for one in registered(MEASURES) if one.code == code), None))
    year = request.school_year.year
    rows = found_or_404(counted_rows(request.member.school, year, measure, request.today))
    page = paginate(request, rows)
    count = counted(page.paginator.count, *measure.row_noun)
    return render(request, FigureRowsPage(measure=measure, year=year, page=page, count=count))


@require_safe
def figures_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    figures = _figures(request)
    name = f"annee-{figures.year}-{uai}-{request.today:%Y-%m-%d}"
    return download(form, figures.headers, figures.lines(), name=name, title=f"L’année {figures.year}")
