"""The letter signed on paper: joined by the management, read by both."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.allowances import policies
from fanal.allowances.actions import letter_scan as actions
from fanal.allowances.models.letter import LetterScan
from fanal.allowances.views.letter import one_letter
from fanal.core import attachments
from fanal.core.attached_document import join_sent
from fanal.core.files.recognise import PAPERS
from fanal.core.http import get_or_404


@require_POST
def scan_add(request: HttpRequest, uai: str, number: int, version: int) -> HttpResponse:
    letter = one_letter(request, number, version)
    require(policies.keep_scans, request.actor, letter)
    join_sent(
        request,
        request.member.school,
        lambda kept: actions.join_scan(letter, kept, today=request.today, by=request.actor),
        allowed=PAPERS,
    )
    return redirect("letters:letter_version", uai, number, version)


def _scan(request: HttpRequest, number: int, version: int, scan: int) -> LetterScan:
    letter = one_letter(request, number, version)
    rows = LetterScan.objects.for_school(request.member.school).filter(letter=letter)
    letter_scan: LetterScan = get_or_404(rows.select_related("letter"), pk=scan)
    return letter_scan


@require_safe
def scan_file(request: HttpRequest, uai: str, number: int, version: int, scan: int) -> FileResponse:
    row = _scan(request, number, version, scan)
    return attachments.serve(row.school_id, row.stored)


@require_POST
def scan_remove(request: HttpRequest, uai: str, number: int, version: int, scan: int) -> HttpResponse:
    row = _scan(request, number, version, scan)
    actions.remove_scan(row, by=request.actor)
    messages.success(request, f"« {row} » est retiré.")
    return redirect("letters:letter_version", uai, number, version)
