"""Who links a request to the outage of a service, and who tells that it is over?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, TEAM, System, in_order
from fanal.accounts.policies.rights import allows
from fanal.helpdesk.models import HelpRequest
from fanal.online_services.models import OnlineService


@allows(*in_order(TEAM), label="Lier une demande à la panne d’un service")
def link_outage(actor: Actor, request: HelpRequest) -> bool:
    return request.is_open


@allows(*in_order(EVERYONE), label="Demander à être prévenu quand un service fonctionne de nouveau")
def follow_outage(actor: Actor, _: OnlineService) -> bool:
    return actor.person_id is not None


@allows(System.SCHEDULE, label="Annoncer la fin de la panne d’un service à qui l’attend")
def tell_back(actor: Actor, _: OnlineService) -> bool:
    return True
