"""What loans count: how many were handed over, how many were due, how many came back in time."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.loans.models import Loan
from fanal.loans.models.loan_queryset import LoanQuerySet
from fanal.measures.reading.measures import MEASURES, Measure, MeasuredRow
from fanal.year.rules.periods import MeasurePeriod

NOUN, DAY = ("prêt", "prêts"), "Remis le"


def _handed(school: School, period: MeasurePeriod) -> QuerySet[Loan]:
    days = {"handed_on__gte": period.starts_on, "handed_on__lte": period.counted_until}
    return Loan.objects.for_school(school).filter(**days).order_by("number")


def _out(school: School, period: MeasurePeriod) -> LoanQuerySet:
    rows: LoanQuerySet = Loan.objects.for_school(school)
    return rows.out_on(period.counted_until).order_by("number")


def _late(school: School, period: MeasurePeriod) -> LoanQuerySet:
    rows: LoanQuerySet = Loan.objects.for_school(school)
    return rows.late(period.counted_until).order_by("number")


def numbered(school: School) -> Callable[[Loan], MeasuredRow]:
    """By its number alone: borrowers are pupils."""

    def row(loan: Loan) -> MeasuredRow:
        page = address("loans:loan_page", school.uai, loan.number)
        return MeasuredRow.of(loan, f"Prêt n° {loan.number}", page, loan.handed_on)

    return row


def _due(school: School, period: MeasurePeriod) -> LoanQuerySet:
    """Those lent whose last day is over: what is due today may still come back in time."""
    over = period.ends_on if period.until is None else period.until - timedelta(days=1)
    rows: LoanQuerySet = Loan.objects.for_school(school)
    return rows.due_back(period.starts_on, min(over, period.ends_on)).order_by("-due_on", "-number")


def _back_in_time(school: School, period: MeasurePeriod) -> LoanQuerySet:
    return _due(school, period).back_in_time()


HANDED = Measure(
    code="loans.handed",
    noun=("prêt remis", "prêts remis"),
    definition="Prêts d’appareils remis pendant la période, à des élèves, des familles ou des collègues.",
    rows=_handed,
    to_row=numbered,
    row_noun=NOUN,
    day_noun=DAY,
)
# How many stand out, or late, is only known of the day itself.
OUT = Measure(
    code="loans.out",
    noun=("prêt remis, pas encore rendu", "prêts remis, pas encore rendus"),
    definition="Prêts remis et non rendus ce jour-là ; un prêt peut compter plusieurs appareils.",
    rows=_out,
    to_row=numbered,
    row_noun=NOUN,
    day_noun=DAY,
    is_state=True,
    is_recounted=False,
)
LATE = Measure(
    code="loans.late",
    noun=("prêt en retard", "prêts en retard"),
    definition="Prêts en cours dont la date de retour est passée.",
    rows=_late,
    to_row=numbered,
    row_noun=NOUN,
    day_noun=DAY,
    is_state=True,
    is_recounted=False,
)
DUE_BACK = Measure(
    code="loans.due",
    noun=("prêt à rendre", "prêts à rendre"),
    definition="Prêts dont la date de retour est passée et tombe dans la période.",
    rows=_due,
    to_row=numbered,
    row_noun=NOUN,
    day_noun=DAY,
)
BACK_IN_TIME = Measure(
    code="loans.back_in_time",
    noun=("prêt rendu à temps", "prêts rendus à temps"),
    definition="De ces prêts, ceux dont tout est revenu à temps : un vol n’est pas un retour.",
    rows=_back_in_time,
    to_row=numbered,
    row_noun=NOUN,
    day_noun=DAY,
)
register(MEASURES, "loans.handed")(HANDED)
