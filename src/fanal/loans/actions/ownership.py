"""What is lent becomes the pupil's own, by decision of its owner: it leaves the inventory."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.rules.french import full_day
from fanal.core.errors import RuleBroken
from fanal.equipment.actions.equipment import leave_inventory
from fanal.equipment.rules.states import DisposalDecision
from fanal.loans.actions.lending import locked
from fanal.loans.actions.returning import ReturnInput, close_if_all_back, end_item, items_out
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
    """All of these loans, or none: RuleBroken names each that hinders. What a family refuses is returned."""
    rows = Loan.objects.for_school(school).filter(pk__in=loans).order_by("pk")
    chosen = [locked(loan, by) for loan in rows]
    reasons = [] if chosen else [NOTHING]
    for loan in chosen:
        reasons += passing_refusals(f"{loan}, {loan.who}", loan.state, is_for_pupil=loan.is_for_pupil)
    items = [] if reasons else [item for loan in chosen for item in items_out(loan)]
    if reasons := reasons or owner_refusals([item.equipment.owner for item in items]):
        raise RuleBroken(reasons)
    decided = f"{decision.reference.strip()} du {full_day(decision.decided_on)}"
    for item in items:
        given = ReturnInput(Outcome.OWNED, decision=decided)
        end_item(item, given, now=now, today=today, by=by)
        why = f"{item.loan}, devenu propriété de l’élève"
        reasons += leave_inventory(item.equipment, why, decision, today=today, by=by)
    if reasons:
        raise RuleBroken(reasons)
    return [close_if_all_back(loan, today, by) for loan in chosen]
