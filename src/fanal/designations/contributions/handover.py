"""What a successor finds of the acts: those in force, and the scans of their signature."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, day_said
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.designations.models import Designation, SigningFile

ACT = {
    "number": "number",
    "service": "service__name",
    "given": "delegate__given_name",
    "family": "delegate__family_name",
    "ends_on": "ends_on",
}
SCAN = {"name": "name", "signed_on": "signing__signed_on"}


def _act(row: Row, school: School) -> list[HandoverEntry]:
    about, name = row["service"] or "Fanal", f"{row['given']} {row['family']}"
    url = address("designations:act_page", school.uai, row["number"])
    return [
        HandoverEntry(
            f"{about} : {name}", f"acte n° {row['number']}, jusqu’au {day_said(row['ends_on'])}", url
        )
    ]


def _scan(row: Row, school: School) -> list[HandoverEntry]:
    return [HandoverEntry(row["name"], f"actes signés le {day_said(row['signed_on'])}")]


def _scans(school_id: int, today: date) -> QuerySet:
    return SigningFile.objects.for_school(school_id)


def _acts(school_id: int, today: date) -> QuerySet:
    return Designation.objects.for_school(school_id).in_force(today)


def _list(school: School) -> str:
    return address("designations:act_list", school.uai)


register(HANDOVER, "acts")(
    Chapter(
        "acts",
        "Désignations en vigueur",
        _acts,
        ACT,
        "ends_on",
        _act,
        "Aucun acte n’est en vigueur.",
        _list,
    )
)
register(HANDOVER, "scans")(
    Chapter(
        "scans",
        "Actes signés, numérisés",
        _scans,
        SCAN,
        "signed_on",
        _scan,
        "Aucun acte signé n’est joint.",
        _list,
        is_latest_first=True,
    )
)
