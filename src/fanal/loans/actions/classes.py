"""A whole class in one sitting: one pupil and one label at a time."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

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
from fanal.loans.reading.short_cases import cases_lent_from
from fanal.loans.rules.agreement import in_words
from fanal.loans.rules.loan import MOST_PAPERS, LoanState, paper_day_refusals

NOBODY_NAMED = ""  # nobody typed who signed: it is read on the paper


@dataclass(frozen=True)
class Sitting:
    """How it is lent to each pupil. `is_signed`: the papers came back, the machines leave now.

    `is_one_more`: to this one, beside what they have. `is_sure`: although a booked case is left short.
    """

    due_on: date | None
    accessories: str
    is_signed: bool
    is_one_more: bool = False
    is_sure: bool = False


@transaction.atomic
def lend_to_pupil(
    school: School, pupil: Pupil, typed: str, sitting: Sitting, *, now: datetime, today: date, by: Actor
) -> Loan:
    """Hand it over once the papers are signed, and hold it until they are. One for each, unless one more
    is meant: two colleagues may scan for the same pupil. A booked case that is left short is asked about at
    its first machine of the day and at its last one.
    """
    morning = datetime.combine(today, time(), school.zone_info)
    terms = LoanInput(
        [typed],
        sitting.due_on,
        sitting.accessories,
        is_only=not sitting.is_one_more,
        may_leave_short=None if sitting.is_sure else cases_lent_from(school, by, morning),
    )
    loan = prepare_loan(school, pupil, terms, now=now, today=today, by=by)
    if not sitting.is_signed:
        return loan
    loan = sign_on_paper(loan, NOBODY_NAMED, None, was_signed_before=True, now=now, today=today, by=by)
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
    """Note their agreements as signed on paper that day, and hand the machines over.

    Each by its own rules: one that is refused keeps no other back. RuleBroken when none was done.
    """
    require(policies.manage_loans, by, None)
    if not numbers:
        raise RuleBroken("Cochez d’abord un prêt au moins.")
    if len(numbers) > MOST_PAPERS:
        raise RuleBroken(f"On note {MOST_PAPERS} conventions à la fois, pas plus : faites-en plusieurs fois.")
    papers, refused = PapersBack(), defaultdict[str, list[Loan]](list)
    for loan in Loan.objects.for_school(school).filter(number__in=numbers).order_by("pk"):
        try:
            with transaction.atomic():
                papers.done.append(_paper_came_back(loan, signed_on, now=now, today=today, by=by))
        except RuleBroken as refusal:
            for reason in refusal.reasons:
                refused[reason].append(loan)
    papers.refused = [_refused_words(reason, loans) for reason, loans in refused.items()]
    if not papers.done:
        raise RuleBroken(papers.refused or ["Ces prêts n’existent plus : rechargez la page."])
    return papers


def _refused_words(reason: str, loans: Sequence[Loan]) -> str:
    """Say a reason once, whatever the number of loans that have it."""
    if len(loans) == 1:
        return f"Prêt n° {loans[0].number}, {loans[0].who} : {reason}"
    numbers = in_words([str(loan.number) for loan in loans])
    return f"Prêts n° {numbers} : {reason}"


def _paper_came_back(loan: Loan, signed_on: date, *, now: datetime, today: date, by: Actor) -> Loan:
    made_on = loan.made_at.astimezone(loan.school.zone_info).date()
    if reasons := paper_day_refusals(signed_on, made_on, today):
        raise RuleBroken(reasons)
    loan = sign_on_paper(loan, NOBODY_NAMED, None, now=now, today=signed_on, by=by)
    return loan if loan.state == LoanState.OUT else hand_over(loan, today=signed_on, by=by)
