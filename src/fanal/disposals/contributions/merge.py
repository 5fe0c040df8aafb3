"""May two records of one machine become one while a batch that goes on names them?"""

from datetime import datetime

from fanal.core.errors import RuleBroken
from fanal.core.registry import EQUIPMENT_MERGE, register
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.rules.disposal import OPEN, DisposalState
from fanal.equipment.actions.following import RowChange
from fanal.equipment.models import Equipment

SETTLED = (
    "Une de ces fiches est dans la {}, dont la liste est arrêtée : terminez cette sortie, "
    "ou rouvrez sa liste, avant de réunir les fiches."
)
TWO_BATCHES = (
    "Les deux fiches sont proposées, l’une dans la {}, l’autre dans la {} : retirez-en une de sa sortie, "
    "puis réunissez-les."
)


@register(EQUIPMENT_MERGE)
def one_good(kept: Equipment, gone: Equipment, now: datetime) -> list[RowChange]:
    """A list that is settled loses no line. RuleBroken says in which batch they are."""
    items = DisposalItem.objects.for_school(kept.school_id).filter(equipment__in=[kept, gone])
    rows = Disposal.objects.for_school(kept.school_id).filter(pk__in=items.values("disposal"), state__in=OPEN)
    held = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for disposal in held:
        if disposal.state != DisposalState.PREPARED:
            raise RuleBroken(SETTLED.format(str(disposal).lower()))
    proposed = set(items.proposed().values_list("disposal", flat=True))
    batches = [str(disposal).lower() for disposal in held if disposal.pk in proposed]
    if len(batches) > 1:
        raise RuleBroken(TWO_BATCHES.format(*batches))
    return []
