"""What an import of equipment keeps: its lines, while they are proof."""

from datetime import timedelta

from fanal.core.imports.proof import ImportProof, every_line
from fanal.core.imports.staging import stored_root
from fanal.core.personal_data import AppPrivacy
from fanal.core.privacy import DONE_YEARS
from fanal.core.registry import IMPORT_PROOF, register
from fanal.equipment_import.actions.imports import KIND

SENTENCES = {
    "equipment.import_applied": "Import appliqué",
    "equipment.import_undone": "Import annulé",
}

register(IMPORT_PROOF)(ImportProof(KIND, stored_root, every_line, timedelta(days=365 * DONE_YEARS)))

keeps = AppPrivacy("equipment", "Équipements", SENTENCES, journal=20)
