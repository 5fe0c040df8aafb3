"""Who may do what with the missions and what is proposed for them? Each function answers one yes/no question.

The management prepares; each person reads and agrees to what bears their name; nobody
proposes for themselves.
"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import MANAGEMENT, Role
from fanal.accounts.policies.rights import allows
from fanal.agenda.policies.year import EVERYBODY
from fanal.allowances.models import ImpProposal, ServiceRelief
from fanal.allowances.rules.relief import ReliefState
from fanal.allowances.rules.states import ProposalState


@allows(*MANAGEMENT, label="Lire les missions, l’enveloppe et les propositions d’indemnité")
def read_allowances(actor: Actor, _: object) -> bool:
    return True


@allows(*EVERYBODY, label="Lire la proposition d’indemnité qui porte son nom")
def read_own_proposal(actor: Actor, proposal: ImpProposal) -> bool:
    return proposal.person_id == actor.person_id


@allows(*EVERYBODY, label="Retrouver les propositions d’indemnité qui portent son nom")
def list_own_proposals(actor: Actor, _: None) -> bool:
    return True


@allows(*MANAGEMENT, label="Préparer une proposition d’indemnité (jamais pour soi)")
def prepare_proposal(actor: Actor, proposal: ImpProposal) -> bool:
    return proposal.is_draft and proposal.person_id != actor.person_id


@allows(*EVERYBODY, label="Donner son accord à une mission, le refuser, ou le reprendre")
def agree_to_proposal(actor: Actor, proposal: ImpProposal) -> bool:
    return proposal.is_draft and proposal.person_id == actor.person_id


@allows(*MANAGEMENT, label="Enregistrer un accord donné sur papier")
def record_agreement(actor: Actor, proposal: ImpProposal) -> bool:
    return proposal.is_draft and proposal.agreed_on is None and proposal.person_id != actor.person_id


@allows(*MANAGEMENT, label="Redemander son accord à une personne, par courriel")
def remind_of_agreement(actor: Actor, proposal: ImpProposal) -> bool:
    return proposal.awaits_answer and proposal.person_id != actor.person_id


@allows(*MANAGEMENT, label="Redemander les accords attendus d’une année, par courriel")
def remind_everybody(actor: Actor, _: None) -> bool:
    return True


@allows(*MANAGEMENT, label="Présenter une proposition aux instances")
def present_proposal(actor: Actor, proposal: ImpProposal) -> bool:
    return proposal.is_draft and proposal.person_id != actor.person_id


@allows(*MANAGEMENT, label="Enregistrer l’avis d’une instance")
def record_opinion(actor: Actor, _: None) -> bool:
    return True


@allows(Role.HEAD, label="Proposer les indemnités au recteur")
def send_proposals(actor: Actor, _: object) -> bool:
    return True


@allows(Role.HEAD, label="Enregistrer la décision du recteur")
def record_decision(actor: Actor, proposal: ImpProposal) -> bool:
    return proposal.state == ProposalState.PROPOSED and proposal.person_id != actor.person_id


@allows(Role.HEAD, label="Enregistrer les décisions du recteur sur toutes les lignes d’une année")
def record_decisions(actor: Actor, _: None) -> bool:
    return True


@allows(Role.HEAD, label="Corriger la décision du recteur telle qu’elle est enregistrée")
def correct_decision(actor: Actor, proposal: ImpProposal) -> bool:
    is_decided = proposal.state in {ProposalState.DECIDED, ProposalState.REFUSED}
    return is_decided and proposal.person_id != actor.person_id


@allows(*MANAGEMENT, label="Retirer une proposition d’indemnité")
def withdraw_proposal(actor: Actor, proposal: ImpProposal) -> bool:
    """What is withdrawn already may be said again."""
    is_decided = proposal.state in {ProposalState.DECIDED, ProposalState.REFUSED}
    return not is_decided and proposal.person_id != actor.person_id


@allows(Role.HEAD, label="Enregistrer qu’une mission est reprise par quelqu’un d’autre")
def certify_substitution(actor: Actor, proposal: ImpProposal) -> bool:
    return proposal.state == ProposalState.DECIDED and proposal.person_id != actor.person_id


@allows(*MANAGEMENT, label="Préparer un allègement de service (jamais pour soi)")
def prepare_relief(actor: Actor, relief: ServiceRelief | None) -> bool:
    return relief is None or relief.person_id != actor.person_id


@allows(Role.HEAD, label="Enregistrer la proposition d’un allègement et la décision du recteur")
def settle_relief(actor: Actor, relief: ServiceRelief) -> bool:
    return relief.state in {ReliefState.DRAFT, ReliefState.PROPOSED} and relief.person_id != actor.person_id


@allows(Role.HEAD, label="Retirer un allègement de service")
def withdraw_relief(actor: Actor, relief: ServiceRelief) -> bool:
    """What is withdrawn already may be said again."""
    is_decided = relief.state in {ReliefState.DECIDED, ReliefState.REFUSED}
    return not is_decided and relief.person_id != actor.person_id
