"""The proofs of a sheet, for those who read the register."""

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core import attachments
from fanal.core.addresses import address
from fanal.core.attached_document import document_page
from fanal.core.form_page import button_page
from fanal.core.http import get_or_404
from fanal.privacy.actions import documents as actions
from fanal.privacy.models import ProcessingDocument
from fanal.privacy.policies import registers as policies
from fanal.privacy.views.sheet import one_sheet


def _one(request: SchoolRequest, number: int, reference: str) -> ProcessingDocument:
    require(policies.read_register, request.actor, None)
    rows = ProcessingDocument.objects.for_school(request.member.school)
    return get_or_404(rows, processing__number=number, sha256=reference)


@require_POST
def document_add(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    processing = one_sheet(request, number)
    require(policies.write_processing, request.actor, processing)
    return document_page(
        request,
        request.member.school,
        lambda kept: actions.join_document(processing, kept, today=request.today, by=request.actor),
        next_page=address("privacy:processing_page", uai, number),
    )


@require_safe
def document_file(request: SchoolRequest, uai: str, number: int, reference: str) -> FileResponse:
    row = _one(request, number, reference)
    return attachments.serve(row.school_id, row.stored)


@require_POST
def document_remove(request: SchoolRequest, uai: str, number: int, reference: str) -> HttpResponse:
    row = _one(request, number, reference)
    return button_page(
        request,
        lambda: actions.remove_document(row, by=request.actor),
        success=f"« {row} » est retiré.",
        next_page=address("privacy:processing_page", uai, number),
    )
