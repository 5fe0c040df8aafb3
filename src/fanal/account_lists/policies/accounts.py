"""Who compares the accounts of a service, prints its login cards, settles what differs?"""

from fanal.account_lists.models import Finding
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role, System
from fanal.accounts.policies.rights import allows
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.keepers import KEEPERS


@allows(*KEEPERS, System.SETUP, label="Comparer les comptes d’un service avec l’établissement")
def compare_accounts(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*KEEPERS, label="Imprimer les fiches de connexion d’un service")
def print_login_cards(actor: Actor, service: OnlineService) -> bool:
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
