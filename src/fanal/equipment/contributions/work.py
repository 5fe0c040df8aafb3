"""What work on the fleet is there to prove? By day: a batch of records is one line, not hundreds."""

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

RECORDS = "equipment:equipment_list"


OFFERED = (
    WorkSource(
        "equipment.records",
        "authority",
        "fiche d’équipement tenue",
        "fiches d’équipement tenues",
        2,
        RECORDS,
        verbs=(
            "equipment.registered",
            "equipment.changed",
            "equipment.corrected",
            "equipment.moved",
            "equipment.state_changed",
            "equipment.machine_attached",
            "equipment.machine_detached",
            "equipment.machine_replaced",
            "equipment.machine_ignored",
            "equipment.difference_kept",
        ),
    ),
    WorkSource(
        "equipment.labels",
        "authority",
        "série d’étiquettes",
        "séries d’étiquettes",
        15,
        RECORDS,
        verbs=("equipment.labels_given",),
    ),
    WorkSource(
        "equipment.convention",
        "authority",
        "ligne de la convention tenue",
        "lignes de la convention tenues",
        5,
        RECORDS,
        verbs=(
            "equipment.convention_line_added",
            "equipment.convention_line_changed",
            "equipment.convention_line_confirmed",
        ),
    ),
)
for source in OFFERED:
    register(WORK_EVIDENCE, source.code)(source)
