"""What work on practice sheets is there to prove? The day and how many."""

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

SHEETS = ("fiche pratique écrite ou relue", "fiches pratiques écrites ou relues")

register(WORK_EVIDENCE, "helpdesk.sheets")(
    WorkSource(
        "helpdesk.sheets",
        "teams",
        *SHEETS,
        30,
        "practice_sheets:sheet_list",
        verbs=("helpdesk.sheet_written", "helpdesk.sheet_edited", "helpdesk.sheet_reviewed"),
    )
)
