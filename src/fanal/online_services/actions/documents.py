"""The documents of a service: joined, taken away."""

from datetime import date

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.files.attached_document import join
from fanal.core.files.attachments import Stored
from fanal.online_services.models import OnlineService, ServiceDocument
from fanal.online_services.policies import register as policies

FULL = "Ce service a déjà {most} documents : retirez-en un d’abord."


@transaction.atomic
def join_document(service: OnlineService, kept: Stored, *, today: date, by: Actor) -> ServiceDocument:
    """Join a file already made harmless; the same file twice stands once."""
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.write_contract, by, service)
    rows = ServiceDocument.objects.for_school(service.school_id).filter(service=service)
    made, is_new = join(rows, kept, today=today, full=FULL, school_id=service.school_id, service=service)
    if is_new:
        journal.noted(service, by=by, verb="online_services.document_joined", file=made.pk, size=kept.size)
    return made


@transaction.atomic
def remove_document(document: ServiceDocument, *, by: Actor) -> None:
    """Its bytes go in the night, when no other row claims them."""
    service = OnlineService.objects.for_school(document.school_id).locked(document.service_id)
    require(policies.write_contract, by, service)
    rows = ServiceDocument.objects.for_school(document.school_id).filter(pk=document.pk)
    if rows.delete()[0]:
        journal.noted(service, by=by, verb="online_services.document_removed", file=document.pk)
