"""Who plans the passage of a technician, and who changes it?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import TEAM, Role, in_order
from fanal.accounts.policies.rights import allows
from fanal.visits.models import Visit


@allows(*in_order(TEAM), Role.TECHNICIAN, label="Prévoir le passage d’un technicien")
def plan_visit(actor: Actor, _: object) -> bool:
    return True


@allows(*in_order(TEAM), Role.TECHNICIAN, label="Déplacer, annuler ou noter un passage")
def change_visit(actor: Actor, visit: Visit) -> bool:
    return visit.is_planned
