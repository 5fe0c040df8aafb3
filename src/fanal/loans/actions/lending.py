"""A loan is prepared, its machines held from that moment on; handed over once signed; cancelled before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.directory.models import Enrolment, Pupil
from fanal.equipment.actions import custody, equipment
from fanal.equipment.models import Equipment
from fanal.loans.models import Guardian, Loan, LoanItem
from fanal.loans.policies import loan as policies
from fanal.loans.reading.lists import lent_words
from fanal.loans.reading.machines import machines_to_lend, with_content
from fanal.loans.reading.short_cases import short_cases
from fanal.loans.rules import loan as rules
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.loan import LoanState, Outcome
from fanal.year.rules.years import year_of

type Address = tuple[str, str]  # the name of a guardian, and where they live


@dataclass(frozen=True)
class LoanInput:
    """What is lent, as it is typed: labels, names or serial numbers; until when; with what, in what state.

    `is_for_family`: the first guardian borrows, for the pupil who is the borrower of the action. `is_only`:
    refused to a pupil who has something already. `may_leave_short`: the cases of which a booking may lose
    machines, as long as one is left; None: any, and to the last one. Whoever booked is told in any case.
    """

    machines: Sequence[str]
    due_on: date | None = None
    accessories: str = ""
    state_out: str = ""
    guardians: Sequence[Address] = field(default=())
    is_for_family: bool = False
    is_only: bool = False
    may_leave_short: frozenset[int] | None = None

    @property
    def signer(self) -> str:
        """Name the guardian who borrows for a family, the first one; empty when there is none."""
        return next((" ".join(name.split()) for name, _ in self.guardians if name.strip()), "")


@transaction.atomic
def prepare_loan(
    school: School, borrower: Pupil | Person, terms: LoanInput, *, now: datetime, today: date, by: Actor
) -> Loan:
    """Hold the machines for them, all or none; RuleBroken says of each one why it cannot leave."""
    require(policies.manage_loans, by, None)
    number = next_number(school.pk, "loan")  # its lock: two who lend at the same second come one by one
    machines, reasons = machines_to_lend(school, terms.machines)
    return _prepare(borrower, machines, reasons, terms, Loan(school=school, number=number), now, today, by)


@transaction.atomic
def lend_entrusted(machine: Equipment, *, now: datetime, today: date, by: Actor) -> Loan:
    """Make a loan, without an end and still to be signed, of what is entrusted to somebody."""
    require(policies.manage_loans, by, None)
    school = machine.school
    loan = Loan(school=school, number=next_number(school.pk, "loan"))
    machine = equipment.locked(machine)
    holder = machine.holder
    if holder is None:
        raise RuleBroken(f"« {machine} » n’est plus confié à personne : prêtez-le depuis « Prêter ».")
    machine = equipment.change_equipment(machine, {"holder": None}, today=today, by=by)
    machines, reasons = with_content(school, [machine])
    return _prepare(holder, machines, reasons, LoanInput([]), loan, now, today, by)


def _prepare(
    borrower: Pupil | Person,
    machines: Sequence[Equipment],
    reasons: list[str],
    terms: LoanInput,
    loan: Loan,
    now: datetime,
    today: date,
    by: Actor,
) -> Loan:
    """Write the loan of these machines and hold them, all or none."""
    if borrower.left_on is not None and borrower.left_on <= today:
        reasons = [f"{borrower} n’est plus dans l’établissement : rien ne lui est prêté.", *reasons]
    if terms.is_for_family and not terms.signer:
        reasons = [rules.NO_SIGNER, *reasons]
    if terms.is_only and isinstance(borrower, Pupil):
        reasons = [*rules.one_more_refusals(str(borrower), lent_words(borrower)), *reasons]
    reasons = [*reasons, *short_refusals(loan.school, machines, terms, now)]
    if reasons := [*rules.due_refusals(terms.due_on, today), *reasons]:
        raise RuleBroken(reasons)
    loan.due_on, loan.made_by_id, loan.made_at = terms.due_on, by.person_id, now
    _name(loan, borrower, terms, today)
    loan.save(force_insert=True)
    write_guardians(loan, terms.guardians)
    for machine in machines:
        hold(loan, machine, terms.accessories, terms.state_out, now=now)
    journal.created(loan, by=by, verb="loans.prepared")
    return loan


def short_refusals(
    school: School, machines: Sequence[Equipment], terms: LoanInput, now: datetime
) -> list[str]:
    """Name the bookings that these would leave short without anybody having said that they may."""
    known = terms.may_leave_short
    if known is None:
        return []
    cases = short_cases(school, machines, terms.due_on, now)
    unsaid = [case.words for case in cases if case.case.pk not in known or not case.left]
    return [*unsaid, rules.SURE] if unsaid else []


def _name(loan: Loan, borrower: Pupil | Person, terms: LoanInput, today: date) -> None:
    loan.borrower = f"{borrower.given_name} {borrower.family_name}"
    if isinstance(borrower, Person):
        loan.borrower_kind, loan.person = BorrowerKind.STAFF, borrower
        return
    years = Enrolment.objects.for_school(borrower.school_id).filter(pupil=borrower)
    enrolled = years.filter(school_year=year_of(today).label).first()
    loan.borrower_kind, loan.pupil = BorrowerKind.PUPIL, borrower
    loan.class_code = enrolled.class_code if enrolled else ""
    if terms.is_for_family:
        loan.borrower_kind = BorrowerKind.FAMILY
        loan.borrower, loan.for_pupil = terms.signer, loan.borrower


def write_guardians(loan: Loan, guardians: Sequence[Address]) -> None:
    """Keep these alone, without those that have no name."""
    Guardian.objects.for_school(loan.school_id).filter(loan=loan).delete()
    for place, (name, address) in enumerate(guardians, 1):
        if name.strip():
            words = {"name": " ".join(name.split()), "address": " ".join(address.split())}
            Guardian.objects.create(school_id=loan.school_id, loan=loan, place=place, **words)


def hold(
    loan: Loan,
    machine: Equipment,
    accessories: str,
    state_out: str,
    *,
    now: datetime,
    replaces: LoanItem | None = None,
) -> LoanItem:
    """Hold one machine more under this agreement. Taken when somebody took it at the same second."""
    try:
        holding = custody.lend(machine, now, person=loan.person)
    except custody.Taken:
        refusal = f"« {machine} » vient d’être pris par quelqu’un d’autre : choisissez-en un autre."
        raise custody.Taken(refusal) from None
    return LoanItem.objects.create(
        school_id=loan.school_id,
        loan=loan,
        equipment=machine,
        custody=holding,
        accessories=" ".join(accessories.split()),
        state_out=" ".join(state_out.split()),
        replaces=replaces,
    )


def locked(loan: Loan, by: Actor) -> Loan:
    """As it is now, held; whoever may not manage loans goes no further."""
    loan = Loan.objects.for_school(loan.school_id).locked(loan.pk)
    require(policies.manage_loans, by, loan)
    return loan


@transaction.atomic
def change_guardians(loan: Loan, guardians: Sequence[Address], *, by: Actor) -> Loan:
    """Whom the agreement names, until somebody signed it."""
    loan = locked(loan, by)
    if not loan.has_guardians or loan.agreement or not loan.is_open:
        raise RuleBroken("La convention est déjà signée, ou n’a pas de responsables : elle ne change plus.")
    if loan.for_pupil:
        loan.borrower = LoanInput([], guardians=guardians).signer
        if not loan.borrower:
            raise RuleBroken(rules.NO_SIGNER)
        loan.save(update_fields=["borrower"])
    write_guardians(loan, guardians)
    journal.noted(loan, by=by, verb="loans.guardians_changed", count=loan.guardians.count())
    return loan


@transaction.atomic
def hand_over(loan: Loan, *, today: date, by: Actor) -> Loan:
    """Put the machines in their hands, once the agreement is signed. Pressed twice, it is said once."""
    loan = locked(loan, by)
    if reasons := rules.hand_over_refusals(loan.state, is_signed=loan.signed_on is not None):
        raise RuleBroken(reasons)
    values = {"state": LoanState.OUT, "handed_on": today}
    journal.write_changes(loan, values, by=by, verb="loans.handed_over")
    return loan


@transaction.atomic
def cancel_loan(loan: Loan, *, now: datetime, today: date, by: Actor) -> Loan:
    """Call it off: its machines are free again."""
    loan = locked(loan, by)
    if loan.state == LoanState.CANCELLED:
        return loan
    if loan.state != LoanState.PREPARED:
        raise RuleBroken("Le matériel est déjà remis : notez son retour.")
    for item in loan.items.out().with_machine():
        custody.end_loan(item.custody, now)
        journal.write_changes(item, {"outcome": Outcome.CANCELLED}, by=by, verb="loans.item_ended")
    values = {"state": LoanState.CANCELLED, "closed_on": today}
    journal.write_changes(loan, values, by=by, verb="loans.cancelled")
    return loan
