"""In which state was a piece of equipment before it was said to be lost, stolen or broken?"""

from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.equipment.models import Equipment
from fanal.equipment.rules.states import EquipmentState


def state_before(machine: Equipment, reason: str) -> EquipmentState | None:
    """What it was before its last change of state, when that change was made for this reason; else None."""
    rows = JournalEntry.objects.for_school(machine.school_id)
    changes = rows.filter(subject=subject_of(machine), verb="equipment.state_changed")
    last = changes.order_by("-seq").first()
    if last is None or last.content.get("reason") != reason:
        return None
    return EquipmentState(last.content["before"]["state"])
