"""A line goes to the councils, then to the rector (R4, R7, R8)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances.actions.proposal.lines import held, refuse
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.models.proposal import ImpProposalQuerySet
from fanal.allowances.policies import allowance as allowance_policies
from fanal.allowances.rules.councils import missing
from fanal.allowances.rules.states import ProposalState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.missions.models import ParticularMission
from fanal.missions.policies.sharing import keep_missions


@transaction.atomic
def present_proposal(proposal: ImpProposal, *, today: date, by: Actor) -> ImpProposal:
    """From now on it takes its part of the envelope, and waits for the councils."""
    envelope, line = held(proposal)
    require(allowance_policies.present_proposal, by, line)
    _present(line, envelope, today, by)
    return line


@transaction.atomic
def present_mission(mission: ParticularMission, *, today: date, by: Actor) -> int:
    """Every draft of a mission but one's own, or none: what stops each is said. Returns how many."""
    require(keep_missions, by, None)
    envelopes = ImpEnvelope.objects.for_school(mission.school_id).filter(school_year=mission.school_year)
    envelope = envelopes.select_related("school").select_for_update(of=("self",)).first()
    rows = ImpProposal.objects.for_school(mission.school_id).filter(mission=mission, envelope=envelope)
    drafts = _drafts_of_others(rows, by)
    if envelope is None or not drafts:
        raise RuleBroken("Aucune ligne de cette mission n’attend d’être présentée.")
    return _present_all(drafts, envelope, today, by)


@transaction.atomic
def present_agreed(envelope: ImpEnvelope, *, today: date, by: Actor) -> int:
    """Every draft of the year that its person agreed to, but one's own: all of these or none (R3)."""
    require(keep_missions, by, None)
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).select_related("school").locked(envelope.pk)
    rows = ImpProposal.objects.for_school(envelope.school_id).filter(envelope=envelope)
    drafts = _drafts_of_others(rows.filter(agreed_on__isnull=False), by)
    if not drafts:
        raise RuleBroken("Aucune ligne n’a encore l’accord de sa personne : rien ne peut être présenté.")
    return _present_all(drafts, envelope, today, by)


def _drafts_of_others(rows: ImpProposalQuerySet, by: Actor) -> list[ImpProposal]:
    """Held for writing."""
    drafts = rows.filter(state=ProposalState.DRAFT).select_related("mission", "person").order_by("number")
    locked = drafts.select_for_update(of=("self",))
    return [draft for draft in locked if allowance_policies.present_proposal(by, draft)]


def _present_all(lines: Sequence[ImpProposal], envelope: ImpEnvelope, today: date, by: Actor) -> int:
    """What stops each is said; one that is stopped stops all."""
    stops: list[str] = []
    for line in lines:
        try:
            _present(line, envelope, today, by)
        except RuleBroken as refusal:
            stops += [f"{line.holder} : {reason}" for reason in refusal.reasons]
    if stops:
        raise RuleBroken(stops)
    return len(lines)


def _present(line: ImpProposal, envelope: ImpEnvelope, today: date, by: Actor) -> None:
    refuse(line, envelope, today, is_final=True)
    with journal.change(line, by=by, verb="missions.proposal_presented"):
        line.state, line.presented_on = ProposalState.TO_PRESENT, today
        line.presented_quarters = line.quarters
        line.save(update_fields=["state", "presented_on", "presented_quarters"])


@transaction.atomic
def send_proposals(envelope: ImpEnvelope, *, by: Actor, unheard_reason: str = "") -> int:
    """All that the councils have heard goes to the rector; returns how many (R4, R8).

    `unheard_reason`: why those that wait for an opinion go with them, since no text that was read forbids
    it; empty when they stay. The journal says it, then what was missing.
    """
    require(allowance_policies.send_proposals, by, None)
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).select_related("school").locked(envelope.pk)
    is_private = envelope.school.status == School.Status.PRIVATE
    rows = ImpProposal.objects.for_school(envelope.school_id).filter(envelope=envelope)
    waiting = list(rows.filter(state=ProposalState.TO_PRESENT).select_for_update().order_by("pk"))
    if not waiting:
        raise RuleBroken("Aucune proposition n’attend : elles sont déjà proposées, ou encore en préparation.")
    ready = [line for line in waiting if unheard_reason or not missing(line.heard_by, is_private=is_private)]
    if not ready:
        raise RuleBroken(
            sorted({body.text for line in waiting for body in missing(line.heard_by, is_private=is_private)})
        )
    for line in ready:
        unheard = missing(line.heard_by, is_private=is_private)
        verb = "missions.proposal_sent_unheard" if unheard else "missions.proposal_sent"
        reason = " ".join([unheard_reason, *(body.text for body in unheard)]) if unheard else ""
        journal.write_changes(line, {"state": ProposalState.PROPOSED}, by=by, verb=verb, reason=reason)
    return len(ready)
