"""Who may do what with the needs of the service and the sharing of the mission?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import LEADERSHIP, MANAGEMENT
from fanal.accounts.policies.rights import allows
from fanal.agenda.policies.year import EVERYBODY
from fanal.missions.models import MissionShare, NeedsAssessment


@allows(*LEADERSHIP, label="Lire les besoins du service et le partage de la mission")
def read_sharing(actor: Actor, _: None) -> bool:
    return True


@allows(*LEADERSHIP, label="Préparer la fiche des besoins")
def prepare_needs(actor: Actor, needs: NeedsAssessment | None) -> bool:
    return needs is None or needs.closed_on is None


@allows(*MANAGEMENT, label="Écrire l’appréciation des besoins, arrêter la fiche et la rouvrir")
def appreciate_needs(actor: Actor, _: NeedsAssessment | None) -> bool:
    return True


@allows(*MANAGEMENT, label="Partager la mission entre les personnes")
def share_mission(actor: Actor, _: object) -> bool:
    return True


@allows(
    *LEADERSHIP, label="Lire la compétence qu’une personne déclare : la sienne, et toutes pour la direction"
)
def read_competence(actor: Actor, share: MissionShare) -> bool:
    return share.person_id == actor.person_id or actor.has(*MANAGEMENT)


@allows(*EVERYBODY, label="Dire sa compétence pour sa part de la mission")
def declare_competence(actor: Actor, share: MissionShare) -> bool:
    return share.person_id == actor.person_id


@allows(*MANAGEMENT, label="Tenir l’enveloppe et les missions particulières")
def keep_missions(actor: Actor, _: object) -> bool:
    return True
