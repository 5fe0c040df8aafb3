"""Taking the people and classes of the school out, as tables that come back by the import."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.core.pages.page import Page, render
from fanal.core.sheets.download import FORMATS, download
from fanal.directory.policies import directory as policies
from fanal.people_files.actions import own_tables as actions
from fanal.people_files.rules.own_tables import TABLES, OwnTable

KINDS = (("csv", "CSV"), ("xlsx", "Excel"), ("ods", "LibreOffice"))


@dataclass(frozen=True, kw_only=True)
class PeopleExportPage(Page):
    """`kinds`: the code and the label of each sort of file."""

    template = "people_files/export_page.html"

    tables: tuple[OwnTable, ...]
    kinds: tuple[tuple[str, str], ...]
    school: School


@by_year
@require_safe
def export_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.export_people, request.actor, None)
    annotate_permissions([request.member.school], policies.import_people, to=request.actor)
    return render(request, PeopleExportPage(tables=TABLES, kinds=KINDS, school=request.member.school))


@by_year
@require_safe
def export_table(request: SchoolRequest, uai: str, table: str, form: str) -> FileResponse:
    require(policies.export_people, request.actor, None)
    own = next((export for export in TABLES if export.name == table), None)
    if own is None or form not in FORMATS:
        raise Http404
    year = request.school_year.year
    rows = actions.export_table(
        request.member.school, own, year, form=form, today=request.today, by=request.actor
    )
    name = f"{own.name}-{uai}-{year}-{request.today:%Y-%m-%d}"
    return download(form, own.columns.values(), rows, name=name, title=own.title)
