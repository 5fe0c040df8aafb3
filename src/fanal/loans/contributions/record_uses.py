"""What an agreement that was signed holds of the record of a machine: it names its owner."""

from collections.abc import Collection, Mapping

from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.equipment.reading.record_uses import RECORD_USES, RecordUses
from fanal.loans.models import LoanItem


@register(RECORD_USES)
def signed_agreements(school_id: int, changes: Mapping[int, Collection[str]]) -> RecordUses:
    """A signed text stays as it was signed; one that waits names the new owner."""
    machines = [machine for machine, names in changes.items() if "owner" in names]
    if not machines:
        return RecordUses()
    items = LoanItem.objects.for_school(school_id).out().filter(equipment__in=machines)
    signed = items.exclude(loan__agreement={}).count()
    if not signed:
        return RecordUses()
    many = counted(signed, "appareil est prêté", "appareils sont prêtés")
    note = (
        f"{many} par une convention déjà signée, qui nomme l’ancien propriétaire : elle reste telle "
        "qu’elle a été signée."
    )
    return RecordUses(notes=(note,))
