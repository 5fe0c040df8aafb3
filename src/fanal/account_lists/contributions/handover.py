"""What a successor finds of the accounts: who is expected to administer each service."""

from datetime import date

from django.db.models import QuerySet

from fanal.account_lists.models import ExpectedAdmin
from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register

ADMIN = {
    "pk": "service_id",
    "service": "service__name",
    "given": "person__given_name",
    "family": "person__family_name",
}


def _page(row: Row, school: School) -> str:
    return address("online_services:service_page", school.uai, row["pk"])


def _list(school: School) -> str:
    return address("online_services:service_list", school.uai)


def _admin(row: Row, school: School) -> list[HandoverEntry]:
    return [HandoverEntry(row["service"], f"{row['given']} {row['family']}", _page(row, school))]


def _admins(school_id: int, today: date) -> QuerySet:
    return ExpectedAdmin.objects.for_school(school_id).filter(service__archived_on=None)


register(HANDOVER, "admins")(
    Chapter(
        "admins",
        "Administrateurs prévus",
        _admins,
        ADMIN,
        "service",
        _admin,
        "La direction n’a prévu aucun administrateur.",
        _list,
    )
)
