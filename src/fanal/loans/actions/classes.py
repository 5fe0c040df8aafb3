"""A whole class in one sitting: one pupil and one label at a time."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import RuleBroken
from fanal.directory.models import Pupil
from fanal.loans.actions.lending import LoanInput, hand_over, prepare_loan
from fanal.loans.actions.signing import sign_on_paper
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.rules.agreement import in_words
from fanal.loans.rules.loan import MOST_PAPERS, LoanState, paper_day_refusals

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


@dataclass
class PapersBack:
    """What came of papers that were given in together: the loans handed over, and why others are not."""

    done: list[Loan] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def papers_came_back(
    school: School, numbers: Collection[int], signed_on: date, *, now: datetime, today: date, by: Actor
) -> PapersBack:
    """The agreements of these were signed on paper that day, and the machines handed over.

    Each by its own rules: one that is refused keeps no other back. RuleBroken when none was done.
    """
    require(policies.manage_loans, by, None)
    if not numbers:
        raise RuleBroken("Cochez d’abord un prêt au moins.")
    if len(numbers) > MOST_PAPERS:
        raise RuleBroken(f"On note {MOST_PAPERS} conventions à la fois, pas plus : faites-en plusieurs fois.")
    made, refused = PapersBack(), defaultdict[str, list[Loan]](list)
    for loan in Loan.objects.for_school(school).filter(number__in=numbers).order_by("pk"):
        try:
            with transaction.atomic():
                made.done.append(_paper_came_back(loan, signed_on, now=now, today=today, by=by))
        except RuleBroken as refusal:
            for reason in refusal.reasons:
                refused[reason].append(loan)
    made.refused = [_refused_words(reason, loans) for reason, loans in refused.items()]
    if not made.done:
        raise RuleBroken(made.refused or ["Ces prêts n’existent plus : rechargez la page."])
    return made


def _refused_words(reason: str, loans: Sequence[Loan]) -> str:
    """A reason is said once, whatever the number of loans that have it."""
    if len(loans) == 1:
        return f"Prêt n° {loans[0].number}, {loans[0].who} : {reason}"
    numbers = in_words([str(loan.number) for loan in loans])
    return f"Prêts n° {numbers} : {reason}"


def _paper_came_back(loan: Loan, signed_on: date, *, now: datetime, today: date, by: Actor) -> Loan:
    made_on = loan.made_at.astimezone(loan.school.zone_info).date()
    if reasons := paper_day_refusals(signed_on, made_on, today):
        raise RuleBroken(reasons)
    guardian = next(iter(loan.named_guardians), None)
    name = guardian.name if guardian else ON_PAPER if loan.is_for_pupil else loan.borrower
    loan = sign_on_paper(loan, name, None, now=now, today=signed_on, by=by)
    return loan if loan.state == LoanState.OUT else hand_over(loan, today=signed_on, by=by)
