"""Who waits for the end of an outage without a request, and who tells that it is over?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, System, in_order
from fanal.accounts.policies.rights import allows
from fanal.online_services.models import OnlineService


@allows(*in_order(EVERYONE), label="Demander à être prévenu quand un service fonctionne de nouveau")
def follow_outage(actor: Actor, _: OnlineService) -> bool:
    return actor.person_id is not None


@allows(System.SCHEDULE, label="Annoncer la fin de la panne d’un service à qui l’attend")
def tell_back(actor: Actor, _: OnlineService) -> bool:
    return True
