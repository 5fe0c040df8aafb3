"""Who keeps the licences and the contracts, who reads them?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import allows
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.supplies.models.purchase import READERS


@allows(*READERS, label="Voir les licences, les contrats et leurs échéances")
def read_purchases(actor: Actor, _: object) -> bool:
    return True


@allows(Role.DIGITAL_LEAD, Role.BURSAR, label="Tenir les licences et les contrats de maintenance")
def keep_purchases(actor: Actor, _: Licence | MaintenanceContract | None) -> bool:
    return True
