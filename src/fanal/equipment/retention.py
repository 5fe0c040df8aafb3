"""How long is what machines said kept? Thirteen months after their last word; their record itself stays.

Thirteen months: a machine that sleeps from one September to the next is still the same one.
"""

from datetime import datetime, timedelta

from fanal.core.imports.proof import ImportProof, every_line
from fanal.core.imports.retention import DONE_YEARS
from fanal.core.imports.staging import stored_root
from fanal.core.registry import IMPORT_PROOF, NEEDED, RETENTION, offer
from fanal.core.retention import Retention, remove
from fanal.equipment.actions.imports import KIND
from fanal.equipment.machines.limits import KEPT
from fanal.equipment.models import AgentVisit, Equipment, Machine, MachineKey

SILENT, UNUSED = timedelta(days=396), timedelta(days=7)


def _silent(school_id: int, now: datetime) -> int:
    return remove(Machine.objects.for_school(school_id).filter(last_seen__lt=now - SILENT))


def _unused_keys(school_id: int, now: datetime) -> int:
    keys = MachineKey.objects.for_school(school_id).filter(machine__isnull=True, claims__isnull=True)
    return remove(keys.filter(made_at__lt=now - UNUSED))


def _calls(school_id: int, now: datetime) -> int:
    return remove(AgentVisit.objects.for_school(school_id).filter(since__lt=now - KEPT))


@offer(NEEDED)
def holders(school_id: int) -> set[int]:
    """Whoever still holds something keeps a name, until it comes back."""
    held = Equipment.objects.for_school(school_id).filter(holder__isnull=False)
    return set(held.values_list("holder_id", flat=True))


OFFERED = (
    Retention(
        "equipment.machines",
        "Ce qu’une machine a dit d’elle : treize mois après son dernier rapport. Sa fiche reste.",
        ("equipment.Machine", "equipment.Difference"), _silent,
    ),
    Retention(
        "equipment.keys", "L’adresse d’une machine inscrite et jamais signalée : sept jours.",
        ("equipment.MachineKey",), _unused_keys,
    ),
    Retention(
        "equipment.calls", "Le compte des appels d’un agent : deux jours.", ("equipment.AgentVisit",), _calls
    ),
)  # fmt: skip
offer(IMPORT_PROOF)(ImportProof(KIND, stored_root, every_line, timedelta(days=365 * DONE_YEARS)))
for rule in OFFERED:
    offer(RETENTION, 40)(rule)
