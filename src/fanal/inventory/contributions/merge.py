"""What machines prove when two records may be of one, and which of two stays attached to it."""

from collections.abc import Iterator
from datetime import datetime

from fanal.accounts.models import School
from fanal.core.registry import register
from fanal.equipment.actions.following import EQUIPMENT_MERGE, RowChange
from fanal.equipment.models import Equipment
from fanal.equipment.reading.merge import EQUIPMENT_SIGNS
from fanal.equipment.rules.merge import SERIAL, IdentitySign
from fanal.equipment.rules.serials import joined_signs, useful_mac, useful_serial, useful_uuid
from fanal.inventory.actions.linking import unlinked, why_replaced
from fanal.inventory.models import Machine


@register(EQUIPMENT_SIGNS)
def signs(school: School) -> Iterator[IdentitySign]:
    """What each attached machine reports; placeholders and shared addresses are left out (one query)."""
    rows = Machine.objects.for_school(school).filter(equipment__isnull=False)
    for pk, serial, uuid, macs in rows.values_list("equipment", "serial", "uuid", "macs"):
        if said := joined_signs(useful_serial(serial)):
            yield IdentitySign(SERIAL, said, pk)
        if said := useful_uuid(uuid):
            yield IdentitySign("même identifiant matériel", said, pk)
        yield from (
            IdentitySign("même adresse réseau", mac, pk) for mac in {useful_mac(mac) for mac in macs} - {""}
        )


@register(EQUIPMENT_MERGE)
def one_machine(kept: Equipment, gone: Equipment, now: datetime) -> list[RowChange]:
    """One record has one machine: that which reported last. The other is set aside as « ignorée »."""
    rows = Machine.objects.for_school(kept.school_id).filter(equipment__in=[kept, gone])
    machines = list(rows.order_by("-last_seen", "-pk").select_for_update(of=("self",)))
    return [
        unlinked(older, Machine.State.IGNORED, why_replaced(kept, machines[0]), is_journaled=True)
        for older in machines[1:]
    ]
