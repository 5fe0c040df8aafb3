"""The proofs of a batch, for those who keep the inventory: what they say of people goes no further."""

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.files import attachments
from fanal.core.files.attached_document import document_page
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page
from fanal.disposals.actions import documents as actions
from fanal.disposals.models import DisposalDocument
from fanal.disposals.policies import disposal as policies
from fanal.disposals.views.disposal import disposal_or_404, page_address


def _document_or_404(request: SchoolRequest, pk: int) -> DisposalDocument:
    require(policies.prepare_disposal, request.actor, None)
    rows = DisposalDocument.objects.for_school(request.member.school).select_related("disposal__school")
    found: DisposalDocument = get_or_404(rows, pk=pk)
    return found


@require_POST
def document_add(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    found = disposal_or_404(request, disposal)
    require(policies.join_proof, request.actor, found)
    return document_page(
        request,
        request.member.school,
        lambda kept: actions.join_document(found, kept, **on_day(request)),
        next_page=page_address(found),
    )


@require_safe
def document_file(request: SchoolRequest, uai: str, disposal_document: int) -> FileResponse:
    document = _document_or_404(request, disposal_document)
    return attachments.serve(document.school_id, document.stored)


@require_POST
def document_remove(request: SchoolRequest, uai: str, disposal_document: int) -> HttpResponse:
    document = _document_or_404(request, disposal_document)
    return button_page(
        request,
        lambda: actions.remove_document(document, by=request.actor),
        success=f"« {document} » est retiré.",
        next_page=page_address(document.disposal),
    )
