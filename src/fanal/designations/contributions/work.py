"""What work on acts is there to prove?"""

from fanal.core.registry import WORK_EVIDENCE, register
from fanal.core.work import WorkSource

register(WORK_EVIDENCE, 20)(
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
