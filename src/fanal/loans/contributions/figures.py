"""What loans say of a school year: how many were handed over."""

from django.db.models import QuerySet

from fanal.accounts.reading.figures import Figure, Window
from fanal.core.registry import FIGURES, register
from fanal.loans.models import Loan


def _handed(school_id: int, window: Window) -> QuerySet:
    return Loan.objects.for_school(school_id).filter(**window.days("handed_on"))


register(FIGURES, 47)(Figure("loans.handed", "Prêts remis", _handed))
