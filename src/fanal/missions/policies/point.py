"""Who proposes, and who decides, in « Point de la semaine »?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import LEADERSHIP, MANAGEMENT, Role, System
from fanal.accounts.policies.rights import allows
from fanal.missions.models import PointLine


@allows(*LEADERSHIP, label="Lire le point de la semaine et ses décisions")
def read_point(actor: Actor, _: None) -> bool:
    return True


@allows(Role.DIGITAL_LEAD, label="Préparer et envoyer le point de la semaine")
def write_point(actor: Actor, _: None) -> bool:
    return True


@allows(*MANAGEMENT, label="Répondre à une ligne du point de la semaine")
def answer_point(actor: Actor, line: PointLine) -> bool:
    return line.point.is_open


@allows(System.SCHEDULE, label="Annoncer les réponses au point de la semaine")
def tell_answers(actor: Actor, _: None) -> bool:
    return True
