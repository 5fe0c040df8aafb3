"""What work on acts is there to prove?"""

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

register(WORK_EVIDENCE, "online_services.acts")(
    WorkSource(
        "online_services.acts",
        "security",
        "désignation préparée ou mise au parapheur",
        "désignations préparées ou mises au parapheur",
        10,
        "designations:act_list",
        verbs=("online_services.act_prepared", "online_services.act_renewed", "online_services.act_sent"),
    )
)
