"""Who keeps the consumables, who takes one, who reads what is left?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import allows
from fanal.equipment.policies.equipment import KEEPERS
from fanal.supplies.models import Consumable
from fanal.supplies.models.purchase import READERS


@allows(*READERS, label="Voir les consommables en réserve")
def read_stock(actor: Actor, _: object) -> bool:
    return True


@allows(*KEEPERS, label="Prendre un consommable", closed=lambda _: "il n’est plus suivi")
def take_consumable(actor: Actor, consumable: Consumable) -> bool:
    return not consumable.is_closed


@allows(Role.DIGITAL_LEAD, Role.BURSAR, label="Tenir les consommables et leur stock")
def keep_stock(actor: Actor, _: Consumable | None) -> bool:
    return True
