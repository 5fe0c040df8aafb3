"""What loans measure: how many come back when they are due (LN1)."""

from datetime import timedelta

from django.db.models import F, QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import IndicatorMeasure, IndicatorSource, MeasuredRow, MeasuredRows
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import INDICATOR_SOURCE, register
from fanal.loans.models import Loan
from fanal.loans.rules.loan import LoanState

NONE_DUE = "Aucun prêt n’arrivait à échéance dans la période."


def _due(school: School, period: MeasurePeriod) -> QuerySet[Loan]:
    """Those lent whose last day is over: what is due today may still come back in time."""
    over = period.ends_on if period.until is None else period.until - timedelta(days=1)
    rows: QuerySet[Loan] = Loan.objects.for_school(school).filter(
        state__in=[LoanState.OUT, LoanState.CLOSED], due_on__gte=period.starts_on
    )
    return rows.filter(due_on__lte=min(over, period.ends_on))


def _in_time(school: School, period: MeasurePeriod) -> QuerySet[Loan]:
    return _due(school, period).filter(state=LoanState.CLOSED, closed_on__lte=F("due_on"))


def _returned(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    if not (due := _due(school, period).count()):
        return IndicatorMeasure.missing(NONE_DUE)
    return IndicatorMeasure.ratio(_in_time(school, period).count(), due, rows=due)


def _rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    """A loan is named by its number alone: borrowers are pupils."""

    def row(loan: Loan) -> MeasuredRow:
        return MeasuredRow(str(loan), address("loans:loan_page", school.uai, loan.number), loan.due_on)

    return MeasuredRows(_due(school, period).order_by("-due_on", "-number"), row)


register(INDICATOR_SOURCE)(IndicatorSource("LN1", _returned, _rows))
