"""Who keeps the registers of processing and of breaches, decides, reads? The head answers (RGPD art. 24)."""

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, LEADERSHIP, Role, System
from fanal.accounts.policies.rights import allows
from fanal.privacy.models import DataBreach, Processing, RightsRequest
from fanal.privacy.rules.codes import ProcessingState


@allows(*LEADERSHIP, Role.DPO, label="Lire le registre des traitements")
def read_register(actor: Actor, _: None) -> bool:
    return True


@allows(*LEADERSHIP, System.SETUP, label="Écrire les fiches du registre des traitements")
def write_processing(actor: Actor, processing: Processing | None) -> bool:
    return processing is None or processing.state != ProcessingState.ENDED


@allows(Role.HEAD, Role.DEPUTY, System.SETUP, label="Valider une fiche du registre, ou y mettre fin")
def validate_processing(actor: Actor, processing: Processing | None) -> bool:
    return processing is None or processing.state != ProcessingState.ENDED


@allows(*sorted(EVERYONE), label="Déclarer un usage qui traite des données personnelles")
def declare_use(actor: Actor, _: None) -> bool:
    return True


@allows(*sorted(EVERYONE), label="Signaler une violation de données")
def report_breach(actor: Actor, _: School | None) -> bool:
    return True


@allows(*LEADERSHIP, Role.DPO, label="Lire le registre des violations")
def read_breaches(actor: Actor, _: School | None) -> bool:
    return True


@allows(*LEADERSHIP, label="Compléter le dossier d’une violation de données")
def handle_breach(actor: Actor, breach: DataBreach) -> bool:
    return breach.closed_on is None


@allows(*LEADERSHIP, label="Lire les preuves figées d’une violation")
def read_evidence(actor: Actor, breach: DataBreach) -> bool:
    return True


@allows(Role.HEAD, Role.DEPUTY, label="Clore une violation de données, ou la rouvrir")
def close_breach(actor: Actor, breach: DataBreach) -> bool:
    return True


@allows(*LEADERSHIP, Role.DPO, label="Lire les demandes de droits")
def read_rights(actor: Actor, _: None) -> bool:
    return True


@allows(*LEADERSHIP, label="Noter une demande de droits et sa réponse")
def handle_rights(actor: Actor, _: RightsRequest | School | None) -> bool:
    return True


@allows(*LEADERSHIP, label="Lire quels papiers attendent le visa des archives")
def read_archives(actor: Actor, _: None) -> bool:
    return True


@allows(Role.HEAD, label="Emporter les papiers d’une année, et dire que des papiers peuvent s’effacer")
def release_archives(actor: Actor, _: School | None) -> bool:
    return True


@allows(*LEADERSHIP, label="Préparer le fichier des données d’une personne qui les demande")
def export_person(actor: Actor, rights_request: RightsRequest) -> bool:
    return True


@allows(Role.HEAD, label="Effacer les données d’une personne qui le demande")
def erase_person(actor: Actor, rights_request: RightsRequest) -> bool:
    return True
