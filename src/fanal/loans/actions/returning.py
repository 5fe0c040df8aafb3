"""What comes back, in part or all at once; what is broken, lost or stolen; an exchange, a later end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import Stored
from fanal.core.mail.models import Mail
from fanal.equipment.actions import custody
from fanal.equipment.actions.equipment import NewState, change_state
from fanal.equipment.models import Equipment
from fanal.equipment.reading.scanned import machine_typed, machines_typed
from fanal.equipment.rules.states import EquipmentState
from fanal.loans.actions.lending import hold, locked
from fanal.loans.actions.photos import join_photo
from fanal.loans.actions.signing import ask_anew
from fanal.loans.models import Loan, LoanItem
from fanal.loans.policies import loan as policies
from fanal.loans.reading.machines import why_not_lent
from fanal.loans.rules import loan as rules
from fanal.loans.rules.loan import LoanState, Outcome
from fanal.loans.rules.photo import PhotoMoment

STATE_OF = {
    Outcome.DAMAGED: EquipmentState.BROKEN,
    Outcome.LOST: EquipmentState.LOST,
    Outcome.STOLEN: EquipmentState.STOLEN,
}
WORDS = ("remark", "complaint", "insurer", "decision")
KEPT_FOR = (
    "« {} » est gardé pour {} (prêt n° {}), pas encore remis : faites signer et remettez, ou annulez ce prêt."
)
NOT_OUT = "Ce prêt n’est pas en cours : il n’y a rien à rendre."


@dataclass(frozen=True)
class ItemEnding:
    """What became of machines, and what is said of them."""

    outcome: Outcome = Outcome.BACK
    remark: str = ""
    complaint: str = ""
    insurer: str = ""
    decision: str = ""
    photo: Stored | None = None

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in WORDS}


@transaction.atomic
def give_back(
    loan: Loan, items: Collection[int], ending: ItemEnding, *, now: datetime, today: date, by: Actor
) -> Loan:
    """Note what became of these machines of the loan; the others stay due."""
    loan = locked(loan, by)
    if loan.state != LoanState.OUT:
        raise RuleBroken(NOT_OUT)
    if reasons := rules.end_refusals(ending.outcome):
        raise RuleBroken(reasons)
    returned = [item for item in items_out(loan) if item.pk in items]
    if not returned:
        raise RuleBroken("Cochez ce qui revient : rien n’est choisi, ou c’est déjà rendu.")
    for item in returned:
        end_item(item, ending, now=now, today=today, by=by)
    if ending.photo is not None:
        of = returned[0].pk if len(returned) == 1 else None
        join_photo(loan, ending.photo, PhotoMoment.BACK, of, today=today, by=by)
    return close_if_all_back(loan, today, by)


def items_out(loan: Loan) -> list[LoanItem]:
    """Held, each with its machine."""
    rows = loan.items.select_for_update(of=("self",)).out()
    return list(rows.select_related("equipment", "custody__equipment").order_by("pk"))


def end_item(item: LoanItem, ending: ItemEnding, *, now: datetime, today: date, by: Actor) -> None:
    """End what is out of one machine; the inventory follows what became of it."""
    custody.end_loan(item.custody, now)
    values: dict[str, Any] = {"outcome": ending.outcome, "ended_on": today, **ending.words}
    journal.write_changes(item, values, by=by, verb="loans.item_ended")
    to = STATE_OF.get(ending.outcome)
    if to is not None and item.equipment.state != to:
        change_state(item.equipment, NewState(to, why_of(item)), today=today, by=by)


def why_of(item: LoanItem) -> str:
    """Say what the journal keeps of the state that an end gave: « Prêt n° 12, perdu »."""
    return f"Prêt n° {item.loan.number}, {item.get_outcome_display().lower()}"


def close_if_all_back(loan: Loan, today: date, by: Actor) -> Loan:
    """Close the loan once its last thing has ended."""
    outcomes = list(loan.items.values_list("outcome", flat=True))
    if rules.state_after(outcomes, loan.state) != loan.state:
        values = {"state": LoanState.CLOSED, "closed_on": today}
        journal.write_changes(loan, values, by=by, verb="loans.closed")
        forget_reminders(loan)
    return loan


def forget_reminders(loan: Loan) -> None:
    """Withdraw what was written of its end and has not left yet."""
    waiting = Mail.objects.for_school(loan.school_id).filter(key__startswith=f"pret-{loan.number}-")
    waiting.filter(state__in=[Mail.State.QUEUED, Mail.State.HELD]).delete()


@transaction.atomic
def give_back_scanned(
    school: School, lines: Sequence[str], *, now: datetime, today: date, by: Actor
) -> list[Loan]:
    """Machines of any loans, put back on a table: all that were scanned, or none when one was not lent."""
    require(policies.manage_loans, by, None)
    machines = machines_typed(school, lines, most=rules.MOST_MACHINES)
    rows = LoanItem.objects.for_school(school).out().filter(loan__state=LoanState.OUT)
    items = {item.equipment_id: item for item in rows.filter(equipment__in=machines).select_related("loan")}
    if missing := [machine for machine in machines if machine.pk not in items]:
        raise RuleBroken(_why_not_out(school, missing))
    loans = {item.loan.pk: item.loan for item in items.values()}
    item_keys = {item.pk for item in items.values()}
    return [
        give_back(loans[pk], item_keys, ItemEnding(), now=now, today=today, by=by) for pk in sorted(loans)
    ]


def _why_not_out(school: School, machines: Sequence[Equipment]) -> list[str]:
    """Say of each that it is kept for a loan not handed over, or lent to nobody."""
    rows = LoanItem.objects.for_school(school).out().filter(equipment__in=machines)
    loans = {item.equipment_id: item.loan for item in rows.select_related("loan")}
    return [
        KEPT_FOR.format(machine, loans[machine.pk].who, loans[machine.pk].number)
        if machine.pk in loans
        else f"« {machine} » n’est prêté à personne."
        for machine in machines
    ]


@transaction.atomic
def exchange(
    loan: Loan, item: int, typed: str, ending: ItemEnding, *, now: datetime, today: date, by: Actor
) -> Loan:
    """Put another machine in the place of this one, under the same agreement."""
    loan = locked(loan, by)
    if loan.state != LoanState.OUT:
        raise RuleBroken(NOT_OUT)
    before = next((row for row in items_out(loan) if row.pk == item), None)
    if before is None:
        raise RuleBroken("Cet appareil est déjà rendu : il n’y a rien à échanger.")
    if reasons := rules.end_refusals(ending.outcome):
        raise RuleBroken(reasons)
    machine = machine_typed(loan.school, typed)
    if reason := why_not_lent(machine):
        raise RuleBroken(reason)
    end_item(before, ending, now=now, today=today, by=by)
    replacement = hold(loan, machine, before.accessories, "", now=now, replaces=before)
    journal.created(replacement, by=by, verb="loans.exchanged")
    return loan


@transaction.atomic
def prolong(loan: Loan, due_on: date | None, *, today: date, by: Actor) -> Loan:
    """Let it last until another day, or without an end; what was written of the former one does not leave.

    An earlier day than the one that was signed asks for another signature: less is lent than was agreed to.
    """
    loan = locked(loan, by)
    if reasons := rules.prolong_refusals(loan.state, loan.due_on, due_on, today):
        raise RuleBroken(reasons)
    if loan.agreement and rules.is_shorter(loan.due_on, due_on):
        ask_anew(loan, today=today, by=by)
    journal.write_changes(loan, {"due_on": due_on}, by=by, verb="loans.prolonged")
    forget_reminders(loan)
    return loan
