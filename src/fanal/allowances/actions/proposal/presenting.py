"""A line goes to the councils, then to the rector (R4, R7, R8)."""

from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances import policies
from fanal.allowances.actions.proposal.lines import held, refuse
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.rules.councils import missing
from fanal.allowances.rules.states import ProposalState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.missions.models import ParticularMission


@transaction.atomic
def present_proposal(proposal: ImpProposal, *, today: date, by: Actor) -> ImpProposal:
    """From now on it takes its part of the envelope, and waits for the councils."""
    envelope, line = held(proposal)
    require(policies.present_proposal, by, line)
    _present(line, envelope, today, by)
    return line


@transaction.atomic
def present_mission(mission: ParticularMission, *, today: date, by: Actor) -> int:
    """Every draft of a mission but one's own, or none: what stops each is said. Returns how many."""
    require(policies.keep_missions, by, None)
    envelopes = ImpEnvelope.objects.for_school(mission.school_id).filter(school_year=mission.school_year)
    envelope = envelopes.select_related("school").select_for_update(of=("self",)).first()
    rows = ImpProposal.objects.for_school(mission.school_id).filter(mission=mission, envelope=envelope)
    drafts = rows.filter(state=ProposalState.DRAFT).select_related("mission", "person").order_by("number")
    held = [draft for draft in drafts.select_for_update(of=("self",)) if policies.present_proposal(by, draft)]
    if envelope is None or not held:
        raise RuleBroken("Aucune ligne de cette mission n’attend d’être présentée.")
    stops: list[str] = []
    for line in held:
        try:
            _present(line, envelope, today, by)
        except RuleBroken as refusal:
            stops += [f"{line.person or 'Personne effacée'} : {reason}" for reason in refusal.reasons]
    if stops:
        raise RuleBroken(stops)
    return len(held)


def _present(line: ImpProposal, envelope: ImpEnvelope, today: date, by: Actor) -> None:
    refuse(line, envelope, today, is_final=True)
    with journal.change(line, by=by, verb="missions.proposal_presented"):
        line.state, line.presented_on = ProposalState.TO_PRESENT, today
        line.save(update_fields=["state", "presented_on"])


@transaction.atomic
def send_proposals(envelope: ImpEnvelope, *, by: Actor) -> int:
    """All that the councils have heard goes to the rector; returns how many (R4, R8)."""
    require(policies.send_proposals, by, None)
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).select_related("school").locked(envelope.pk)
    is_private = envelope.school.status == School.Status.PRIVATE
    rows = ImpProposal.objects.for_school(envelope.school_id).filter(envelope=envelope)
    waiting = list(rows.filter(state=ProposalState.TO_PRESENT).select_for_update().order_by("pk"))
    if not waiting:
        raise RuleBroken("Aucune proposition n’attend : elles sont déjà proposées, ou encore en préparation.")
    ready = [line for line in waiting if not missing(line.heard_by, is_private=is_private)]
    if not ready:
        raise RuleBroken(
            sorted({body.text for line in waiting for body in missing(line.heard_by, is_private=is_private)})
        )
    for line in ready:
        with journal.change(line, by=by, verb="missions.proposal_sent"):
            line.state = ProposalState.PROPOSED
            line.save(update_fields=["state"])
    return len(ready)
