"""Who keeps the list of services and compares their accounts? The management and the référents.

Everybody of the school reads what each service is for and how to get in; the bursar its contract too.
"""

from fanal.accounts.members import Actor
from fanal.accounts.rights import allows
from fanal.accounts.roles import EVERYONE, Delegated, Role, System
from fanal.online_services.models import Designation, Finding, OnlineService

READERS = (Role.DIGITAL_LEAD, Role.HEAD, Role.DEPUTY, Delegated.SERVICES)
KEEPERS = (Role.HEAD, Role.DEPUTY, Delegated.SERVICES)


@allows(*sorted(EVERYONE), says="Voir les services en ligne et comment y accéder")
def see_services(actor: Actor, service: OnlineService | None) -> bool:
    """What is put away is for those who keep the list."""
    return service is None or service.archived_on is None or actor.has(*READERS)


@allows(*READERS, says="Voir les comptes des services en ligne et leurs écarts")
def read_services(actor: Actor, _: None) -> bool:
    return True


@allows(*READERS, Role.BURSAR, says="Lire le contrat et le coût d’un service en ligne")
def read_contracts(actor: Actor, _: None) -> bool:
    return True


@allows(
    *KEEPERS, Role.BURSAR, System.SETUP, says="Écrire le contrat d’un service en ligne, y joindre un document"
)
def write_contract(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*KEEPERS, System.SETUP, says="Tenir la liste des services en ligne")
def keep_services(actor: Actor, service: OnlineService | None) -> bool:
    return service is None or service.archived_on is None


@allows(*KEEPERS, System.SETUP, says="Comparer les comptes d’un service avec l’établissement")
def compare_accounts(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*KEEPERS, says="Imprimer les fiches de connexion d’un service")
def print_sheets(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*KEEPERS, System.SETUP, says="Cocher un écart de comptes, ou dire de qui est un compte")
def settle_finding(actor: Actor, finding: Finding) -> bool:
    return finding.state != Finding.State.GONE


@allows(*KEEPERS, System.SETUP, says="Accepter un écart de comptes, avec sa raison")
def accept_finding(actor: Actor, finding: Finding) -> bool:
    """Rights of administration are the management's to accept."""
    return finding.state != Finding.State.GONE and (
        finding.kind != "admin" or actor.has(Role.HEAD, Role.DEPUTY)
    )


@allows(Role.HEAD, Role.DEPUTY, System.SETUP, says="Indiquer qui doit être administrateur d’un service")
def expect_admin(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*EVERYONE, Role.TECHNICIAN, says="Voir si les services en ligne fonctionnent")
def read_states(actor: Actor, _: None) -> bool:
    return True


@allows(*READERS, System.SETUP, says="Déclarer l’état d’un service, prévoir une maintenance")
def declare_state(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*KEEPERS, System.SETUP, says="Choisir ce qui est vérifié d’un service, et montré à tous")
def watch_service(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(System.SCHEDULE, says="Noter ce qu’une vérification a vu d’un service")
def note_checks(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*READERS, Role.BURSAR, says="Lire les désignations")
def read_designations(actor: Actor, _: None) -> bool:
    return True


@allows(Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, System.SETUP, says="Préparer une désignation")
def prepare_designation(actor: Actor, act: Designation | None) -> bool:
    """What is to be signed is taken back first: nothing changes under the eyes of whoever reads it."""
    return act is None or act.step == Designation.Step.DRAFT


@allows(Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, says="Reprendre un acte avant sa signature")
def take_back_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.AWAITING


@allows(Role.HEAD, System.SETUP, says="Signer ou refuser un acte du parapheur")
def sign_designation(actor: Actor, act: Designation | None) -> bool:
    """The head alone: neither the deputy nor the one designated signs, and nobody designates further."""
    return act is None or act.step == Designation.Step.AWAITING


@allows(Role.HEAD, says="Abroger ou confirmer une désignation, lever une suspension")
def end_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.SIGNED


@allows(Role.HEAD, Role.DEPUTY, System.SCHEDULE, says="Suspendre une désignation")
def suspend_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.SIGNED and not act.is_suspended and act.revoked_on is None


@allows(
    Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, Role.BURSAR, System.SETUP,
    says="Noter la publication d’une désignation",
)  # fmt: skip
def publish_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.SIGNED


@allows(*sorted(EVERYONE), says="Accepter les obligations de sa propre désignation")
def acknowledge_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.SIGNED and actor.person_id == act.delegate_id


@allows(System.SCHEDULE, says="Surveiller les désignations et rappeler celles qui finissent")
def watch_designations(actor: Actor, _: None) -> bool:
    return True
