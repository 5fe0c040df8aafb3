"""What work on goods that leave the inventory is there to prove?"""

from fanal.core.registry import WORK_EVIDENCE, register
from fanal.core.work import WorkSource

register(WORK_EVIDENCE, 16)(
    WorkSource(
        "disposals.prepared",
        "authority",
        "étape d’une sortie d’inventaire",
        "étapes de sorties d’inventaire",
        10,
        "disposals:disposal_list",
        verbs=("disposals.prepared", "disposals.machines_added", "disposals.wiping_noted"),
    )
)
