"""Who keeps the list of services and compares their accounts? The management, and whom it designates.

Everybody of the school reads what each service is for and how to get in; the bursar its contract too.
"""

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, Role, System
from fanal.accounts.policies.rights import allows
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.keepers import KEEPERS, READERS


@allows(*sorted(EVERYONE), label="Voir les services en ligne et comment y accéder")
def see_services(actor: Actor, service: OnlineService | None) -> bool:
    """What is put away is for those who keep the list."""
    return service is None or service.archived_on is None or actor.has(*READERS)


@allows(*READERS, label="Voir les comptes des services en ligne et leurs écarts")
def read_services(actor: Actor, _: None) -> bool:
    return True


@allows(*READERS, Role.BURSAR, label="Lire le contrat et le coût d’un service en ligne")
def read_contracts(actor: Actor, _: None) -> bool:
    return True


@allows(
    *KEEPERS,
    Role.BURSAR,
    System.SETUP,
    label="Écrire le contrat d’un service en ligne, y joindre un document",
)
def write_contract(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*KEEPERS, System.SETUP, label="Tenir la liste des services en ligne")
def keep_services(actor: Actor, service: OnlineService | School | None) -> bool:
    """One of them, or the list of a school."""
    return not isinstance(service, OnlineService) or service.archived_on is None
