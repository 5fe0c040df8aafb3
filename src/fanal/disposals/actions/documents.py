"""The proofs of a batch: joined, taken away."""

from datetime import date

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.core import journal
from fanal.core.files.attached_document import join
from fanal.core.files.attachments import Stored
from fanal.disposals.actions.preparing import locked
from fanal.disposals.models import Disposal, DisposalDocument
from fanal.disposals.policies import disposal as policies

FULL = "Cette sortie a déjà {most} documents : retirez-en un d’abord."


@transaction.atomic
def join_document(disposal: Disposal, kept: Stored, *, today: date, by: Actor) -> DisposalDocument:
    """Join a file already made harmless; the same file twice stands once."""
    disposal = locked(disposal, policies.join_proof, by)
    rows = DisposalDocument.objects.for_school(disposal.school_id).filter(disposal=disposal)
    owner = {"school_id": disposal.school_id, "disposal": disposal}
    made, is_new = join(rows, kept, today=today, full=FULL, **owner)
    if is_new:
        journal.noted(disposal, by=by, verb="disposals.document_joined", file=made.pk, size=kept.size)
    return made


@transaction.atomic
def remove_document(document: DisposalDocument, *, by: Actor) -> None:
    """Its bytes go in the night, when no other row claims them."""
    disposal = locked(document.disposal, policies.remove_proof, by)
    if DisposalDocument.objects.for_school(disposal.school_id).filter(pk=document.pk).delete()[0]:
        journal.noted(disposal, by=by, verb="disposals.document_removed", file=document.pk)
