"""Who reads what is handed over, and who writes it?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import LEADERSHIP, Role
from fanal.accounts.policies.rights import allows


@allows(*LEADERSHIP, label="Lire la passation de la mission")
def read_handover(actor: Actor, _: None) -> bool:
    return True


@allows(Role.DIGITAL_LEAD, label="Écrire une note à la personne qui suivra")
def write_note(actor: Actor, _: None) -> bool:
    return True


@allows(*LEADERSHIP, label="Dire où se trouvent les accès")
def say_access(actor: Actor, _: None) -> bool:
    return True
