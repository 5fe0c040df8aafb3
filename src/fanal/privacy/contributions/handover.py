"""What a successor finds of the register: the documents joined to its sheets."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, day_said
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.privacy.models import ProcessingDocument


def _documents(school_id: int, today: date) -> QuerySet:
    return ProcessingDocument.objects.for_school(school_id)


def _document(row: Row, school: School) -> list[HandoverEntry]:
    return [HandoverEntry(row["name"], f"{row['sheet']}, joint le {day_said(row['joined_on'])}")]


def _register(school: School) -> str:
    return address("privacy:register", school.uai)


DOCUMENT = {"name": "name", "sheet": "processing__name", "joined_on": "joined_on"}
register(HANDOVER, "register")(
    Chapter(
        "register",
        "Documents du registre",
        _documents,
        DOCUMENT,
        "sheet",
        _document,
        "Aucun document n’est joint au registre.",
        _register,
    )
)
