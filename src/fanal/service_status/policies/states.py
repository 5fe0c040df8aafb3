"""Who says whether a service works, and chooses what is checked of it?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, Role, System
from fanal.accounts.policies.rights import allows
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.keepers import KEEPERS, READERS


@allows(*EVERYONE, Role.TECHNICIAN, label="Voir si les services en ligne fonctionnent")
def read_states(actor: Actor, _: None) -> bool:
    return True


@allows(*READERS, System.SETUP, label="Déclarer l’état d’un service, prévoir une maintenance")
def declare_state(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(*KEEPERS, System.SETUP, label="Choisir ce qui est vérifié d’un service, et montré à tous")
def watch_service(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None


@allows(System.SCHEDULE, label="Noter ce qu’une vérification a vu d’un service")
def note_checks(actor: Actor, service: OnlineService) -> bool:
    return service.archived_on is None
