"""The proofs of a sheet, for those who read the register."""

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.files import attachments
from fanal.core.files.attached_document import document_page
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page
from fanal.privacy.actions import documents as actions
from fanal.privacy.models import ProcessingDocument
from fanal.privacy.policies import registers as policies
from fanal.privacy.views.sheet import one_sheet


def _document(request: SchoolRequest, number: int, reference: str) -> ProcessingDocument:
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
        lambda file: actions.join_document(processing, file, today=request.today, by=request.actor),
        next_page=address("privacy:processing_page", uai, number),
    )


@require_safe
def document_file(request: SchoolRequest, uai: str, number: int, reference: str) -> FileResponse:
    document = _document(request, number, reference)
    return attachments.serve(document.school_id, document.stored)


@require_POST
def document_remove(request: SchoolRequest, uai: str, number: int, reference: str) -> HttpResponse:
    document = _document(request, number, reference)
    return button_page(
        request,
        lambda: actions.remove_document(document, by=request.actor),
        success=f"« {document} » est retiré.",
        next_page=address("privacy:processing_page", uai, number),
    )
