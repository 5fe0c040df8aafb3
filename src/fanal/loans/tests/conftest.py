from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil, SchoolClass
from fanal.equipment.actions.labels import give_labels
from fanal.equipment.models import Label
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.loans.actions import lending, signing
from fanal.loans.actions.lending import LoanInput
from fanal.loans.models import Loan

TODAY = date(2026, 11, 26)
DUE = date(2027, 6, 30)
MINOR, ADULT = date(2013, 9, 1), date(2008, 11, 26)  # when they were born
DRAWN = "[[[10, 10], [200, 150], [300, 20]]]"


@pytest.fixture
def boss(lead):
    """The référent, as who acts."""
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


@pytest.fixture
def pupil(school) -> Pupil:
    """Zoé MARTIN, in 6A."""
    return pupils(school, 1)[0]


def pupils(school, count: int) -> list[Pupil]:
    """So many pupils of 6A."""
    with scope(school):
        SchoolClass.objects.get_or_create(school=school, school_year="2026-2027", code="6A")
        made = [
            Pupil.objects.create(school=school, family_name="MARTIN", given_name=f"Zoé{rank or ''}")
            for rank in range(count)
        ]
        for one in made:
            Enrolment.objects.create(school=school, pupil=one, school_year="2026-2027", class_code="6A")
    return made


@pytest.fixture
def tablets(school):
    """Fifteen tablets, T-01 to T-15."""
    with scope(school):
        return [EquipmentFactory(school=school, name=f"T-{rank:02}") for rank in range(1, 16)]


@pytest.fixture
def colleague(school):
    with scope(school):
        return PersonFactory(school=school, given_name="Ada", family_name="Hamel", email="ada@ecole.invalid")


def labels_of(school, machines, by) -> list[str]:
    """The code stuck on each."""
    with scope(school):
        give_labels(machines, school=school, by=by)
        codes = dict(Label.objects.for_school(school).values_list("equipment", "code"))
        return [codes[machine.pk] for machine in machines]


def moment(by):
    return {"now": timezone.now(), "today": TODAY, "by": by}


def lend(school, borrower, names, by, *, due_on=DUE, until="out", **given):
    """A loan as far as asked: prepared, signed or out. Inside `scope(school)`."""
    loan = lending.prepare_loan(school, borrower, LoanInput(names, due_on, **given), **moment(by))
    if until != "prepared":
        name = "Mme Martin" if loan.is_for_pupil else loan.borrower
        loan = signing.sign_on_screen(loan, name, DRAWN, quality="guardian", **moment(by))
    if until == "out":
        loan = lending.hand_over(loan, today=TODAY, by=by)
    return loan


def prepared(school, boss, pupil, born, **given) -> Loan:
    """A loan to a pupil born that day, still to be signed. Inside `scope(school)`."""
    pupil.born = born
    pupil.save(update_fields=["born"])
    return lend(school, pupil, ["T-01"], boss, until="prepared", **given)


def url(school, name="loan_list", *args):
    return reverse(f"loans:{name}", args=[school.uai, *args])


def made(school):
    with scope(school):
        return list(Loan.objects.for_school(school).order_by("pk"))


def sitting(school, **more):
    return {"class_code": "6A", "due_on": str(DUE), "accessories": "chargeur", "is_signed": "on"} | more
