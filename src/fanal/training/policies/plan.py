"""Who keeps the training plan: subjects, offers, requests to the académie? Who says what they need?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, LEADERSHIP, in_order
from fanal.accounts.policies.rights import allows
from fanal.training.models import LocalTraining, TrainingNeed
from fanal.training.rules.local_training import LocalTrainingState


@allows(*in_order(EVERYONE), label="Dire ses besoins de formation")
def keep_own_needs(actor: Actor, need: TrainingNeed | None) -> bool:
    return actor.person_id is not None and (need is None or need.person_id == actor.person_id)


@allows(*LEADERSHIP, label="Lire combien de besoins de formation il y a, par sujet")
def read_plan(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Tenir le plan de formation")
def keep_plan(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Modifier une demande de formation à l’académie")
def change_local_training(actor: Actor, local_training: LocalTraining) -> bool:
    return local_training.state == LocalTrainingState.DRAFT


@allows(*LEADERSHIP, label="Noter la réponse de l’académie à une demande de formation")
def answer_local_training(actor: Actor, local_training: LocalTraining) -> bool:
    return local_training.state == LocalTrainingState.SENT


@allows(*LEADERSHIP, label="Prévoir la séance d’une formation acceptée")
def plan_local_session(actor: Actor, local_training: LocalTraining) -> bool:
    return local_training.state == LocalTrainingState.ACCEPTED
