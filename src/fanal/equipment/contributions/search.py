"""Where equipment and rooms are found from the one search box."""

from django.urls import reverse

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
from fanal.equipment.models import Equipment, Label, Room
from fanal.equipment.rules.labels import as_printed, code_in

LOOKED_IN = ("name", "serial", "authority_number", "school_number", "maker", "model", "room__name")


def _equipment(member: Member, typed: str) -> list[Hit]:
    rows = Equipment.objects.visible_to(member).for_list().order_by("name", "number")
    return [
        Hit(
            row.name,
            f"{row.type_name} · {row.room_name or 'sans salle'} · {row.get_state_display()}",
            reverse("equipment:equipment_page", args=[member.school.uai, row.number]),
        )
        for row in find(rows, typed, *LOOKED_IN)
    ]


def _rooms(member: Member, typed: str) -> list[Hit]:
    rows = Room.objects.visible_to(member).select_related("building").order_by("is_closed", "name")
    return [
        Hit(row.name, row.building.name, reverse("equipment:room_page", args=[member.school.uai, row.pk]))
        for row in find(rows, typed, "name")
    ]


def _labels(member: Member, typed: str) -> list[Hit]:
    """A code read on a label and typed: it says where it is stuck only to whoever works here."""
    code = code_in(typed)
    if not code or not (member.person or member.has(Role.TECHNICIAN)):
        return []
    rows = Label.objects.for_school(member.school).select_related("equipment", "room").filter(code=code)
    return [
        Hit(
            str(row.equipment or row.room),
            as_printed(code),
            reverse("equipment:label_page", args=[member.school.uai, code]),
        )
        for row in rows
    ]


register(SEARCH, "equipment.labels")(SearchSource("Étiquettes", "qrcode", _labels))


def _sees_all(member: Member) -> str:
    return "équipement" if member.has(*TEAM, Role.TECHNICIAN) else ""


register(SEARCH, "equipment.equipment")(SearchSource("Équipements", "devices", _equipment, _sees_all))
register(SEARCH, "equipment.rooms")(SearchSource("Salles", "door", _rooms, lambda member: "salle"))
