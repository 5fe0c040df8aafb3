"""What a batch holds of the records of its goods: its list prints them, and each owner decides apart."""

from collections.abc import Collection, Mapping

from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.disposals.models import DisposalItem
from fanal.disposals.rules.disposal import DisposalState
from fanal.equipment.reading.record_uses import RECORD_USES, RecordUses

LISTED = frozenset({"owner", "bought_on", "price_cents"})  # what the list of a batch says of a good
SETTLED = (
    "La liste de la sortie n° {} est arrêtée, et dit son propriétaire, son achat et son prix : terminez "
    "cette sortie, ou rouvrez sa liste."
)


@register(RECORD_USES)
def listed_goods(school_id: int, changes: Mapping[int, Collection[str]]) -> RecordUses:
    """What is voted stays what is kept; a good of another owner has to leave a batch that is prepared."""
    machines = [machine for machine, names in changes.items() if not LISTED.isdisjoint(names)]
    if not machines:
        return RecordUses()
    items = DisposalItem.objects.for_school(school_id).proposed().filter(equipment__in=machines)
    rows = list(items.values_list("equipment", "disposal__number", "disposal__state"))
    settled = {
        machine: SETTLED.format(number) for machine, number, state in rows if state != DisposalState.PREPARED
    }
    leaving = [machine for machine, *_ in rows if machine not in settled and "owner" in changes[machine]]
    if not leaving:
        return RecordUses(settled)
    many = counted(len(leaving), "fiche est", "fiches sont")
    note = (
        f"{many} dans une sortie en préparation, que l’ancien propriétaire aurait décidée : retirez-en ce "
        "qui n’est plus à lui."
    )
    return RecordUses(settled, (note,))
