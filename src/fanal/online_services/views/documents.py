"""The documents of a service, for those who read its contract."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.core import attachments
from fanal.core.attached_document import join_sent
from fanal.core.http import get_or_404
from fanal.online_services import policies
from fanal.online_services.actions import documents as actions
from fanal.online_services.models import ServiceDocument
from fanal.online_services.views.service_detail import seen_service


def _one(request: HttpRequest, service: int, reference: str) -> ServiceDocument:
    require(policies.read_contracts, request.actor, None)
    rows = ServiceDocument.objects.for_school(request.member.school).filter(service=service)
    return get_or_404(rows, sha256=reference)


@require_POST
def document_add(request: HttpRequest, uai: str, service: int) -> HttpResponse:
    online_service = seen_service(request, service)
    require(policies.write_contract, request.actor, online_service)
    join_sent(
        request,
        request.member.school,
        lambda kept: actions.join_document(online_service, kept, today=request.today, by=request.actor),
    )
    return redirect("online_services:service_page", uai, online_service.pk)


@require_safe
def document_file(request: HttpRequest, uai: str, service: int, reference: str) -> FileResponse:
    row = _one(request, service, reference)
    return attachments.serve(row.school_id, row.stored)


@require_POST
def document_remove(request: HttpRequest, uai: str, service: int, reference: str) -> HttpResponse:
    row = _one(request, service, reference)
    actions.remove_document(row, by=request.actor)
    messages.success(request, f"« {row} » est retiré.")
    return redirect("online_services:service_page", uai, service)
