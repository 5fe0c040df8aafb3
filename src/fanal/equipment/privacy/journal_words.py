"""The journal of equipment, places and imports, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.equipment.models import Equipment

SENTENCES = {
    "equipment.registered": "Équipement enregistré",
    "equipment.story": "Équipement enregistré",
    "equipment.changed": "Fiche d’un équipement modifiée",
    "equipment.moved": "Équipement déplacé",
    "equipment.state_changed": "État d’un équipement changé",
    "equipment.import_applied": "Import appliqué",
    "equipment.import_undone": "Import annulé",
    "equipment.site_added": "Site ajouté",
    "equipment.building_added": "Bâtiment ajouté",
    "equipment.room_added": "Salle ajoutée",
    "equipment.place_changed": "Lieu modifié",
    "equipment.room_closed": "Salle fermée",
    "equipment.room_reopened": "Salle rouverte",
    "equipment.type_added": "Type d’équipement ajouté",
    "equipment.type_changed": "Type d’équipement modifié",
    "equipment.convention_started": "Convention de départ reprise",
    "equipment.convention_line_added": "Ligne de convention ajoutée",
    "equipment.convention_line_changed": "Ligne de convention modifiée",
    "equipment.convention_line_confirmed": "Ligne de convention confirmée",
    "equipment.convention_line_removed": "Ligne de convention retirée",
    "equipment.labels_given": "Étiquettes attribuées",
    "equipment.label_sheet_added": "Planche d’étiquettes ajoutée",
    "equipment.label_sheet_changed": "Planche d’étiquettes modifiée",
    "equipment.label_sheet_removed": "Planche d’étiquettes retirée",
}


def _equipment(school: School, ids: Iterable[int]) -> Named:
    rows = Equipment.objects.for_school(school).filter(pk__in=ids).values_list("pk", "number", "name")
    page = "equipment:equipment_page"
    return {
        pk: (name or f"n° {number}", reverse(page, args=[school.uai, number])) for pk, number, name in rows
    }


register(JOURNAL_WORDS, 20)(
    JournalWords(
        "equipment",
        "Équipements",
        SENTENCES,
        {
            "equipment.equipment": Things("Équipement", _equipment),
            "equipment.room": Things("Salle"),
            "equipment.building": Things("Bâtiment"),
            "equipment.site": Things("Site"),
            "equipment.equipmenttype": Things("Type"),
            "equipment.conventionline": Things("Convention"),
            "core.import": Things("Import"),
        },
    )
)
