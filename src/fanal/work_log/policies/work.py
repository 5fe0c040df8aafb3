"""Who may read and keep a log of work? Its person alone; the management, what that person shows."""

from typing import Protocol

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import MANAGEMENT, Role, System
from fanal.accounts.policies.rights import allows
from fanal.agenda.policies.year import EVERYBODY
from fanal.work_log.models import WorkEntry, WorkShare


class OfSomebody(Protocol):
    """A line, a duration, a share; or the person."""

    person_id: int


def _is_theirs(actor: Actor, thing: OfSomebody | None) -> bool:
    return actor.person_id is not None and (thing is None or thing.person_id == actor.person_id)


@allows(*EVERYBODY, label="Lire et tenir son propre carnet")
def keep_work(actor: Actor, thing: OfSomebody | None) -> bool:
    return _is_theirs(actor, thing)


@allows(*EVERYBODY, label="Supprimer une ligne écrite à la main de son carnet")
def delete_work(actor: Actor, entry: WorkEntry) -> bool:
    return _is_theirs(actor, entry) and entry.is_manual


@allows(*EVERYBODY, label="Montrer une période de son carnet à la direction, et cesser")
def share_work(actor: Actor, share: WorkShare | None) -> bool:
    return _is_theirs(actor, share) and (share is None or share.is_going_on)


@allows(*MANAGEMENT, label="Lire un carnet que quelqu’un montre à la direction")
def read_shared_work(actor: Actor, share: WorkShare | None) -> bool:
    return share is None or share.is_going_on


@allows(*EVERYBODY, System.SCHEDULE, label="Remplir un carnet d’après ce qui a été fait dans Fanal")
def gather_work(actor: Actor, person_id: int) -> bool:
    return actor.has(System.SCHEDULE) or actor.person_id == person_id


def show_own_log(actor: Actor, _: None) -> bool:
    """Whose menu holds « Mon carnet »; it opens for anyone of the school."""
    return actor.has(Role.DIGITAL_LEAD) and keep_work(actor, None)
