"""What a successor finds of the services: their contracts, their support, their documents."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, day_said, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.online_services.models import OnlineService, ServiceDocument

CONTRACT = {"pk": "pk", "name": "name", "contract": "contract", "ends_on": "contract_ends_on"}
SUPPORT = {"pk": "pk", "name": "name", "provider": "provider", "support": "support"}
DOCUMENT = {"pk": "service_id", "service": "service__name", "name": "name", "joined_on": "joined_on"}


def _page(row: Row, school: School) -> str:
    return address("online_services:service_page", school.uai, row["pk"])


def _list(school: School) -> str:
    return address("online_services:service_list", school.uai)


def _in_use(school_id: int, today: date) -> QuerySet:
    return OnlineService.objects.for_school(school_id).in_use()


def _contract(row: Row, school: School) -> list[HandoverEntry]:
    reference = f"contrat {row['contract']}" if row["contract"] else ""
    return [
        HandoverEntry(
            row["name"], joined(f"jusqu’au {day_said(row['ends_on'])}", reference), _page(row, school)
        )
    ]


def _support(row: Row, school: School) -> list[HandoverEntry]:
    contact = joined(row["provider"], row["support"])
    return [HandoverEntry(row["name"], contact, _page(row, school))]


def _document(row: Row, school: School) -> list[HandoverEntry]:
    return [
        HandoverEntry(
            row["name"], f"{row['service']}, joint le {day_said(row['joined_on'])}", _page(row, school)
        )
    ]


def _documents(school_id: int, today: date) -> QuerySet:
    return ServiceDocument.objects.for_school(school_id).filter(service__archived_on=None)


register(HANDOVER, "contracts")(
    Chapter(
        "contracts",
        "Contrats de services et leur fin",
        lambda school_id, today: _in_use(school_id, today).filter(contract_ends_on__isnull=False),
        CONTRACT,
        "ends_on",
        _contract,
        "Aucune fin de contrat n’est notée.",
        _list,
    )
)
register(HANDOVER, "support")(
    Chapter(
        "support",
        "Assistance des éditeurs",
        lambda school_id, today: _in_use(school_id, today).exclude(support=""),
        SUPPORT,
        "name",
        _support,
        "Aucune assistance n’est notée sur les services.",
        _list,
    )
)
register(HANDOVER, "documents")(
    Chapter(
        "documents",
        "Documents des services",
        _documents,
        DOCUMENT,
        "service",
        _document,
        "Aucun document n’est joint.",
        _list,
    )
)
