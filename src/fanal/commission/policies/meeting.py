"""Who plans, convenes, writes, approves, corrects? Each function answers one yes/no question."""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, LEADERSHIP, MANAGEMENT, TEAM, System, in_order
from fanal.accounts.policies.rights import allows
from fanal.commission.models import CommissionMember, Meeting, MeetingDecision
from fanal.commission.rules.meeting import MeetingState, MinutesAudience

BECAME: dict[str, str] = {
    MeetingState.PLANNED: "la séance n’est pas ouverte",
    MeetingState.CONVENED: "la séance n’est pas ouverte",
    MeetingState.HELD: "la séance est ouverte. Écrivez dans le compte rendu",
    MeetingState.APPROVED: "le compte rendu est approuvé. Rectifiez-le par une ligne, ajoutée dessous",
    MeetingState.CANCELLED: "la réunion est annulée. Prévoyez-en une autre",
}
EVERYBODY, TEAM_ROLES = in_order(EVERYONE), in_order(TEAM)


def _became(meeting: Meeting) -> str:
    return BECAME.get(meeting.state, "")


@allows(*EVERYBODY, label="Lire les réunions de la commission dont on est membre, et ce qui est publié")
def read_meetings(actor: Actor, _: None) -> bool:
    return True


@allows(*TEAM_ROLES, label="Lire toutes les réunions, leurs membres, leurs avis et leurs suites")
def read_commission(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Tenir la liste des membres de la commission")
def keep_members(actor: Actor, _: CommissionMember | None) -> bool:
    return True


@allows(*LEADERSHIP, label="Prévoir une réunion de la commission ou avec un partenaire")
def plan_meeting(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Déplacer, annuler ou convoquer une réunion, ordonner ses points", closed=_became)
def convene_meeting(actor: Actor, meeting: Meeting) -> bool:
    return meeting.is_to_come


@allows(*EVERYBODY, label="Proposer un point à l’ordre du jour", closed=_became)
def propose_item(actor: Actor, meeting: Meeting) -> bool:
    """Until the meeting; the team, whatever the circle; a colleague, where they sit."""
    if actor.has(*LEADERSHIP) and meeting.is_being_written:
        return True
    return meeting.is_to_come and (actor.has(*TEAM) or _sits(actor, meeting))


def _sits(actor: Actor, meeting: Meeting) -> bool:
    rows = CommissionMember.objects.for_school(meeting.school_id).sitting_on(meeting.day)
    return rows.filter(circle=meeting.circle, person=actor.person_id).exists()


@allows(*LEADERSHIP, label="Ouvrir la séance d’une réunion", closed=_became)
def hold_meeting(actor: Actor, meeting: Meeting) -> bool:
    return meeting.is_to_come


@allows(*LEADERSHIP, label="Écrire le compte rendu : présents, texte, avis et suites", closed=_became)
def write_minutes(actor: Actor, meeting: Meeting) -> bool:
    return meeting.is_being_written


@allows(*MANAGEMENT, label="Approuver le compte rendu d’une réunion", closed=_became)
def approve_minutes(actor: Actor, meeting: Meeting) -> bool:
    return meeting.is_being_written


@allows(*LEADERSHIP, label="Publier un compte rendu approuvé")
def publish_minutes(actor: Actor, meeting: Meeting) -> bool:
    return meeting.is_approved and meeting.audience != MinutesAudience.STAFF


@allows(*LEADERSHIP, label="Ajouter une rectification à un compte rendu approuvé")
def correct_minutes(actor: Actor, meeting: Meeting) -> bool:
    return meeting.is_approved


@allows(*EVERYBODY, label="Dire ce qu’il en est d’une suite de réunion")
def close_decision(actor: Actor, decision: MeetingDecision) -> bool:
    """The team, and whoever answers for it; what ends by its task is said there or here."""
    is_theirs = actor.has(*TEAM) or (decision.owner_id is not None and decision.owner_id == actor.person_id)
    return decision.is_open and decision.meeting.is_approved and is_theirs


@allows(*LEADERSHIP, label="Préparer le dossier de dialogue avec la collectivité")
def prepare_dialogue(actor: Actor, _: object) -> bool:
    return True


@allows(System.SCHEDULE, label="Composer le dossier de dialogue et envoyer les comptes rendus")
def make_papers(actor: Actor, _: None) -> bool:
    return True
