"""The day's list of requests, and the same as a file."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import School
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.core.http.answers import paginate
from fanal.core.pages.page import Page, Paged, render
from fanal.core.sheets.download import FORMATS, download
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.authority import say_steps
from fanal.helpdesk.reading.export import HEADERS, export_requests
from fanal.helpdesk.reading.request_list import (
    RequestTab,
    is_grouped,
    known_view,
    list_rows,
    say_headings,
    say_lines,
    tabs,
)


@dataclass(frozen=True, kw_only=True)
class RequestListPage(Page):
    """`words`: what is searched for; `school`: with the right to leave with the list."""

    template = "helpdesk/request_list.html"
    fragment = "results"

    page: Paged
    tabs: list[RequestTab]
    words: str
    school: School


@by_year
@require_safe
def request_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.list_requests, request.actor, None)
    member, year = request.member, request.school_year
    view = known_view(request.GET.get("vue", "" if member.has(*TEAM) else "toutes"))
    words = request.GET.get("q", "")
    listed_tabs = tabs(member, view, year)
    counted = None if words else next(tab.count for tab in listed_tabs if tab.current)
    rows = paginate(request, list_rows(member, words, view, year), count=counted)
    annotate_permissions(rows, policies.take_request, to=request.actor)
    annotate_permissions([member.school], policies.export_requests, to=request.actor)
    say_steps(rows, member, today=request.today)
    say_lines(rows, is_grouped=is_grouped(member, view))
    say_headings(rows, is_grouped=is_grouped(member, view))
    return render(request, RequestListPage(page=rows, tabs=listed_tabs, words=words, school=member.school))


@by_year
@require_safe
def request_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    """The rows of the list as shown, all its pages, with what was said on each."""
    require(policies.export_requests, request.actor, None)
    if form not in FORMATS:
        raise Http404
    view, words = known_view(request.GET.get("vue", "")), request.GET.get("q", "")
    rows = export_requests(request.member, view, words, request.school_year, form=form, by=request.actor)
    return download(form, HEADERS, rows, name=f"demandes-{uai}-{request.today:%Y-%m-%d}", title="Demandes")
