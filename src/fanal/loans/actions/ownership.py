"""What is lent becomes the pupil's own, by decision of its owner: it leaves the inventory."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.core.errors import RuleBroken
from fanal.core.text.french import full_day
from fanal.equipment.actions.equipment import leave_inventory
from fanal.equipment.rules.states import DisposalDecision
from fanal.loans.actions.lending import locked
from fanal.loans.actions.returning import ItemEnding, close_if_all_back, end_item, items_out
from fanal.loans.models import Loan
from fanal.loans.rules.loan import Outcome
from fanal.loans.rules.ownership import NOTHING, owner_refusals, passing_refusals


@transaction.atomic
def pass_to_pupils(
    school: School,
    loans: Collection[int],
    decision: DisposalDecision,
    *,
    now: datetime,
    today: date,
    by: Actor,
) -> list[Loan]:
    """Pass all of these loans, or none: RuleBroken names what hinders. What a family refuses is returned."""
    rows = Loan.objects.for_school(school).filter(pk__in=loans).order_by("pk")
    locked_loans = [locked(loan, by) for loan in rows]
    reasons = [] if locked_loans else [NOTHING]
    for loan in locked_loans:
        reasons += passing_refusals(f"{loan}, {loan.who}", loan.state, is_for_pupil=loan.is_for_pupil)
    items = [] if reasons else [item for loan in locked_loans for item in items_out(loan)]
    if reasons := reasons or owner_refusals([item.equipment.owner for item in items]):
        raise RuleBroken(reasons)
    decided = f"{decision.reference.strip()} du {full_day(decision.decided_on)}"
    for item in items:
        ending = ItemEnding(Outcome.OWNED, decision=decided)
        end_item(item, ending, now=now, today=today, by=by)
        why = f"{item.loan}, devenu propriété de l’élève"
        reasons += leave_inventory(item.equipment, why, decision, today=today, by=by)
    if reasons:
        raise RuleBroken(reasons)
    return [close_if_all_back(loan, today, by) for loan in locked_loans]
