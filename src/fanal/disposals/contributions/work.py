"""What work on goods that leave the inventory is there to prove?"""

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

register(WORK_EVIDENCE, "disposals.prepared")(
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
