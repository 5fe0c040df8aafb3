"""What work on practice sheets is there to prove? The day and how many."""

from fanal.core.registry import WORK_EVIDENCE, register
from fanal.core.work import WorkSource

SHEETS = ("fiche pratique écrite ou relue", "fiches pratiques écrites ou relues")

register(WORK_EVIDENCE, 10)(
    WorkSource(
        "helpdesk.sheets",
        "teams",
        *SHEETS,
        30,
        "practice_sheets:sheet_list",
        verbs=("helpdesk.sheet_written", "helpdesk.sheet_edited", "helpdesk.sheet_reviewed"),
    )
)
