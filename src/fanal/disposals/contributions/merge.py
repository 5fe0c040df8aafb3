"""May two records of one machine become one while a batch names them, and what of it once separated?"""

from datetime import datetime

from fanal.core.errors import RuleBroken
from fanal.core.registry import register
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.rules.disposal import OPEN, OVER, DisposalState
from fanal.disposals.rules.item import DisposalOutcome
from fanal.equipment.actions.following import EQUIPMENT_MERGE, EQUIPMENT_SEPARATED, RowChange
from fanal.equipment.models import Equipment

SETTLED = (
    "Une de ces fiches est dans la {}, dont la liste est arrêtée : terminez cette sortie, "
    "ou rouvrez sa liste, avant de réunir les fiches."
)
SETTLED_SINCE = (
    "Cette machine est dans la {}, dont la liste est arrêtée : terminez cette sortie, ou rouvrez sa liste, "
    "avant de séparer les fiches."
)
TWO_BATCHES = (
    "Les deux fiches sont proposées, l’une dans la {}, l’autre dans la {} : retirez-en une de sa sortie, "
    "puis réunissez-les."
)
ONE_BATCH = "Les deux fiches sont dans la {} : retirez-en une de cette sortie, puis réunissez-les."


@register(EQUIPMENT_MERGE)
def one_good(kept: Equipment, gone: Equipment, now: datetime) -> list[RowChange]:
    """No list loses a line by a merge. RuleBroken says in which batch they are."""
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
    for disposal in held:
        if items.filter(disposal=disposal).count() > 1 and disposal.pk in proposed:
            raise RuleBroken(ONE_BATCH.format(str(disposal).lower()))
    return []


@register(EQUIPMENT_SEPARATED, "disposals")
def stays_out(kept: Equipment, back: Equipment) -> None:
    """A line that comes back into a batch that is over is not proposed. RuleBroken when a list is settled."""
    items = DisposalItem.objects.for_school(kept.school_id).proposed().filter(equipment__in=[kept, back])
    rows = Disposal.objects.for_school(kept.school_id).filter(pk__in=items.values("disposal"))
    for disposal in rows.select_for_update(of=("self",)).order_by("pk"):
        if disposal.state in OVER:
            items.filter(disposal=disposal).update(outcome=DisposalOutcome.KEPT)
        elif disposal.state != DisposalState.PREPARED:
            raise RuleBroken(SETTLED_SINCE.format(str(disposal).lower()))
