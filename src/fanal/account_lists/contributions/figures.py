"""What the comparisons say of a school year: how many were made, how many differences were settled."""

from django.db.models import QuerySet

from fanal.account_lists.models import Comparison, Finding
from fanal.accounts.models import School
from fanal.accounts.reading.figures import Figure, Window
from fanal.accounts.rules.years import SchoolYear
from fanal.core.addresses import address
from fanal.core.registry import FIGURES, register


def _compared(school_id: int, window: Window) -> QuerySet:
    return Comparison.objects.for_school(school_id).filter(**window.days("compared_on"))


def _settled(school_id: int, window: Window) -> QuerySet:
    return Finding.objects.for_school(school_id).filter(**window.days("settled_on"))


def _list(school: School, _: SchoolYear) -> str:
    return address("online_services:service_list", school.uai)


# A settled difference is forgotten in time: a past year's count is the one that was kept.
register(FIGURES, 40)(Figure("online_services.compared", "Comparaisons de comptes", _compared, url=_list))
register(FIGURES, 40)(Figure("online_services.settled", "Comptes corrigés", _settled, is_recounted=False))
