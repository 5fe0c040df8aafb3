"""Who keeps the list of services and compares their accounts? The management, and whom it designates.

Everybody of the school reads what each service is for and how to get in; the bursar its contract too.
"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, Role, System
from fanal.accounts.policies.rights import allows
from fanal.online_services.models import Finding, OnlineService
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
def keep_services(actor: Actor, service: OnlineService | None) -> bool:
    return service is None or service.archived_on is None


@allows(*KEEPERS, System.SETUP, label="Comparer les comptes d’un service avec l’établissement")
def compare_accounts(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*KEEPERS, label="Imprimer les fiches de connexion d’un service")
def print_sheets(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*KEEPERS, System.SETUP, label="Cocher un écart de comptes, ou dire de qui est un compte")
def settle_finding(actor: Actor, finding: Finding) -> bool:
    return finding.state != Finding.State.GONE


@allows(*KEEPERS, System.SETUP, label="Accepter un écart de comptes, avec sa raison")
def accept_finding(actor: Actor, finding: Finding) -> bool:
    """Rights of administration are the management's to accept."""
    return finding.state != Finding.State.GONE and (
        finding.kind != "admin" or actor.has(Role.HEAD, Role.DEPUTY)
    )


@allows(Role.HEAD, Role.DEPUTY, System.SETUP, label="Indiquer qui doit être administrateur d’un service")
def expect_admin(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None
