"""The proofs of a sheet, for those who read the register."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.core import attachments
from fanal.core.attached_document import join_sent
from fanal.core.http import get_or_404
from fanal.privacy.actions import documents as actions
from fanal.privacy.models import ProcessingDocument
from fanal.privacy.policies import registers as policies
from fanal.privacy.views.sheet import one_sheet


def _one(request: HttpRequest, number: int, reference: str) -> ProcessingDocument:
    require(policies.read_register, request.actor, None)
    rows = ProcessingDocument.objects.for_school(request.member.school)
    return get_or_404(rows, processing__number=number, sha256=reference)


@require_POST
def document_add(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    processing = one_sheet(request, number)
    require(policies.write_processing, request.actor, processing)
    join_sent(
        request,
        request.member.school,
        lambda kept: actions.join_document(processing, kept, today=request.today, by=request.actor),
    )
    return redirect("privacy:processing_page", uai, number)


@require_safe
def document_file(request: HttpRequest, uai: str, number: int, reference: str) -> FileResponse:
    row = _one(request, number, reference)
    return attachments.serve(row.school_id, row.stored)


@require_POST
def document_remove(request: HttpRequest, uai: str, number: int, reference: str) -> HttpResponse:
    row = _one(request, number, reference)
    actions.remove_document(row, by=request.actor)
    messages.success(request, f"« {row} » est retiré.")
    return redirect("privacy:processing_page", uai, number)
