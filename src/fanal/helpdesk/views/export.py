"""The list of requests as a file."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.core.sheets.download import FORMATS, download
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.export import HEADERS, export_requests
from fanal.helpdesk.reading.request import known_view


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
