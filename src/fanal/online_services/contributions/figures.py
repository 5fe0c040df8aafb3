"""What the list of services says of a school year."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.figures import Figure, Window
from fanal.accounts.rules.years import SchoolYear
from fanal.core.addresses import address
from fanal.core.registry import FIGURES, register
from fanal.online_services.models import OnlineService


def _in_use(school_id: int, _: Window) -> QuerySet:
    return OnlineService.objects.for_school(school_id).in_use()


def _list(school: School, _: SchoolYear) -> str:
    return address("online_services:service_list", school.uai)


register(FIGURES, 39)(
    Figure(
        "online_services.in_use", "Services en ligne", _in_use, is_state=True, is_recounted=False, url=_list
    )
)
