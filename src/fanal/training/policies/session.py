"""Who plans a session, enters it, notes who was there, reads who comes?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, LEADERSHIP, System, in_order
from fanal.accounts.policies.rights import allows
from fanal.training.models import SessionRegistration, TrainingSession


def _leads(actor: Actor, session: TrainingSession) -> bool:
    """Whoever plans the trainings, and whoever hosts this one."""
    return actor.has(*LEADERSHIP) or (actor.person_id is not None and session.host_id == actor.person_id)


@allows(*in_order(EVERYONE), label="Voir les séances de formation, et s’y inscrire")
def read_sessions(actor: Actor, _: object) -> bool:
    return actor.person_id is not None


@allows(*LEADERSHIP, label="Prévoir une séance de formation")
def plan_session(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Déplacer, convoquer, annuler une séance de formation")
def change_session(actor: Actor, session: TrainingSession) -> bool:
    return session.is_planned


@allows(*in_order(EVERYONE), label="S’inscrire à une séance de formation, ou s’en retirer")
def join_session(actor: Actor, session: TrainingSession) -> bool:
    return actor.person_id is not None and session.is_planned


@allows(*in_order(EVERYONE), label="Lire qui est inscrit à une séance que l’on prévoit ou que l’on anime")
def read_registered(actor: Actor, session: TrainingSession) -> bool:
    return _leads(actor, session)


@allows(*in_order(EVERYONE), label="Noter la présence à une séance que l’on prévoit ou que l’on anime")
def note_presence(actor: Actor, session: TrainingSession) -> bool:
    return _leads(actor, session)


@allows(*in_order(EVERYONE), label="Dire que l’on est présent, par le code de la salle")
def sign_in_by_code(actor: Actor, registration: SessionRegistration) -> bool:
    return registration.person_id == actor.person_id


@allows(*in_order(EVERYONE), label="Donner son avis sur une séance où l’on était")
def give_opinion(actor: Actor, registration: SessionRegistration) -> bool:
    return registration.person_id == actor.person_id and registration.is_present


@allows(System.SCHEDULE, label="Rappeler une séance de formation, et demander un avis trois mois après")
def remind_sessions(actor: Actor, _: object) -> bool:
    return True
