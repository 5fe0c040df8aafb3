"""What work on the commission is there to prove? The day and how many."""

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

MEETINGS = ("réunion de commission préparée ou tenue", "réunions de commission préparées ou tenues")

register(WORK_EVIDENCE, "commission.meetings")(
    WorkSource(
        "commission.meetings",
        "steering",
        *MEETINGS,
        60,
        "commission:meeting_list",
        verbs=("commission.meeting_convened", "commission.meeting_held"),
    )
)
