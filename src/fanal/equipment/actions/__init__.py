"""Everything that changes equipment, its places and its types. One function per sentence of the domain."""

from fanal.equipment.actions.bulk import (
    BulkOutcome,
    Refusal,
    change_state_of_several,
    move_several,
)
from fanal.equipment.actions.convention import (
    add_line,
    change_line,
    confirm_line,
    remove_line,
    start_convention,
)
from fanal.equipment.actions.equipment import (
    NewState,
    change_equipment,
    change_state,
    move_equipment,
    register_equipment,
)
from fanal.equipment.actions.labels import add_sheet, change_sheet, give_labels, remove_sheet
from fanal.equipment.actions.places import (
    add_building,
    add_room,
    add_site,
    change_place,
    close_building,
    close_room,
    close_site,
    reopen_room,
)
from fanal.equipment.actions.types import add_type, add_usual_types, change_type

__all__ = [
    "BulkOutcome",
    "NewState",
    "Refusal",
    "add_building",
    "add_line",
    "add_room",
    "add_sheet",
    "add_site",
    "add_type",
    "add_usual_types",
    "change_equipment",
    "change_line",
    "change_place",
    "change_sheet",
    "change_state",
    "change_state_of_several",
    "change_type",
    "close_building",
    "close_room",
    "close_site",
    "confirm_line",
    "give_labels",
    "move_equipment",
    "move_several",
    "register_equipment",
    "remove_line",
    "remove_sheet",
    "reopen_room",
    "start_convention",
]
