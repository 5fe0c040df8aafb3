"""What work on the accounts of services is there to prove? The day and how many, never whose account."""

from django.db.models import QuerySet

from fanal.account_lists.models import Comparison, Finding
from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

SERVICES = "online_services:service_list"


def _compared(school_id: int, person_id: int) -> QuerySet:
    return Comparison.objects.for_school(school_id).filter(imported__made_by=person_id)


def _settled(school_id: int, person_id: int) -> QuerySet:
    return Finding.objects.for_school(school_id).filter(settled_by=person_id)


OFFERED = (
    WorkSource(
        "online_services.compared",
        "accounts",
        "comparaison de comptes",
        "comparaisons de comptes",
        20,
        SERVICES,
        _compared,
        "compared_on",
    ),
    WorkSource(
        "online_services.settled",
        "accounts",
        "écart de comptes réglé",
        "écarts de comptes réglés",
        3,
        SERVICES,
        _settled,
        "settled_on",
    ),
    WorkSource(
        "online_services.printed",
        "accounts",
        "impression de fiches de connexion",
        "impressions de fiches de connexion",
        15,
        SERVICES,
        verbs=("online_services.sheets_printed",),
    ),
)
for source in OFFERED:
    register(WORK_EVIDENCE, source.code)(source)
