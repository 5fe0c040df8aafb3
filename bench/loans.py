"""The loans of the measured school: three thousand, one running for each machine, the others given back."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.tenancy import scope
from fanal.equipment.models import Custody, Equipment
from fanal.loans.models import Loan, LoanItem

LOANS, DAYS = 3_000, 10


def fill(school_id: int) -> None:
    """Made once for a data set; each round of machines lies ten days before the one that runs."""
    school, now = School.objects.get(pk=school_id), timezone.now()
    with scope(school):
        if Loan.objects.for_school(school).exists():
            return
        people = list(Person.objects.for_school(school).order_by("pk"))
        free = Equipment.objects.for_school(school).filter(state="service", custodies__isnull=True)
        machines = list(free.order_by("pk"))
        lines = []
        for rank in range(LOANS):
            round_, place = divmod(rank, len(machines))
            since = now - timedelta(days=DAYS * (round_ + 1))
            until = since + timedelta(days=DAYS) if round_ else None
            machine, person = machines[place], people[rank % len(people)]
            held = Custody(
                school=school,
                kind=Custody.Kind.LOAN,
                equipment=machine,
                person=person,
                span=DateTimeTZRange(since, until),
            )
            loan = Loan(
                school=school,
                number=rank + 1,
                person=person,
                borrower=str(person),
                borrower_kind="staff",
                state="closed" if until else "out",
                due_on=(now + timedelta(days=rank % 400 - 20)).date(),
                signed_on=since.date(),
                handed_on=since.date(),
                closed_on=until.date() if until else None,
                made_at=since,
            )
            item = LoanItem(
                school=school,
                loan=loan,
                equipment=machine,
                custody=held,
                outcome="back" if until else "out",
                ended_on=until.date() if until else None,
            )
            lines.append((held, loan, item))
        Custody.objects.bulk_create([held for held, _, _ in lines])
        Loan.objects.bulk_create([loan for _, loan, _ in lines])
        LoanItem.objects.bulk_create([item for _, _, item in lines])
