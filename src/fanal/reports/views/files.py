"""The papers of a report, as they were kept: nothing is typeset here."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.documents.text_file import MIME
from fanal.core.http.answers import attached_pdf, get_or_404
from fanal.reports.models import BoardReport, ReportContent
from fanal.reports.views.report import REPORTS


def _column(request: SchoolRequest, board_report: int, column: str) -> bytes:
    row = REPORTS.one(request, board_report)
    rows = ReportContent.objects.for_school(row.school_id).filter(report=row)
    return bytes(get_or_404(rows.only("school", column)).__dict__[column])


@require_safe
def preview_file(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    row = REPORTS.one(request, board_report)
    preview = (
        BoardReport.objects.for_school(row.school_id)
        .filter(pk=row.pk)
        .values_list("preview", flat=True)
        .get()
    )
    if preview is None:
        raise Http404
    return attached_pdf(bytes(preview), f"brouillon-{board_report}-{uai}")


@require_safe
def paper_file(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    return attached_pdf(_column(request, board_report, "paper"), f"rapport-{board_report}-{uai}")


@require_safe
def brief_file(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    return attached_pdf(_column(request, board_report, "brief"), f"fiche-{board_report}-{uai}")


@require_safe
def slides_file(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    return attached_pdf(_column(request, board_report, "slides"), f"diapositives-{board_report}-{uai}")


@require_safe
def text_file(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    answer = HttpResponse(_column(request, board_report, "text_file"), content_type=MIME)
    answer.headers["Content-Disposition"] = f'attachment; filename="rapport-{board_report}-{uai}.odt"'
    return answer
