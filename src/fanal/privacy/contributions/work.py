"""What work on the register, on rights and on breaches is there to prove? The day and how many."""

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register

REGISTER = "privacy:register"
OFFERED = (
    WorkSource(
        "privacy.register",
        "security",
        "fiche du registre tenue",
        "fiches du registre tenues",
        15,
        REGISTER,
        verbs=(
            "privacy.processing_added",
            "privacy.processing_changed",
            "privacy.parts_changed",
            "privacy.processing_validated",
            "privacy.use_declared",
            "privacy.document_joined",
        ),
    ),
    WorkSource(
        "privacy.rights",
        "security",
        "demande de droits traitée",
        "demandes de droits traitées",
        30,
        REGISTER,
        verbs=("privacy.rights_asked", "privacy.rights_changed"),
    ),
    WorkSource(
        "privacy.breaches",
        "security",
        "étape d’une violation de données",
        "étapes de violations de données",
        30,
        "privacy:breach_list",
        verbs=(
            "privacy.breach_reported",
            "privacy.breach_changed",
            "privacy.evidence_frozen",
            "privacy.breach_closed",
        ),
    ),
)
for source in OFFERED:
    register(WORK_EVIDENCE, source.code)(source)
