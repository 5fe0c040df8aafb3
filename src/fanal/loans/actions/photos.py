"""Photos of the state of what is lent: joined, taken away."""

from datetime import date

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.files.attached_document import join
from fanal.core.files.attachments import Stored
from fanal.loans.actions.lending import locked
from fanal.loans.models import Loan, LoanPhoto
from fanal.loans.rules.loan import Outcome
from fanal.loans.rules.photo import PhotoMoment, photo_refusals, removal_refusals

FULL = "Ce prêt a déjà {most} photos de ce moment : retirez-en une d’abord."


@transaction.atomic
def join_photo(
    loan: Loan, picture: Stored, moment: PhotoMoment, item: int | None, *, today: date, by: Actor
) -> LoanPhoto:
    """Join a picture already made harmless; the same one twice stands once. `item`: None shows them all."""
    loan = locked(loan, by)
    if reasons := photo_refusals(moment, loan.state, is_erased=not loan.borrower):
        raise RuleBroken(reasons)
    lent = loan.items.exclude(outcome=Outcome.CANCELLED).filter(pk=item).first() if item else None
    columns = {"school_id": loan.school_id, "loan": loan, "moment": moment, "item": lent}
    photo, is_new = join(loan.photos.filter(moment=moment), picture, today=today, full=FULL, **columns)
    if is_new:
        journal.noted(loan, by=by, verb="loans.photo_joined", file=photo.pk)
    return photo


@transaction.atomic
def remove_photo(loan: Loan, photo: int, *, by: Actor) -> None:
    """Remove it; its bytes go in the night, when no other row claims them."""
    loan = locked(loan, by)
    if (picture := loan.photos.filter(pk=photo).first()) is None:
        return
    if reasons := removal_refusals(picture.moment, loan.state, loan.items.values_list("outcome", flat=True)):
        raise RuleBroken(reasons)
    picture.delete()
    journal.noted(loan, by=by, verb="loans.photo_removed", file=photo)
