"""The proofs of a sheet of the register: joined, taken away."""

from datetime import date

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.files.attached_document import join
from fanal.core.files.attachments import Stored
from fanal.privacy.models import Processing, ProcessingDocument
from fanal.privacy.policies import registers as policies

FULL = "Cette fiche a déjà {most} documents : retirez-en un d’abord."


@transaction.atomic
def join_document(processing: Processing, kept: Stored, *, today: date, by: Actor) -> ProcessingDocument:
    """Join a file already made harmless; the same file twice stands once."""
    processing = Processing.objects.for_school(processing.school_id).locked(processing.pk)
    require(policies.write_processing, by, processing)
    rows = ProcessingDocument.objects.for_school(processing.school_id).filter(processing=processing)
    made, is_new = join(
        rows, kept, today=today, full=FULL, school_id=processing.school_id, processing=processing
    )
    if is_new:
        journal.noted(processing, by=by, verb="privacy.document_joined", file=made.pk, size=kept.size)
    return made


@transaction.atomic
def remove_document(document: ProcessingDocument, *, by: Actor) -> None:
    """Its bytes go in the night, when no other row claims them."""
    rows = Processing.objects.for_school(document.school_id)
    processing = rows.locked(document.processing_id)
    require(policies.write_processing, by, processing)
    same_document = ProcessingDocument.objects.for_school(document.school_id).filter(pk=document.pk)
    if same_document.delete()[0]:
        journal.noted(processing, by=by, verb="privacy.document_removed", file=document.pk)
