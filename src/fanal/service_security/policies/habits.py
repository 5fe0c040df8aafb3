"""Who reads the habits of security, and who answers for a service?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role, System
from fanal.accounts.policies.rights import allows
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.keepers import KEEPERS, READERS


@allows(*READERS, Role.BURSAR, label="Lire les habitudes de sécurité des services")
def read_habits(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, System.SETUP, label="Répondre aux habitudes de sécurité d’un service")
def answer_habits(actor: Actor, service: OnlineService | None) -> bool:
    return service is None or service.archived_on is None
