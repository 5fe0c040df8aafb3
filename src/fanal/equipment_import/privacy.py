"""What an import of equipment keeps: its lines, while they are proof."""

from datetime import timedelta

from fanal.core.imports.proof import IMPORT_PROOF, ImportProof, every_line
from fanal.core.imports.staging import stored_root
from fanal.core.people.personal_data import AppPrivacy
from fanal.core.privacy.imports import DONE_YEARS
from fanal.core.registry import register
from fanal.equipment_import.actions.imports import KIND

SENTENCES = {
    "equipment.import_applied": "Import appliqué",
    "equipment.import_undone": "Import annulé",
}

register(IMPORT_PROOF)(ImportProof(KIND, stored_root, every_line, timedelta(days=365 * DONE_YEARS)))

keeps = AppPrivacy("equipment", "Équipements", SENTENCES, place="equipment_import")
