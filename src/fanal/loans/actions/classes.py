"""A whole class in one sitting: one pupil and one label at a time."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.directory.models import Pupil
from fanal.loans.actions.lending import LoanInput, hand_over, prepare_loan
from fanal.loans.actions.signing import sign_on_paper
from fanal.loans.models import Loan

ON_PAPER = "Un responsable"  # the paper says who


@dataclass(frozen=True)
class Sitting:
    """How it is lent to each pupil. `is_signed`: the papers came back, the machines leave now.

    `is_one_more`: to this one, beside what they have.
    """

    due_on: date | None
    accessories: str
    is_signed: bool
    is_one_more: bool = False


@transaction.atomic
def lend_to_pupil(
    school: School, pupil: Pupil, typed: str, sitting: Sitting, *, now: datetime, today: date, by: Actor
) -> Loan:
    """Handed over at once when the papers are signed, else held until they are. One for each, unless one more
    is meant: two colleagues may scan for the same pupil.
    """
    given = LoanInput([typed], sitting.due_on, sitting.accessories, is_only=not sitting.is_one_more)
    loan = prepare_loan(school, pupil, given, now=now, today=today, by=by)
    if not sitting.is_signed:
        return loan
    loan = sign_on_paper(loan, ON_PAPER, None, now=now, today=today, by=by)
    return hand_over(loan, today=today, by=by)
