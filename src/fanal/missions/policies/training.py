"""Who keeps a list of their own training, and who reads what of it?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import MANAGEMENT, Role
from fanal.accounts.policies.rights import allows


@allows(Role.DIGITAL_LEAD, label="Tenir la liste de sa propre formation")
def keep_training(actor: Actor, person_id: int) -> bool:
    return actor.person_id == person_id


@allows(*MANAGEMENT, label="Lire les totaux de formation qu’un référent partage")
def read_shared_training(actor: Actor, _: None) -> bool:
    return True


@allows(Role.DIGITAL_LEAD, *MANAGEMENT, label="Ouvrir la page des formations")
def open_training(actor: Actor, _: None) -> bool:
    return True
