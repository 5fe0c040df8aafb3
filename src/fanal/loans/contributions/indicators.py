"""What loans divide into an indicator: how many come back when they are due (LN1)."""

from collections.abc import Callable
from typing import Any

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.loans.contributions.measures import BACK_IN_TIME, DUE_BACK
from fanal.measures.reading.indicators import INDICATOR_SOURCE
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.shares import rows_of_whole, share

NONE_DUE = "Aucun prêt n’arrivait à échéance dans la période."
IN_TIME, NOT_IN_TIME = "à temps", "pas à temps"


def _due_loan(school: School) -> Callable[[Any], MeasuredRow]:
    """Whether it came back in time; by its number alone: borrowers are pupils."""

    def row(loan: Any) -> MeasuredRow:
        page = address("loans:loan_page", school.uai, loan.number)
        worth = IN_TIME if loan.is_part else NOT_IN_TIME
        return MeasuredRow(str(loan), page, loan.due_on, worth, is_counted=loan.is_part)

    return row


LN1 = share(
    "LN1",
    BACK_IN_TIME,
    DUE_BACK,
    needs=((DUE_BACK, NONE_DUE),),
    listed=DUE_BACK,
    rows=rows_of_whole(BACK_IN_TIME, DUE_BACK, _due_loan),
    worth_noun="Retour",
)
register(INDICATOR_SOURCE)(LN1)
