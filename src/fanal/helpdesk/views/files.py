"""The files of a request, given only to whoever may read the request."""

from django.http import FileResponse
from django.views.decorators.http import require_safe

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.files import attachments
from fanal.core.http.answers import get_or_404
from fanal.helpdesk.models import HelpRequest, RequestFile


@require_safe
def request_file(request: SchoolRequest, uai: str, number: int, reference: str) -> FileResponse:
    help_request = get_or_404(HelpRequest.objects.visible_to(request.member), number=number)
    rows = RequestFile.objects.for_school(request.member.school).filter(help_request=help_request)
    row = get_or_404(rows, sha256=reference)
    return attachments.serve(row.school_id, row.stored)
