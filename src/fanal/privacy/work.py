"""What work on the register, on rights and on breaches is there to prove? The day and how many."""

from django.db.models.functions import TruncDate

from fanal.core.registry import WORK_EVIDENCE, offer
from fanal.core.work import WorkSource, journaled

REGISTER, AT = "privacy:register", TruncDate("at")
OFFERED = (
    WorkSource("privacy.register", "security", "fiche du registre tenue", "fiches du registre tenues", 15,
               journaled("privacy.processing_added", "privacy.processing_changed", "privacy.parts_changed",
                         "privacy.processing_validated", "privacy.use_declared", "privacy.document_joined"),
               AT, REGISTER),
    WorkSource("privacy.rights", "security", "demande de droits traitée", "demandes de droits traitées", 30,
               journaled("privacy.rights_asked", "privacy.rights_changed"), AT, REGISTER),
    WorkSource("privacy.breaches", "security", "étape d’une violation de données",
               "étapes de violations de données", 30,
               journaled("privacy.breach_reported", "privacy.breach_changed", "privacy.evidence_frozen",
                         "privacy.breach_closed"), AT, "privacy:breach_list"),
)  # fmt: skip
for source in OFFERED:
    offer(WORK_EVIDENCE, 25)(source)
