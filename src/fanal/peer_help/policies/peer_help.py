"""Who asks a colleague for help, gives it, and holds open hours?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, LEADERSHIP, MANAGEMENT
from fanal.accounts.policies.rights import allows
from fanal.peer_help.models import OpenHour, OpenHourSlot, ProjectHelp


def _became(project_help: ProjectHelp) -> str:
    if project_help.state == "taken":
        return "quelqu’un l’a prise. Voyez les demandes qui attendent encore"
    return _ended(project_help)


def _ended(project_help: ProjectHelp) -> str:
    return "" if project_help.is_running else "elle est terminée. Faites une nouvelle demande"


def _is_in_it(actor: Actor, project_help: ProjectHelp) -> bool:
    """Who asked, who helps, and nobody else once it is taken."""
    return actor.person_id is not None and actor.person_id in {
        project_help.requester_id,
        project_help.helper_id,
    }


def _waits_for(actor: Actor, project_help: ProjectHelp) -> bool:
    """It is open to all who help, or to whom it names and the management."""
    is_named = project_help.addressee_id in {None, actor.person_id}
    return project_help.state == "open" and (is_named or actor.has(*MANAGEMENT))


@allows(*EVERYONE, label="Demander un coup de main, en proposer un")
def use_peer_help(actor: Actor, _: object) -> bool:
    return actor.person_id is not None


@allows(*EVERYONE, label="Prendre la demande d’un collègue", closed=_became)
def take_help(actor: Actor, project_help: ProjectHelp) -> bool:
    is_theirs = project_help.requester_id == actor.person_id
    return _waits_for(actor, project_help) and not is_theirs and actor.person_id is not None


@allows(*EVERYONE, label="Écrire dans une demande entre collègues", closed=_ended)
def write_message(actor: Actor, project_help: ProjectHelp) -> bool:
    return project_help.is_running and _is_in_it(actor, project_help)


@allows(*EVERYONE, label="Rendre une demande prise, y noter une séance", closed=_ended)
def give_help(actor: Actor, project_help: ProjectHelp) -> bool:
    return project_help.state == "taken" and project_help.helper_id == actor.person_id


@allows(*EVERYONE, label="Lire les messages d’une demande entre collègues")
def read_thread(actor: Actor, project_help: ProjectHelp) -> bool:
    """Given back to the team, what both had written is not read by the whole team."""
    return _is_in_it(actor, project_help)


@allows(*EVERYONE, label="Terminer une demande entre collègues", closed=_ended)
def end_help(actor: Actor, project_help: ProjectHelp) -> bool:
    """Who is in it; one that waits, the leadership too: whoever asked it may have left."""
    waits = actor.has(*LEADERSHIP) and _waits_for(actor, project_help)
    return project_help.is_running and (waits or _is_in_it(actor, project_help))


@allows(*EVERYONE, label="Réserver un créneau d’une heure ouverte")
def book_slot(actor: Actor, slot: OpenHourSlot) -> bool:
    return actor.person_id is not None


@allows(*EVERYONE, label="Annuler une heure ouverte")
def cancel_hour(actor: Actor, hour: OpenHour) -> bool:
    return not hour.is_cancelled and (hour.host_id == actor.person_id or actor.has(*LEADERSHIP))
