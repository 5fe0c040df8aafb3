"""The letter signed on paper: joined by the management, read by both."""

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.files import attachments
from fanal.core.files.attached_document import document_page
from fanal.core.files.recognise import PAPERS
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page
from fanal.mission_letters.actions import scan as actions
from fanal.mission_letters.models.letter import LetterScan
from fanal.mission_letters.policies import letter as policies
from fanal.mission_letters.views.letter import one_letter


@require_POST
def scan_add(request: SchoolRequest, uai: str, number: int, version: int) -> HttpResponse:
    letter = one_letter(request, number, version)
    require(policies.keep_scans, request.actor, letter)
    return document_page(
        request,
        request.member.school,
        lambda kept: actions.join_scan(letter, kept, today=request.today, by=request.actor),
        next_page=address("letters:letter_version", uai, number, version),
        allowed=PAPERS,
    )


def _scan(request: SchoolRequest, number: int, version: int, scan: int) -> LetterScan:
    letter = one_letter(request, number, version)
    rows = LetterScan.objects.for_school(request.member.school).filter(letter=letter)
    letter_scan: LetterScan = get_or_404(rows.select_related("letter"), pk=scan)
    return letter_scan


@require_safe
def scan_file(request: SchoolRequest, uai: str, number: int, version: int, scan: int) -> FileResponse:
    row = _scan(request, number, version, scan)
    return attachments.serve(row.school_id, row.stored)


@require_POST
def scan_remove(request: SchoolRequest, uai: str, number: int, version: int, scan: int) -> HttpResponse:
    row = _scan(request, number, version, scan)
    return button_page(
        request,
        lambda: actions.remove_scan(row, by=request.actor),
        success=f"« {row} » est retiré.",
        next_page=address("letters:letter_version", uai, number, version),
    )
