"""What a successor finds of the services: acts in force, contracts, administrators, support, documents."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import Chapter, HandoverEntry, day_said, joined
from fanal.core.addresses import address
from fanal.core.own_data import Row
from fanal.core.registry import HANDOVER, register
from fanal.online_services.models import (
    Designation,
    ExpectedAdmin,
    OnlineService,
    ServiceDocument,
    SigningFile,
)


def _page(row: Row, school: School) -> str:
    return address("online_services:service_page", school.uai, row["pk"])


def _list(school: School) -> str:
    return address("online_services:service_list", school.uai)


def _in_use(school_id: int, today: date) -> QuerySet:
    return OnlineService.objects.for_school(school_id).in_use()


def _act(row: Row, school: School) -> list[HandoverEntry]:
    about, name = row["service"] or "Fanal", f"{row['given']} {row['family']}"
    url = address("designations:act_page", school.uai, row["number"])
    return [
        HandoverEntry(
            f"{about} : {name}", f"acte n° {row['number']}, jusqu’au {day_said(row['ends_on'])}", url
        )
    ]


def _contract(row: Row, school: School) -> list[HandoverEntry]:
    reference = f"contrat {row['contract']}" if row["contract"] else ""
    return [
        HandoverEntry(
            row["name"], joined(f"jusqu’au {day_said(row['ends_on'])}", reference), _page(row, school)
        )
    ]


def _admin(row: Row, school: School) -> list[HandoverEntry]:
    return [HandoverEntry(row["service"], f"{row['given']} {row['family']}", _page(row, school))]


def _support(row: Row, school: School) -> list[HandoverEntry]:
    contact = joined(row["provider"], row["support"])
    return [HandoverEntry(row["name"], contact, _page(row, school))]


def _document(row: Row, school: School) -> list[HandoverEntry]:
    return [
        HandoverEntry(
            row["name"], f"{row['service']}, joint le {day_said(row['joined_on'])}", _page(row, school)
        )
    ]


def _scan(row: Row, school: School) -> list[HandoverEntry]:
    return [HandoverEntry(row["name"], f"actes signés le {day_said(row['signed_on'])}")]


def _scans(school_id: int, today: date) -> QuerySet:
    return SigningFile.objects.for_school(school_id)


def _acts(school_id: int, today: date) -> QuerySet:
    return Designation.objects.for_school(school_id).in_force(today)


def _admins(school_id: int, today: date) -> QuerySet:
    return ExpectedAdmin.objects.for_school(school_id).filter(service__archived_on=None)


def _documents(school_id: int, today: date) -> QuerySet:
    return ServiceDocument.objects.for_school(school_id).filter(service__archived_on=None)


ACT = {
    "number": "number",
    "service": "service__name",
    "given": "delegate__given_name",
    "family": "delegate__family_name",
    "ends_on": "ends_on",
}
CONTRACT = {"pk": "pk", "name": "name", "contract": "contract", "ends_on": "contract_ends_on"}
SUPPORT = {"pk": "pk", "name": "name", "provider": "provider", "support": "support"}
ADMIN = {
    "pk": "service_id",
    "service": "service__name",
    "given": "person__given_name",
    "family": "person__family_name",
}
SCAN = {"name": "name", "signed_on": "signing__signed_on"}
DOCUMENT = {"pk": "service_id", "service": "service__name", "name": "name", "joined_on": "joined_on"}
OFFERED = (
    Chapter(
        "acts",
        "Désignations en vigueur",
        _acts,
        ACT,
        "ends_on",
        _act,
        "Aucun acte n’est en vigueur.",
        lambda school: address("designations:act_list", school.uai),
        "file-text",
    ),
    Chapter(
        "contracts",
        "Contrats de services et leur fin",
        lambda school_id, today: _in_use(school_id, today).filter(contract_ends_on__isnull=False),
        CONTRACT,
        "ends_on",
        _contract,
        "Aucune fin de contrat n’est notée.",
        _list,
        "currency-euro",
    ),
    Chapter(
        "admins",
        "Administrateurs prévus",
        _admins,
        ADMIN,
        "service",
        _admin,
        "La direction n’a prévu aucun administrateur.",
        _list,
        "user-check",
    ),
    Chapter(
        "support",
        "Assistance des éditeurs",
        lambda school_id, today: _in_use(school_id, today).exclude(support=""),
        SUPPORT,
        "name",
        _support,
        "Aucune assistance n’est notée sur les services.",
        _list,
        "headphones",
    ),
    Chapter(
        "documents",
        "Documents des services",
        _documents,
        DOCUMENT,
        "service",
        _document,
        "Aucun document n’est joint.",
        _list,
        "paperclip",
    ),
    Chapter(
        "scans",
        "Actes signés, numérisés",
        _scans,
        SCAN,
        "signed_on",
        _scan,
        "Aucun acte signé n’est joint.",
        lambda school: address("designations:act_list", school.uai),
        "paperclip",
        is_latest_first=True,
    ),
)
for rank, chapter in enumerate(OFFERED):
    register(HANDOVER, 20 + rank)(chapter)
