"""Who sorts the received mails, sends others again, and empties the pile of those that named no school?"""

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import TEAM, System, in_order
from fanal.accounts.policies.rights import allows


@allows(*in_order(TEAM), label="Trier les courriers reçus")
def sort_mail(actor: Actor, _: object) -> bool:
    return True


@allows(*in_order(TEAM), label="Voir et renvoyer les courriels envoyés")
def send_again(actor: Actor, _: object) -> bool:
    return True


@allows(System.SETUP, label="Confier à un établissement un courriel qui n’en nommait aucun")
def take_from_pile(actor: Actor, school: School) -> bool:
    return True
