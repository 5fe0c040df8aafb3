"""Who reads the indicators, chooses them, types their values, lets delays be published?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import LEADERSHIP, Role, System
from fanal.accounts.policies.rights import allows
from fanal.indicators.models import DelayAgreement, Indicator

READERS = (*LEADERSHIP, Role.BURSAR)


@allows(*READERS, label="Lire les indicateurs")
def read_indicators(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Choisir les indicateurs, leurs cibles et leur mesure")
def choose_indicators(actor: Actor, _: object) -> bool:
    return True


@allows(*READERS, label="Importer des valeurs d’indicateurs")
def import_values(actor: Actor, _: object) -> bool:
    return True


@allows(*READERS, label="Saisir et commenter les valeurs d’un indicateur")
def write_values(actor: Actor, indicator: Indicator) -> bool:
    return indicator.is_followed


@allows(System.SCHEDULE, *LEADERSHIP, label="Compter les indicateurs")
def measure(actor: Actor, _: Indicator | None) -> bool:
    return True


@allows(Role.DIGITAL_LEAD, label="Accepter que ses délais figurent dans les rapports, ou ne plus l’accepter")
def agree_on_delays(actor: Actor, agreement: DelayAgreement | None) -> bool:
    return agreement is None or agreement.person_id == actor.person_id
