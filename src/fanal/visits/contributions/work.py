"""What work on visits is there to prove? The day and how many."""

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

VISITS = ("passage de technicien préparé ou suivi", "passages de technicien préparés ou suivis")

register(WORK_EVIDENCE, "helpdesk.visits")(
    WorkSource(
        "helpdesk.visits",
        "interface",
        *VISITS,
        20,
        "visits:visit_list",
        verbs=("helpdesk.visit_planned", "helpdesk.visit_done"),
    )
)
