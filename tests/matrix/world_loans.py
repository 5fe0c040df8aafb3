"""The loans of a school of the matrix: to a pupil, with a guardian, a signature and the school's text."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.core.database.numbers import next_number
from fanal.directory.models import Pupil
from fanal.equipment.models import Custody, Equipment
from fanal.loans.models import AgreementTerms, Guardian, Loan, LoanItem, LoanPhoto, LoanSignature


def fill_loans(school: School, person: Person, canary: str) -> None:
    """A machine of its own is out, to its pupil: the trolley of the bookings stays free."""
    trolley = Equipment.objects.get(school=school)
    machine = Equipment.objects.create(
        school=school, number=next_number(school.pk, "equipment"), name=f"Prêtée {canary}", type=trolley.type
    )
    since = timezone.now() - timedelta(days=30)
    held = Custody.objects.create(
        school=school, kind=Custody.Kind.LOAN, equipment=machine, span=DateTimeTZRange(since, None)
    )
    loan = Loan.objects.create(
        school=school,
        number=next_number(school.pk, "loan"),
        pupil=Pupil.objects.filter(school=school).first(),
        borrower=canary,
        borrower_kind="pupil",
        state="out",
        due_on=today() + timedelta(days=10),
        signed_on=today(),
        handed_on=today(),
        made_by=person,
        made_at=since,
    )
    item = LoanItem.objects.create(school=school, loan=loan, equipment=machine, custody=held, remark=canary)
    LoanPhoto.objects.create(
        school=school,
        loan=loan,
        item=item,
        moment="out",
        name=canary,
        mime="image/webp",
        size=0,
        sha256="1" * 64,
        is_picture=True,
        joined_on=today(),
    )
    Guardian.objects.create(school=school, loan=loan, place=1, name=canary, address=canary)
    LoanSignature.objects.create(
        school=school,
        loan=loan,
        name=canary,
        grounds=canary,
        file_name=canary,
        mime="image/png",
        sha256="0" * 64,
        signed_at=since,
    )
    AgreementTerms.objects.create(school=school, borrower_kind="pupil", title=canary, body=canary)
