"""What equipment needs kept: the name of whoever holds something, and imports while they are proof."""

from datetime import timedelta

from fanal.core.imports.proof import ImportProof, every_line
from fanal.core.imports.retention import DONE_YEARS
from fanal.core.imports.staging import stored_root
from fanal.core.registry import IMPORT_PROOF, NEEDED, register
from fanal.equipment.actions.imports import KIND
from fanal.equipment.models import Equipment


@register(NEEDED)
def holders(school_id: int) -> set[int]:
    """Whoever still holds something keeps a name, until it comes back."""
    held = Equipment.objects.for_school(school_id).filter(holder__isnull=False)
    return set(held.values_list("holder_id", flat=True))


register(IMPORT_PROOF)(ImportProof(KIND, stored_root, every_line, timedelta(days=365 * DONE_YEARS)))
