"""What a successor finds of the machines: those out of order, by room; and what the convention says."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.equipment.models import ConventionLine, Equipment
from fanal.equipment.models.convention import PartyChoice
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.rules.listing import StateView

OUT = (Equipment.State.BROKEN, Equipment.State.REPAIR)


def _out_of_order(school_id: int, today: date) -> QuerySet:
    return Equipment.objects.for_school(school_id).filter(state__in=OUT)


def _machine(row: Row, school: School) -> list[HandoverEntry]:
    what = " ".join(filter(None, (row["type"], row["maker"], row["model"])))
    detail = joined(what, row["room"] or "sans salle", Equipment.State(row["state"]).label.lower())
    return [
        HandoverEntry(row["name"], detail, address("equipment:equipment_page", school.uai, row["number"]))
    ]


def _convention(school_id: int, today: date) -> QuerySet:
    return ConventionLine.objects.for_school(school_id)


def _line(row: Row, school: School) -> list[HandoverEntry]:
    narrowed = joined(EquipmentOwner(row["owner"]).label, row["type"] or "")
    acts = (("répare", "repairs"), ("paie", "pays"), ("décide", "decides"))
    sentence = joined(*(f"{verb} : {PartyChoice(row[name]).label}" for verb, name in acts), row["how"])
    return [HandoverEntry(f"Matériel : {narrowed}", sentence)]


MACHINE = {
    "number": "number",
    "name": "name",
    "type": "type__name",
    "maker": "maker",
    "model": "model",
    "room": "room__name",
    "state": "state",
}
CONVENTION = {
    "owner": "owner",
    "type": "type__name",
    "repairs": "repairs",
    "pays": "pays",
    "decides": "decides",
    "how": "how",
}
register(HANDOVER, "machines")(
    Chapter(
        "machines",
        "Équipements en panne ou en réparation",
        _out_of_order,
        MACHINE,
        "room",
        _machine,
        "Aucun équipement n’est en panne.",
        lambda school: f"{address('equipment:equipment_list', school.uai)}?etat={StateView.DOWN.value}",
    )
)
register(HANDOVER, "convention")(
    Chapter(
        "convention",
        "Qui répare, paie et décide",
        _convention,
        CONVENTION,
        "owner",
        _line,
        "La convention n’est pas notée.",
        lambda school: address("equipment:convention", school.uai),
    )
)
