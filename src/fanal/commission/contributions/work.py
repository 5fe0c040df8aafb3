"""What work on the commission is there to prove? The day and how many."""

from fanal.core.registry import WORK_EVIDENCE, register
from fanal.core.work import WorkSource

MEETINGS = ("réunion de commission préparée ou tenue", "réunions de commission préparées ou tenues")

register(WORK_EVIDENCE, 40)(
    WorkSource(
        "commission.meetings",
        "steering",
        *MEETINGS,
        60,
        "commission:meeting_list",
        verbs=("commission.meeting_convened", "commission.meeting_held"),
    )
)
