"""Who may do what with equipment, its places and its types. Each function answers one yes/no question."""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role, System
from fanal.accounts.policies.rights import allows
from fanal.core.imports.models import Import
from fanal.equipment.models import ConventionLine, Equipment

LEFT = "il est sorti de l’inventaire, et sa fiche se lit sans plus changer"
KEEPERS = (Role.DIGITAL_LEAD, Role.HEAD, Role.DEPUTY, Role.BURSAR)


def _left(equipment: Equipment) -> str:
    return LEFT if equipment.state == Equipment.State.DISPOSED else ""


def _undone(imported: Import) -> str:
    return "cet import est déjà annulé" if imported.undone_at else "cet import n’a pas été appliqué"


@allows(*KEEPERS, label="Enregistrer un équipement")
def register_equipment(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Modifier la fiche d’un équipement", closed=_left)
def change_equipment(actor: Actor, equipment: Equipment) -> bool:
    return equipment.state != Equipment.State.DISPOSED


@allows(*KEEPERS, label="Déplacer un équipement", closed=_left)
def move_equipment(actor: Actor, equipment: Equipment) -> bool:
    return equipment.state != Equipment.State.DISPOSED


@allows(*KEEPERS, label="Changer l’état d’un équipement", closed=_left)
def change_state(actor: Actor, equipment: Equipment) -> bool:
    return equipment.state != Equipment.State.DISPOSED


@allows(*KEEPERS, label="Agir sur plusieurs équipements")
def change_several(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Réunir deux fiches d’une même machine, et les séparer", closed=_left)
def merge_equipment(actor: Actor, equipment: Equipment) -> bool:
    return equipment.state != Equipment.State.DISPOSED


@allows(*KEEPERS, System.SETUP, label="Gérer les sites, bâtiments et salles")
def manage_places(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, System.SETUP, label="Gérer les types d’équipement")
def manage_types(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Importer des équipements")
def import_equipment(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Annuler un import d’équipements", closed=_undone)
def undo_import(actor: Actor, imported: Import) -> bool:
    return imported.applied_at is not None and imported.undone_at is None


@allows(*KEEPERS, Role.TECHNICIAN, label="Lire la convention : qui répare, qui paie, qui décide")
def read_convention(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, System.SETUP, label="Écrire la convention : qui répare, qui paie, qui décide")
def write_convention(actor: Actor, _: None) -> bool:
    return True


@allows(
    Role.HEAD,
    Role.DEPUTY,
    Role.BURSAR,
    label="Confirmer une ligne de la convention",
    closed=lambda _: "elle est déjà confirmée",
)
def confirm_convention(actor: Actor, line: ConventionLine) -> bool:
    return line.confirmed_on is None


@allows(*KEEPERS, Role.TECHNICIAN, label="Voir le parc et sa valeur")
def read_fleet(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, System.SETUP, label="Imprimer des étiquettes")
def print_labels(actor: Actor, _: None) -> bool:
    return True
