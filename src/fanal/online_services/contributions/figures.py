"""What the comparisons say of a school year: how many were made, how many differences were settled."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.figures import Figure, Window
from fanal.accounts.rules.years import SchoolYear
from fanal.core.addresses import address
from fanal.core.registry import FIGURES, register
from fanal.online_services.models import Comparison, Finding, OnlineService


def _in_use(school_id: int, _: Window) -> QuerySet:
    return OnlineService.objects.for_school(school_id).in_use()


def _compared(school_id: int, window: Window) -> QuerySet:
    return Comparison.objects.for_school(school_id).filter(**window.days("compared_on"))


def _settled(school_id: int, window: Window) -> QuerySet:
    return Finding.objects.for_school(school_id).filter(**window.days("settled_on"))


def _list(school: School, _: SchoolYear) -> str:
    return address("online_services:service_list", school.uai)


register(FIGURES, 39)(
    Figure(
        "online_services.in_use", "Services en ligne", _in_use, is_state=True, is_recounted=False, url=_list
    )
)
# A settled difference is forgotten in time: a past year's count is the one that was kept.
register(FIGURES, 40)(Figure("online_services.compared", "Comparaisons de comptes", _compared, url=_list))
register(FIGURES, 40)(
    Figure("online_services.settled", "Écarts de comptes réglés", _settled, is_recounted=False)
)
