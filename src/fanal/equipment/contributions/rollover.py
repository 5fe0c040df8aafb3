"""What becomes of machines and rooms when the year ends: nothing, but for what leavers still hold."""

from fanal.accounts.models import School
from fanal.accounts.reading.rollover import YEAR_ROLLOVER, Fate, RolloverItem
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.equipment.models import Equipment, Room
from fanal.year.rules.years import SchoolYear


@register(YEAR_ROLLOVER, "equipment")
def machines_and_rooms(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
    machines, rooms = Equipment.objects.for_school(school).present(), Room.objects.for_school(school).in_use()
    listed = address("equipment:equipment_list", school.uai)
    return [
        RolloverItem(
            Fate.CLOSED,
            "équipement encore tenu par une personne partie",
            "équipements encore tenus par des personnes parties",
            machines.filter(holder__left_on__isnull=False).select_related("holder").order_by("number"),
            listed,
            "À reprendre, ou à confier à quelqu’un d’autre.",
            code="tenus",
            each=lambda machine: (
                machine.name,
                f"tenu par {machine.holder}",
                address("equipment:equipment_page", school.uai, machine.number),
            ),
        ),
        RolloverItem(
            Fate.KEPT,
            "équipement",
            "équipements",
            machines,
            listed,
            "Leur salle, leur état, leur historique.",
        ),
        RolloverItem(Fate.KEPT, "salle", "salles", rooms, address("equipment:room_list", school.uai)),
    ]
