"""A loan is prepared, its machines held from that moment on; handed over once signed; cancelled before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.years import year_of
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.numbers import next_number
from fanal.directory.models import Enrolment, Pupil
from fanal.equipment.actions import custody
from fanal.equipment.models import Equipment
from fanal.loans.models import Guardian, Loan, LoanItem
from fanal.loans.policies import loan as policies
from fanal.loans.reading.lists import lent_words
from fanal.loans.reading.machines import machines_to_lend
from fanal.loans.rules import loan as rules
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.loan import LoanState, Outcome

type Address = tuple[str, str]  # the name of a guardian, and where they live


@dataclass(frozen=True)
class LoanInput:
    """What is lent, as it is typed: labels, names or serial numbers; until when; with what, in what state.

    `is_for_family`: the first guardian borrows, for the pupil who is the borrower of the action. `is_only`:
    refused to a pupil who has something already.
    """

    machines: Sequence[str]
    due_on: date | None = None
    accessories: str = ""
    state_out: str = ""
    guardians: Sequence[Address] = field(default=())
    is_for_family: bool = False
    is_only: bool = False

    @property
    def signer(self) -> str:
        """The guardian who borrows for a family, the first one named; empty when there is none."""
        return next((" ".join(name.split()) for name, _ in self.guardians if name.strip()), "")


@transaction.atomic
def prepare_loan(
    school: School, borrower: Pupil | Person, given: LoanInput, *, now: datetime, today: date, by: Actor
) -> Loan:
    """Hold the machines for them, all or none; RuleBroken says of each one why it cannot leave."""
    require(policies.manage_loans, by, None)
    number = next_number(school.pk, "loan")  # its lock: two who lend at the same second come one by one
    machines, reasons = machines_to_lend(school, given.machines)
    if borrower.left_on is not None and borrower.left_on <= today:
        reasons = [f"{borrower} n’est plus dans l’établissement : rien ne lui est prêté.", *reasons]
    if given.is_for_family and not given.signer:
        reasons = [rules.NO_SIGNER, *reasons]
    if given.is_only and isinstance(borrower, Pupil):
        reasons = [*rules.one_more_refusals(str(borrower), lent_words(borrower)), *reasons]
    if reasons := [*rules.due_refusals(given.due_on, today), *reasons]:
        raise RuleBroken(reasons)
    loan = Loan(school=school, number=number, due_on=given.due_on, made_by_id=by.person_id, made_at=now)
    _name(loan, borrower, given, today)
    loan.save(force_insert=True)
    write_guardians(loan, given.guardians)
    for machine in machines:
        hold(loan, machine, given.accessories, given.state_out, now=now)
    journal.created(loan, by=by, verb="loans.prepared")
    return loan


def _name(loan: Loan, borrower: Pupil | Person, given: LoanInput, today: date) -> None:
    loan.borrower = f"{borrower.given_name} {borrower.family_name}"
    if isinstance(borrower, Person):
        loan.borrower_kind, loan.person = BorrowerKind.STAFF, borrower
        return
    years = Enrolment.objects.for_school(borrower.school_id).filter(pupil=borrower)
    enrolled = years.filter(school_year=year_of(today).label).first()
    loan.borrower_kind, loan.pupil = BorrowerKind.PUPIL, borrower
    loan.class_code = enrolled.class_code if enrolled else ""
    if given.is_for_family:
        loan.borrower_kind = BorrowerKind.FAMILY
        loan.borrower, loan.for_pupil = given.signer, loan.borrower


def write_guardians(loan: Loan, guardians: Sequence[Address]) -> None:
    """These alone, those without a name left out."""
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
    """One machine more under this agreement. Taken when somebody took it at the same second."""
    try:
        held = custody.lend(machine, now, person=loan.person)
    except custody.Taken:
        said = f"« {machine} » vient d’être pris par quelqu’un d’autre : choisissez-en un autre."
        raise custody.Taken(said) from None
    return LoanItem.objects.create(
        school_id=loan.school_id,
        loan=loan,
        equipment=machine,
        custody=held,
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
    """The machines are in their hands, and the agreement is signed. Pressed twice, it is said once."""
    loan = locked(loan, by)
    if reasons := rules.hand_over_refusals(loan.state, is_signed=loan.signed_on is not None):
        raise RuleBroken(reasons)
    values = {"state": LoanState.OUT, "handed_on": today}
    journal.write_changes(loan, values, by=by, verb="loans.handed_over")
    return loan


@transaction.atomic
def cancel_loan(loan: Loan, *, now: datetime, today: date, by: Actor) -> Loan:
    """It will not take place: its machines are free again."""
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
