"""What supplies keep about people: who has a seat of a licence, who took a consumable.

A purchase is kept five years after its end, as the school keeps the papers of what it bought: *probable*.
"""

from django.db.models import Q

from fanal.core.people.kinds import CONTACTS
from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Known, Own, Until, years
from fanal.supplies.models import (
    Consumable,
    CoveredMachine,
    FormerPeriod,
    Licence,
    LicenceSeat,
    MaintenanceContract,
    StockMovement,
)
from fanal.supplies.policies.purchase import read_purchases
from fanal.supplies.rules.purchase import KEPT_YEARS

SENTENCES = {
    "supplies.licence_registered": "Licence enregistrée",
    "supplies.licence_changed": "Licence modifiée",
    "supplies.licence_renewed": "Licence renouvelée",
    "supplies.licence_let_end": "Licence non renouvelée",
    "supplies.licence_removed": "Licence supprimée",
    "supplies.seats_given": "Places de licence données",
    "supplies.seats_taken_back": "Places de licence reprises",
    "supplies.contract_registered": "Contrat de maintenance enregistré",
    "supplies.contract_changed": "Contrat de maintenance modifié",
    "supplies.contract_renewed": "Contrat de maintenance renouvelé",
    "supplies.contract_let_end": "Contrat de maintenance non renouvelé",
    "supplies.contract_removed": "Contrat de maintenance supprimé",
    "supplies.machines_covered": "Appareils ajoutés à un contrat",
    "supplies.machines_uncovered": "Appareils retirés d’un contrat",
    "supplies.consumable_registered": "Consommable suivi",
    "supplies.consumable_changed": "Consommable modifié",
    "supplies.stock_moved": "Stock d’un consommable changé",
    "supplies.taking_undone": "Sortie d’un consommable annulée",
}
NOT_TACIT = Q(is_tacit=False)  # what renews by itself has not ended
NAMED_YEARS = 1  # of who took what

keeps = AppPrivacy(
    "supplies",
    "Licences, consommables, contrats",
    SENTENCES,
    place="supplies",
    purpose="Suivre les licences, les consommables et les contrats de maintenance",
)
PURCHASES = keeps.rule(
    "supplies.purchases",
    "Une licence, un contrat de maintenance : cinq ans après sa fin, avec ses places et ses prix.",
)
TAKEN = keeps.rule("supplies.taken", "Qui a pris un consommable : un an après, le nom s’efface.")

keeps(
    Licence,
    Until(PURCHASES, "ends_on", years(KEPT_YEARS), where=NOT_TACIT, also=(FormerPeriod, LicenceSeat)),
    JournalName("Licence", "{0.name}", "supplies:licence_page", by="pk", right=read_purchases),
)
keeps(
    MaintenanceContract,
    Known(
        CONTACTS,
        (
            Erased(
                "Contrats de maintenance dont c’est le contact",
                becomes="gardés, sans ce contact",
                leaves={"hotline_phone": "", "hotline_email": ""},
            ),
        ),
        {"contrat": "name", "courriel": "hotline_email", "téléphone": "hotline_phone"},
        email="hotline_email",
        also=("hotline_phone",),
        beside=("supplier",),
        what="le courriel et le téléphone à appeler",
    ),
    Until(PURCHASES, "ends_on", years(KEPT_YEARS), where=NOT_TACIT, also=(FormerPeriod, CoveredMachine)),
    JournalName("Contrat", "{0.name}", "supplies:contract_page", by="pk", right=read_purchases),
)
keeps(
    LicenceSeat,
    Erased("Places de licences", "person"),
    Own("licences", {"logiciel": "licence__name", "depuis le": "given_on"}, by="logiciel"),
    JournalName("Place d’une licence"),
)
keeps(CoveredMachine, JournalName("Appareil sous contrat"))
keeps(FormerPeriod, JournalName("Période passée"))
keeps(Consumable, JournalName("Consommable", "{0.name}", "supplies:consumable_page", by="pk"))
keeps(
    StockMovement,
    Erased("Consommables pris ou notés", "made_by", becomes="gardés, sans nom", leaves={"word": ""}),
    Until(TAKEN, "made_at", years(NAMED_YEARS), leaves={"made_by": None}),
    Own("consommables", {"quoi": "consumable__name", "combien": "change", "le": "made_at"}, by="le"),
    JournalName("Mouvement de stock"),
)
