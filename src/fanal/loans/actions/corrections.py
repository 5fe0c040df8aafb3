"""What was noted of a return by mistake, or is known later; what was lost, and comes back another day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.text.french import full_day
from fanal.equipment.actions import custody
from fanal.equipment.actions.equipment import NewState, change_state
from fanal.equipment.reading.former_state import state_before
from fanal.equipment.rules.states import PRESENT, WORKING, EquipmentState
from fanal.loans.actions.lending import locked
from fanal.loans.actions.returning import STATE_OF, WORDS, why_of
from fanal.loans.models import Loan, LoanItem
from fanal.loans.rules import loan as rules
from fanal.loans.rules.loan import LoanState, Outcome

LONGEST_REMARK = LoanItem._meta.get_field("remark").max_length or 0


def _held_item(loan: Loan, item: int) -> LoanItem:
    rows = loan.items.select_for_update(of=("self",)).select_related("equipment", "custody__equipment")
    row: LoanItem = rows.get(pk=item)
    return row


@transaction.atomic
def undo_return(loan: Loan, item: int, *, now: datetime, today: date, by: Actor) -> Loan:
    """Take back an end that was noted by mistake today: due again, if nothing else holds it."""
    loan = locked(loan, by)
    row = _held_item(loan, item)
    if row.outcome == Outcome.OUT:
        return loan
    is_exchanged = loan.items.filter(replaces=row).exists()
    if reasons := rules.undo_refusals(row.outcome, row.ended_on, today, is_exchanged=is_exchanged):
        raise RuleBroken(reasons)
    if not loan.borrower:
        raise RuleBroken("Le nom de qui l’avait est effacé : faites un nouveau prêt.")
    _restore_state(row, WORKING, today=today, by=by)
    try:
        custody.lend_again(row.custody, now=now)
    except custody.Taken:
        refusal = (
            f"« {row} » est déjà pris par quelqu’un d’autre : faites un nouveau prêt avec un autre appareil."
        )
        raise custody.Taken(refusal) from None
    values = {"outcome": Outcome.OUT, "ended_on": None, **dict.fromkeys(WORDS, "")}
    journal.write_changes(row, values, by=by, verb="loans.return_undone")
    if loan.state == LoanState.CLOSED:
        values = {"state": LoanState.OUT, "closed_on": None}
        journal.write_changes(loan, values, by=by, verb="loans.return_undone")
    return loan


def _restore_state(item: LoanItem, among: frozenset[EquipmentState], *, today: date, by: Actor) -> None:
    """Give it the state of before this end, or « en service »; unless somebody said otherwise since."""
    if item.equipment.state != STATE_OF.get(Outcome(item.outcome)):
        return
    before = state_before(item.equipment, why_of(item))
    to = before if before in among else EquipmentState.SERVICE
    change_state(item.equipment, NewState(to, f"Prêt n° {item.loan.number}, corrigé"), today=today, by=by)


@transaction.atomic
def recover(loan: Loan, item: int, remark: str, *, today: date, by: Actor) -> Loan:
    """Note as given back today what was lost or stolen; what was noted first stays said."""
    loan = locked(loan, by)
    row = _held_item(loan, item)
    if reasons := rules.recover_refusals(row.outcome, is_erased=not loan.borrower):
        raise RuleBroken(reasons)
    first = f"{row.get_outcome_display()} le {full_day(row.ended_on or today)}, retrouvé depuis"
    how = f" : {words}" if (words := " ".join(remark.split())) else ""
    whole_remark = f"{first}{how}" + (f" ; noté d’abord : {row.remark}" if row.remark else "")
    _restore_state(row, PRESENT, today=today, by=by)
    values = {"outcome": Outcome.BACK, "ended_on": today, "remark": whole_remark[:LONGEST_REMARK]}
    journal.write_changes(row, values, by=by, verb="loans.item_recovered")
    return loan


@transaction.atomic
def complete(loan: Loan, item: int, values: Mapping[str, Any], *, by: Actor) -> Loan:
    """Add the number of a complaint, the insurer, what is decided: known after the return was noted."""
    loan = locked(loan, by)
    row = _held_item(loan, item)
    if reasons := rules.complete_refusals(row.outcome, is_erased=not loan.borrower):
        raise RuleBroken(reasons)
    if row.decision and not str(values.get("decision", row.decision)).strip():
        raise RuleBroken(rules.DECIDED_FOR_GOOD)
    journal.write_changes(row, values, by=by, verb="loans.item_completed")
    return loan
