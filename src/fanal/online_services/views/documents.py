"""The documents of a service, for those who read its contract."""

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.files import attachments
from fanal.core.files.attached_document import document_page
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page
from fanal.online_services.actions import documents as actions
from fanal.online_services.models import ServiceDocument
from fanal.online_services.policies import register as policies
from fanal.online_services.views.service_detail import seen_service


def _one(request: SchoolRequest, service: int, reference: str) -> ServiceDocument:
    require(policies.read_contracts, request.actor, None)
    rows = ServiceDocument.objects.for_school(request.member.school).filter(service=service)
    return get_or_404(rows, sha256=reference)


@require_POST
def document_add(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    online_service = seen_service(request, service)
    require(policies.write_contract, request.actor, online_service)
    return document_page(
        request,
        request.member.school,
        lambda stored: actions.join_document(online_service, stored, today=request.today, by=request.actor),
        next_page=address("online_services:service_page", uai, service),
    )


@require_safe
def document_file(request: SchoolRequest, uai: str, service: int, reference: str) -> FileResponse:
    row = _one(request, service, reference)
    return attachments.serve(row.school_id, row.stored)


@require_POST
def document_remove(request: SchoolRequest, uai: str, service: int, reference: str) -> HttpResponse:
    row = _one(request, service, reference)
    return button_page(
        request,
        lambda: actions.remove_document(row, by=request.actor),
        success=f"« {row} » est retiré.",
        next_page=address("online_services:service_page", uai, service),
    )
