"""What work on people's access to Fanal is there to prove? The day and how many: nobody's name."""

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

register(WORK_EVIDENCE, "accounts.people")(
    WorkSource(
        "accounts.people",
        "accounts",
        "accès d’une personne tenu",
        "accès de personnes tenus",
        3,
        "people:person_list",
        verbs=(
            "accounts.person_added",
            "accounts.person_left",
            "accounts.person_came_back",
            "accounts.functions_given",
            "accounts.functions_changed",
            "accounts.invitation_sent",
        ),
    )
)
