"""Who lends, who takes back, who writes the agreement, who reads what is lent to them?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, System, in_order
from fanal.accounts.policies.rights import allows
from fanal.equipment.policies.equipment import KEEPERS
from fanal.loans.models import Loan


@allows(*KEEPERS, label="Prêter du matériel et le reprendre")
def manage_loans(actor: Actor, _: Loan | None) -> bool:
    return True


@allows(*KEEPERS, label="Écrire la convention de prêt")
def write_agreement(actor: Actor, _: object) -> bool:
    return True


@allows(*in_order(EVERYONE), label="Voir ce qui lui est prêté")
def read_own_loans(actor: Actor, _: object) -> bool:
    return actor.person_id is not None


@allows(System.SCHEDULE, label="Rappeler une échéance de prêt")
def remind_loans(actor: Actor, _: object) -> bool:
    return True
