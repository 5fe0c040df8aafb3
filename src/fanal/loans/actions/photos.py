"""Photos of the state of what is lent: joined, taken away."""

from datetime import date

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.core import journal
from fanal.core.attached_document import join
from fanal.core.attachments import Stored
from fanal.core.errors import RuleBroken
from fanal.loans.actions.lending import locked
from fanal.loans.models import Loan, LoanPhoto
from fanal.loans.rules.loan import Outcome
from fanal.loans.rules.photo import PhotoMoment, photo_refusals, removal_refusals

FULL = "Ce prêt a déjà {most} photos de ce moment : retirez-en une d’abord."


@transaction.atomic
def join_photo(
    loan: Loan, kept: Stored, moment: PhotoMoment, item: int | None, *, today: date, by: Actor
) -> LoanPhoto:
    """Join a picture already made harmless; the same one twice stands once. `item`: None shows them all."""
    loan = locked(loan, by)
    if reasons := photo_refusals(moment, loan.state, is_erased=not loan.borrower):
        raise RuleBroken(reasons)
    lent = loan.items.exclude(outcome=Outcome.CANCELLED).filter(pk=item).first() if item else None
    given = {"school_id": loan.school_id, "loan": loan, "moment": moment, "item": lent}
    made, is_new = join(loan.photos.filter(moment=moment), kept, today=today, full=FULL, **given)
    if is_new:
        journal.noted(loan, by=by, verb="loans.photo_joined", file=made.pk)
    return made


@transaction.atomic
def remove_photo(loan: Loan, photo: int, *, by: Actor) -> None:
    """Its bytes go in the night, when no other row claims them."""
    loan = locked(loan, by)
    if (kept := loan.photos.filter(pk=photo).first()) is None:
        return
    if reasons := removal_refusals(kept.moment, loan.state, loan.items.values_list("outcome", flat=True)):
        raise RuleBroken(reasons)
    kept.delete()
    journal.noted(loan, by=by, verb="loans.photo_removed", file=photo)
