"""What a successor finds of the licences: what runs, until when, and where its key is kept."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.supplies.models import Licence


def _running(school_id: int, today: date) -> QuerySet:
    return Licence.objects.for_school(school_id).running(today)


def _licence(row: Row, school: School) -> list[HandoverEntry]:
    until = f"jusqu’au {date.fromisoformat(row['until']):%d/%m/%Y}" if row["until"] else "sans fin"
    key = f"clé : {row['key']}" if row["key"] else ""
    page = address("supplies:licence_page", school.uai, row["pk"])
    return [HandoverEntry(row["name"], joined(row["publisher"], until, key), page)]


register(HANDOVER, "licences")(
    Chapter(
        "licences",
        "Licences",
        _running,
        {"pk": "pk", "name": "name", "publisher": "publisher", "until": "ends_on", "key": "key_place"},
        "name",
        _licence,
        "Aucune licence n’est notée.",
        lambda school: address("supplies:licence_list", school.uai),
    )
)
