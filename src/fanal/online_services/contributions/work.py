"""What work on the list of services is there to prove?"""

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

register(WORK_EVIDENCE, "online_services.kept")(
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
