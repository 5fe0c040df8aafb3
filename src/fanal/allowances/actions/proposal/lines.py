"""A line of allowance: written, changed, withdrawn, and what refuses it.

The envelope is the shared row: whoever adds to what it bears waits for it (R7).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import proposed_line_of
from fanal.allowances.rules.proposing import StaffStanding, findings
from fanal.allowances.rules.states import LIVING, ProposalState
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.missions.models import ParticularMission
from fanal.missions.rules.words import reasons

SERIES = "imp proposal"
BEFORE_AGREEMENT = {"R3", "R7", "R2"}  # asked when a line is presented, not while it is being written


@dataclass(frozen=True)
class ProposalInput:
    """A line as the form gives it."""

    mission: ParticularMission
    person: Person
    quarters: int
    standing: StaffStanding
    task: str = ""
    is_whole_year: bool = True
    has_pacte: bool = False


def held(proposal: ImpProposal) -> tuple[ImpEnvelope, ImpProposal]:
    """The envelope, then the line, both taken for writing and read again."""
    envelope = (
        ImpEnvelope.objects.for_school(proposal.school_id)
        .select_related("school")
        .locked(proposal.envelope_id)
    )
    rows = ImpProposal.objects.for_school(proposal.school_id).select_related("mission", "person")
    return envelope, rows.locked(proposal.pk)


def refuse(line: ImpProposal, envelope: ImpEnvelope, today: date, *, is_final: bool) -> None:
    """What stops it. A relief for the same mission is only warned of (R9): the mission is not held."""
    sentences = findings(proposed_line_of(line, envelope, today=today))
    held = [sentence for sentence in sentences if is_final or sentence.rule not in BEFORE_AGREEMENT]
    if stops := reasons(held):
        raise RuleBroken(stops)


def refuse_twice(line: ImpProposal) -> None:
    rows = ImpProposal.objects.for_school(line.school_id).filter(
        mission=line.mission, person=line.person, task=line.task, state__in=LIVING
    )
    if rows.exclude(pk=line.pk).exists():
        raise RuleBroken(
            f"{line.person} a déjà une ligne pour cette mission : dites en quoi la tâche est différente."
        )


@transaction.atomic
def prepare_proposal(envelope: ImpEnvelope, draft: ProposalInput, *, today: date, by: Actor) -> ImpProposal:
    """A draft: it takes nothing from the envelope yet."""
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).locked(envelope.pk)
    line = ImpProposal(school_id=envelope.school_id, envelope=envelope, number=0)
    _fill(line, draft)
    require(policies.prepare_proposal, by, line)
    _refuse_another_year(line, envelope)
    refuse_twice(line)
    refuse(line, envelope, today, is_final=False)
    line.number = next_number(envelope.school_id, SERIES)
    line.save()
    journal.created(line, by=by, verb="missions.proposal_prepared")
    return line


def _fill(line: ImpProposal, draft: ProposalInput) -> None:
    line.mission, line.person, line.quarters = draft.mission, draft.person, draft.quarters
    line.standing, line.task = draft.standing, draft.task.strip()
    line.is_whole_year, line.has_pacte = draft.is_whole_year, draft.has_pacte


def _refuse_another_year(line: ImpProposal, envelope: ImpEnvelope) -> None:
    if line.mission.school_year != envelope.school_year:
        raise RuleBroken("Cette mission est d’une autre année que l’enveloppe.")


@transaction.atomic
def change_proposal(proposal: ImpProposal, draft: ProposalInput, *, today: date, by: Actor) -> ImpProposal:
    """Written again: who had agreed to something else has not agreed to this."""
    envelope, line = held(proposal)
    require(policies.prepare_proposal, by, line)
    agreed_to = line.terms
    with journal.change(line, by=by, verb="missions.proposal_changed"):
        _fill(line, draft)
        require(policies.prepare_proposal, by, line)
        _refuse_another_year(line, envelope)
        refuse_twice(line)
        if line.terms != agreed_to:
            line.answer()
        refuse(line, envelope, today, is_final=False)
        line.save()
    return line


@transaction.atomic
def withdraw_proposal(proposal: ImpProposal, *, by: Actor) -> ImpProposal:
    """It gives back what it took; said twice, it is said once."""
    _, line = held(proposal)
    require(policies.withdraw_proposal, by, line)
    if line.state == ProposalState.WITHDRAWN:
        return line
    journal.write_changes(line, {"state": ProposalState.WITHDRAWN}, by=by, verb="missions.proposal_withdrawn")
    return line
