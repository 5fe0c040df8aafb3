"""What goods that leave the inventory keep about people: who wiped their data, and what proofs may name.

Five years after the batch ended, whether its goods left, were refused or it was abandoned, nobody is named
any more; what left, when and by which decision stays.
"""

from fanal.core.people.kinds import ANYONE, RECIPIENTS, STAFF
from fanal.core.people.personal_data import (
    About,
    AppPrivacy,
    Erased,
    Files,
    JournalName,
    Known,
    Needed,
    Own,
    Until,
    years,
)
from fanal.core.registry import register
from fanal.core.retention.archives import ARCHIVES, Papers
from fanal.disposals.models import Disposal, DisposalDocument, DisposalItem
from fanal.disposals.policies.disposal import read_disposals
from fanal.disposals.rules.disposal import KEPT_YEARS
from fanal.equipment.policies.equipment import read_fleet

SENTENCES = {
    "disposals.prepared": "Sortie d’inventaire préparée",
    "disposals.machines_added": "Équipements ajoutés à une sortie d’inventaire",
    "disposals.changed": "Sortie d’inventaire modifiée",
    "disposals.proposed": "Liste d’une sortie d’inventaire arrêtée",
    "disposals.reopened": "Liste d’une sortie d’inventaire rouverte",
    "disposals.abandoned": "Sortie d’inventaire abandonnée",
    "disposals.item_changed": "Motif ou destination d’un équipement proposé à la sortie modifié",
    "disposals.item_removed": "Équipement retiré d’une sortie d’inventaire",
    "disposals.item_kept": "Équipement gardé malgré la décision de sortie",
    "disposals.wiping_noted": "Effacement des données d’un équipement noté",
    "disposals.loss_noted": "Perte ou vol d’un équipement précisé",
    "disposals.decided": "Décision de sortie d’inventaire notée",
    "disposals.decision_undone": "Décision de sortie d’inventaire reprise",
    "disposals.carried_out": "Équipements sortis de l’inventaire",
    "disposals.document_joined": "Preuve jointe à une sortie d’inventaire",
    "disposals.document_removed": "Preuve d’une sortie d’inventaire retirée",
}
KEPT = years(KEPT_YEARS)

keeps = AppPrivacy(
    "disposals",
    "Sorties d’inventaire",
    SENTENCES,
    place="disposals",
    purpose="Sortir du matériel de l’inventaire, et le prouver",
)
DISPOSALS = keeps.rule(
    "disposals.disposals",
    "Une sortie d’inventaire : la liste et la décision restent ; qui a effacé les données, les circonstances "
    "d’une perte, le bénéficiaire d’un don et les preuves jointes sont gardés cinq ans après sa fin, même "
    "abandonnée.",
    is_archive=True,
)

keeps(
    DisposalItem,
    About(STAFF),
    About(ANYONE, "circumstances", "complaint", what="les circonstances d’une perte ou d’un vol"),
    Erased("Effacements de données faits par cette personne", "wiped_by", becomes="gardés, sans nom"),
    Until(
        DISPOSALS,
        "disposal__closed_on",
        KEPT,
        leaves={"wiped_by": None, "wiping_service": "", "circumstances": "", "complaint": "", "insurer": ""},
        keeps_history=True,
    ),
    Own("effacements de données", {"équipement": "equipment__name", "le": "wiped_on"}, by="le"),
    Needed("wiped_by", among=lambda items: items.filter(wiped_by__isnull=False)),
    JournalName("Équipement proposé à la sortie", "{0}", right=read_fleet),
)
keeps(
    Disposal,
    Known(
        RECIPIENTS,
        (
            Erased(
                "Dons dont il est le bénéficiaire",
                why="la preuve de ce qu’est devenu un bien : cinq ans après la fin de la sortie",
            ),
        ),
        {"sortie": "number", "bénéficiaire": "recipient", "terminée le": "closed_on"},
        name="recipient",
        what="le nom, dans une sortie d’inventaire",
    ),
    About(RECIPIENTS, "carrier", what="le nom, dans une sortie d’inventaire"),
    Until(DISPOSALS, "closed_on", KEPT, leaves={"recipient": "", "carrier": ""}, keeps_history=True),
    JournalName(
        "Sortie d’inventaire", "n° {0.number}", "disposals:disposal_page", by="pk", right=read_disposals
    ),
)
keeps(
    DisposalDocument, About(ANYONE, "name", "sha256"), Until(DISPOSALS, "disposal__closed_on", KEPT), Files()
)
register(ARCHIVES)(Papers(DISPOSALS, "Sorties d’inventaire", Disposal, "closed_on"))
