"""Who may do what with a request for help. Each function answers one yes/no question."""

from collections.abc import Collection

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, TEAM, Role, System, in_order
from fanal.accounts.policies.rights import allows
from fanal.helpdesk.models import HelpRequest, TimeSpent
from fanal.helpdesk.rules.codes import RequestState

EVERYBODY = tuple(Role(code) for code in sorted(EVERYONE))
HANDLERS = (Role.DIGITAL_LEAD, Role.HEAD, Role.DEPUTY, Role.BURSAR)
WITHOUT_LESSONS = frozenset({Role.HEAD, Role.DEPUTY, Role.BURSAR, Role.STAFF})


def has_lessons(roles: Collection[str]) -> bool:
    """Whether « Bloque mon cours » is theirs to say: not of staff who have nothing but other functions."""
    own_roles = EVERYONE & set(roles)
    return not own_roles or not own_roles <= WITHOUT_LESSONS


@allows(*EVERYBODY, System.MAIL, label="Demander de l’aide")
def ask_for_help(actor: Actor, _: None) -> bool:
    return True


@allows(*EVERYBODY, Role.TECHNICIAN, label="Ouvrir la liste des demandes que l’on peut lire")
def list_requests(actor: Actor, _: None) -> bool:
    """Neither an adviser nor a DPO: they read no request, and an empty list would say that there is none."""
    return True


@allows(*HANDLERS, label="Exporter la liste des demandes et leurs échanges")
def export_requests(actor: Actor, _: None) -> bool:
    return True


@allows(*HANDLERS, label="Prendre une demande en charge")
def take_request(actor: Actor, request: HelpRequest) -> bool:
    return request.state != RequestState.CLOSED and request.taken_by_id != actor.person_id


@allows(*HANDLERS, label="Confier une demande à un collègue")
def entrust_request(actor: Actor, request: HelpRequest) -> bool:
    return request.is_open


@allows(*EVERYBODY, label="Corriger le lieu ou l’équipement d’une demande")
def correct_request(actor: Actor, request: HelpRequest) -> bool:
    """Whoever asked, until somebody handles it; then those who do."""
    is_untouched = request.state == RequestState.SENT and request.taken_by_id is None
    return actor.has(*HANDLERS) or (is_untouched and request.requester_id == actor.person_id)


@allows(*EVERYBODY, Role.TECHNICIAN, System.MAIL, label="Répondre à une demande")
def reply_to_request(actor: Actor, request: HelpRequest) -> bool:
    return True


@allows(*HANDLERS, label="Écrire une note interne")
def note_on_request(actor: Actor, request: HelpRequest) -> bool:
    return True


@allows(*HANDLERS, label="Mettre une demande en attente")
def hold_request(actor: Actor, request: HelpRequest) -> bool:
    return request.is_open


@allows(*HANDLERS, Role.TECHNICIAN, label="Déclarer une demande résolue")
def solve_request(actor: Actor, request: HelpRequest) -> bool:
    return request.is_open


@allows(*HANDLERS, label="Annuler une résolution, dans les secondes qui suivent")
def take_back_solution(actor: Actor, request: HelpRequest) -> bool:
    return request.state == RequestState.SOLVED and request.merged_into_id is None


def _is_theirs(actor: Actor, request: HelpRequest) -> bool:
    return request.requester_id == actor.person_id or actor.has(*HANDLERS)


@allows(*EVERYBODY, System.MAIL, label="Confirmer que ça remarche")
def close_request(actor: Actor, request: HelpRequest) -> bool:
    return request.state != RequestState.CLOSED and _is_theirs(actor, request)


@allows(*EVERYBODY, System.MAIL, label="Rouvrir une demande")
def reopen_request(actor: Actor, request: HelpRequest) -> bool:
    return not request.is_open and request.merged_into_id is None and _is_theirs(actor, request)


@allows(*HANDLERS, label="Transmettre une demande à la collectivité")
def transmit_request(actor: Actor, request: HelpRequest) -> bool:
    return request.is_open


@allows(*HANDLERS, System.MAIL, Role.TECHNICIAN, label="Noter le numéro et la date de la collectivité")
def record_their_answer(actor: Actor, request: HelpRequest) -> bool:
    return True


@allows(*HANDLERS, label="Relancer la collectivité")
def remind_authority(actor: Actor, request: HelpRequest) -> bool:
    return request.is_open


@allows(*HANDLERS, label="Répondre à la collectivité")
def write_to_authority(actor: Actor, request: HelpRequest) -> bool:
    return True


@allows(*HANDLERS, label="Noter le refus de la collectivité")
def record_refusal(actor: Actor, request: HelpRequest) -> bool:
    return True


@allows(*HANDLERS, Role.TECHNICIAN, label="Noter que la collectivité a réparé")
def conclude_transmission(actor: Actor, request: HelpRequest) -> bool:
    return True


@allows(*HANDLERS, label="Réunir une demande avec une autre")
def merge_request(actor: Actor, request: HelpRequest) -> bool:
    return request.state != RequestState.CLOSED


@allows(*HANDLERS, label="Séparer des demandes réunies")
def separate_request(actor: Actor, request: HelpRequest) -> bool:
    return request.merged_into_id is not None


@allows(*HANDLERS, label="Lier deux demandes")
def link_requests(actor: Actor, request: HelpRequest) -> bool:
    return True


@allows(*HANDLERS, label="Noter le temps passé")
def note_time(actor: Actor, request: HelpRequest) -> bool:
    return actor.person_id is not None


@allows(*HANDLERS, label="Retirer un temps que l’on a noté")
def take_back_time(actor: Actor, entry: TimeSpent) -> bool:
    return entry.person_id == actor.person_id


@allows(*EVERYBODY, System.MAIL, label="Choisir quels courriels des demandes recevoir")
def choose_notices(actor: Actor, person: Person) -> bool:
    return person.pk == actor.person_id


@allows(*in_order(TEAM), label="Lier une demande à la panne d’un service")
def link_outage(actor: Actor, request: HelpRequest) -> bool:
    return request.is_open
