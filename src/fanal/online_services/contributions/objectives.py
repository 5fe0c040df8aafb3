"""An online service may serve an objective of the digital project, as long as it is in use."""

from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.reading.objectives import TRACED_KIND, Area, traced_rows
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.online_services.models import OnlineService
from fanal.online_services.policies import register as policies


def _page(service: Any, uai: str) -> str:
    return address("online_services:service_page", uai, service.pk)


def _rows(member: Member) -> QuerySet:
    rows = OnlineService.objects.for_school(member.school).by_name()
    return rows if policies.see_services(member.actor, None) else rows.none()


def _in_use(rows: QuerySet) -> QuerySet:
    return rows.filter(archived_on__isnull=True)


register(TRACED_KIND, "online_services.onlineservice")(
    traced_rows(OnlineService, "Service en ligne", Area.SERVICE, url=_page, rows=_rows, standing=_in_use)
)
