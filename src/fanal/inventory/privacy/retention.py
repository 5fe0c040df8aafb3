"""How long is what machines said kept? Thirteen months after their last word; their record itself stays.

Thirteen months: a machine that sleeps from one September to the next is still the same one.
"""

from datetime import datetime, timedelta

from fanal.core.registry import RETENTION, register
from fanal.core.retention import Retention, remove
from fanal.inventory.actions.limits import KEPT
from fanal.inventory.models import AgentVisit, Machine, MachineKey

SILENT, UNUSED = timedelta(days=396), timedelta(days=7)


def _silent(school_id: int, now: datetime) -> int:
    return remove(Machine.objects.for_school(school_id).filter(last_seen__lt=now - SILENT))


def _unused_keys(school_id: int, now: datetime) -> int:
    keys = MachineKey.objects.for_school(school_id).filter(machine__isnull=True, claims__isnull=True)
    return remove(keys.filter(made_at__lt=now - UNUSED))


def _calls(school_id: int, now: datetime) -> int:
    return remove(AgentVisit.objects.for_school(school_id).filter(since__lt=now - KEPT))


OFFERED = (
    Retention(
        "equipment.machines",
        "Ce qu’une machine a dit d’elle : treize mois après son dernier rapport. Sa fiche reste.",
        ("inventory.Machine", "inventory.Difference"),
        _silent,
    ),
    Retention(
        "equipment.keys",
        "L’adresse d’une machine inscrite et jamais signalée : sept jours.",
        ("inventory.MachineKey",),
        _unused_keys,
    ),
    Retention(
        "equipment.calls", "Le compte des appels d’un agent : deux jours.", ("inventory.AgentVisit",), _calls
    ),
)
for rule in OFFERED:
    register(RETENTION, 40)(rule)
