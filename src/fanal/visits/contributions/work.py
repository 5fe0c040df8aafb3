"""What work on visits is there to prove? The day and how many."""

from fanal.core.registry import WORK_EVIDENCE, register
from fanal.core.work import WorkSource

VISITS = ("passage de technicien préparé ou suivi", "passages de technicien préparés ou suivis")

register(WORK_EVIDENCE, 10)(
    WorkSource(
        "helpdesk.visits",
        "interface",
        *VISITS,
        20,
        "visits:visit_list",
        verbs=("helpdesk.visit_planned", "helpdesk.visit_done"),
    )
)
