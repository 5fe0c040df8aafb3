"""Who asks for the opinion of the data protection officer, who gives it, who decides of it?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import LEADERSHIP, MANAGEMENT, Role
from fanal.accounts.policies.rights import allows
from fanal.privacy.models import DelegateOpinion, Processing
from fanal.privacy.rules.codes import ProcessingState


@allows(*LEADERSHIP, label="Demander l’avis du délégué à la protection des données")
def ask_opinion(actor: Actor, processing: Processing) -> bool:
    return processing.state != ProcessingState.ENDED


@allows(Role.DPO, label="Donner un avis de délégué à la protection des données")
def give_opinion(actor: Actor, processing: Processing) -> bool:
    """The one thing that this partner writes, and never as somebody of the school (ADR 0072)."""
    return processing.state != ProcessingState.ENDED and actor.person_id is None


@allows(*MANAGEMENT, label="Répondre à un avis du délégué à la protection des données")
def answer_opinion(actor: Actor, opinion: DelegateOpinion) -> bool:
    return opinion.written_at is not None and opinion.decided_at is None
