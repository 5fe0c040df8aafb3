"""What work on the list of services is there to prove?"""

from fanal.core.registry import WORK_EVIDENCE, register
from fanal.core.work import WorkSource

register(WORK_EVIDENCE, 20)(
    WorkSource(
        "online_services.kept",
        "accounts",
        "fiche de service tenue",
        "fiches de service tenues",
        10,
        "online_services:service_list",
        verbs=(
            "online_services.added",
            "online_services.changed",
            "online_services.contract_written",
            "online_services.document_joined",
            "online_services.watched",
        ),
    )
)
