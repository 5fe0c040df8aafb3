"""What equipment keeps about people: who holds it, until it comes back, and who had what over which time."""

from fanal.core.imports.models import Import
from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Needed, Own, Until, days, years
from fanal.equipment.models import (
    Building,
    ConventionLine,
    Custody,
    DistinctMachines,
    Equipment,
    EquipmentMerge,
    EquipmentType,
    Label,
    Room,
    Site,
)
from fanal.equipment.models.merge import RETENTION_DAYS
from fanal.equipment.policies.equipment import read_fleet

SENTENCES = {
    "equipment.registered": "Équipement enregistré",
    "equipment.story": "Équipement enregistré",
    "equipment.changed": "Fiche d’un équipement modifiée",
    "equipment.corrected": "Fiche d’un équipement modifiée avec d’autres",
    "equipment.record_back": "Modification d’une fiche d’équipement annulée",
    "equipment.moved": "Équipement déplacé",
    "equipment.moved_back": "Déplacement d’un équipement annulé",
    "equipment.state_changed": "État d’un équipement changé",
    "equipment.state_back": "Changement d’état d’un équipement annulé",
    "equipment.merged": "Deux fiches d’une même machine réunies",
    "equipment.merged_into": "Fiche d’équipement réunie à une autre",
    "equipment.separated": "Deux fiches d’équipement séparées",
    "equipment.came_back": "Fiche d’équipement séparée d’une autre",
    "equipment.merge_followed": "Changé par la réunion de deux fiches",
    "equipment.merge_undone": "Rétabli par la séparation de deux fiches",
    "equipment.kept_distinct": "Deux fiches d’équipement dites de deux machines",
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

CUSTODY_YEARS = 1

keeps = AppPrivacy(
    "equipment",
    "Équipements",
    SENTENCES,
    place="equipment",
    purpose="Tenir l’inventaire des équipements et des salles",
)
CUSTODY = keeps.rule(
    "equipment.custody", "Qui a eu quoi : un an après, le nom s’efface ; le créneau reste, pour les chiffres."
)
MERGES = keeps.rule(
    "equipment.merges",
    "De quoi séparer deux fiches réunies : 92 jours ; le numéro réuni mène encore à l’autre.",
)

keeps(
    Equipment,
    Erased(
        "Matériel à son nom",
        "holder",
        stops="Du matériel est à son nom : notez d’abord son retour, dans la fiche de l’équipement.",
    ),
    Own(
        "équipements à son nom",
        {"équipement": "name", "numéro": "number", "type": "type__name", "salle": "room__name"},
        by="numéro",
    ),
    JournalName(
        "Équipement",
        lambda row: row.name or f"n° {row.number}",
        "equipment:equipment_page",
        by="number",
        right=read_fleet,
    ),
    Needed("holder", among=lambda equipment: equipment.filter(holder__isnull=False)),
)
keeps(
    Custody,
    Erased("Réservations et prêts de cette personne", "person", becomes="gardées, sans nom"),
    Own(
        "équipements et salles pris",
        {
            "équipement": "equipment__name",
            "salle": "room__name",
            "de": "span__startswith",
            "à": "span__endswith",
        },
        by="de",
    ),
    Until(
        CUSTODY,
        rows=lambda rows, now: rows.filter(span__endswith__lt=years(CUSTODY_YEARS)(now)),
        leaves={"person": None},
    ),
)
keeps(
    EquipmentMerge,
    Erased("Fiches d’équipement réunies par cette personne", "merged_by", becomes="sans dire par qui"),
    Until(MERGES, "merged_at", days(RETENTION_DAYS), leaves={"memory": {}}, keeps_history=True),
    JournalName("Fiche réunie"),
    Own("fiches d’équipement réunies", {"numéro": "gone_number", "le": "merged_at"}, by="le"),
)
keeps(DistinctMachines, JournalName("Deux machines"))
keeps(Label, JournalName("Étiquette"))
keeps(Room, JournalName("Salle", "{0.name}", "equipment:room_page", by="pk"))
keeps(Building, JournalName("Bâtiment", "{0.name}"))
keeps(Site, JournalName("Site"))
keeps(EquipmentType, JournalName("Type"))
keeps(ConventionLine, JournalName("Convention"))
keeps(Import, JournalName("Import"))
