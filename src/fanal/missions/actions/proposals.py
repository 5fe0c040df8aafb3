"""Everything that changes a proposal of allowance. One function per sentence of the domain.

The envelope is the shared row: whoever adds to what it bears waits for it (R7).
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fanal.accounts.members import Actor
from fanal.accounts.models import Person, School
from fanal.accounts.rights import require
from fanal.accounts.rules.years import year_named
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.numbers import next_number
from fanal.missions import policies
from fanal.missions.models import ImpEnvelope, ImpProposal, ParticularMission, Substitution
from fanal.missions.reading.proposals import asked_of
from fanal.missions.rules.imp import substitution
from fanal.missions.rules.imp.councils import missing
from fanal.missions.rules.imp.proposing import Standing, findings
from fanal.missions.rules.imp.rates import rates_on
from fanal.missions.rules.imp.states import LIVING, ProposalState
from fanal.missions.rules.imp.words import reasons

SERIES = "imp proposal"
BEFORE_AGREEMENT = {"R3", "R7", "R2"}  # asked when a line is presented, not while it is being written


@dataclass(frozen=True)
class Line:
    """A line as the form gives it."""

    mission: ParticularMission
    person: Person
    quarters: int
    standing: Standing
    task: str = ""
    is_whole_year: bool = True
    has_pacte: bool = False


def _held(proposal: ImpProposal) -> tuple[ImpEnvelope, ImpProposal]:
    """The envelope, then the line, both taken for writing and read again."""
    envelope = (
        ImpEnvelope.objects.for_school(proposal.school_id)
        .select_related("school")
        .locked(proposal.envelope_id)
    )
    rows = ImpProposal.objects.for_school(proposal.school_id).select_related("mission", "person")
    return envelope, rows.locked(proposal.pk)


def _refuse(line: ImpProposal, envelope: ImpEnvelope, today: date, *, is_final: bool) -> None:
    """The mission is held meanwhile: somebody may be writing a relief for it at the same second (R9)."""
    ParticularMission.objects.for_school(line.school_id).locked(line.mission_id)
    found = findings(asked_of(line, envelope, today=today))
    if stops := reasons([one for one in found if is_final or one.rule not in BEFORE_AGREEMENT]):
        raise RuleBroken(stops)


def _refuse_twice(line: ImpProposal) -> None:
    rows = ImpProposal.objects.for_school(line.school_id).filter(
        mission=line.mission, person=line.person, task=line.task, state__in=LIVING
    )
    if rows.exclude(pk=line.pk).exists():
        raise RuleBroken(
            f"{line.person} a déjà une ligne pour cette mission : dites en quoi la tâche est différente."
        )


@transaction.atomic
def prepare_proposal(envelope: ImpEnvelope, told: Line, *, today: date, by: Actor) -> ImpProposal:
    """A draft: it takes nothing from the envelope yet."""
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).locked(envelope.pk)
    line = ImpProposal(school_id=envelope.school_id, envelope=envelope, number=0)
    _fill(line, told)
    require(policies.prepare_proposal, by, line)
    _refuse_another_year(line, envelope)
    _refuse_twice(line)
    _refuse(line, envelope, today, is_final=False)
    line.number = next_number(envelope.school_id, SERIES)
    line.save()
    journal.created(line, by=by, says="missions.proposal_prepared")
    return line


def _fill(line: ImpProposal, told: Line) -> None:
    line.mission, line.person, line.quarters = told.mission, told.person, told.quarters
    line.standing, line.task = told.standing, told.task.strip()
    line.is_whole_year, line.has_pacte = told.is_whole_year, told.has_pacte


def _refuse_another_year(line: ImpProposal, envelope: ImpEnvelope) -> None:
    if line.mission.school_year != envelope.school_year:
        raise RuleBroken("Cette mission est d’une autre année que l’enveloppe.")


@transaction.atomic
def change_proposal(proposal: ImpProposal, told: Line, *, today: date, by: Actor) -> ImpProposal:
    """Written again: who had agreed to something else has not agreed to this."""
    envelope, line = _held(proposal)
    require(policies.prepare_proposal, by, line)
    agreed_to = line.terms
    with journal.change(line, by=by, says="missions.proposal_changed"):
        _fill(line, told)
        require(policies.prepare_proposal, by, line)
        _refuse_another_year(line, envelope)
        _refuse_twice(line)
        if line.terms != agreed_to:
            line.agreed_on, line.agreed_in_person = None, False
        _refuse(line, envelope, today, is_final=False)
        line.save()
    return line


@transaction.atomic
def agree_to_proposal(proposal: ImpProposal, read: str, *, today: date, by: Actor) -> ImpProposal:
    """The person says yes to what they read; its terms, unless they changed meanwhile (R3)."""
    _, line = _held(proposal)
    require(policies.agree_to_proposal, by, line)
    if line.terms != read:
        raise RuleBroken("Cette proposition vient de changer : relisez-la, puis donnez votre accord.")
    if line.agreed_on is None:
        with journal.change(line, by=by, says="missions.proposal_agreed"):
            line.agreed_on, line.agreed_in_person = today, True
            line.save(update_fields=["agreed_on", "agreed_in_person"])
    return line


@transaction.atomic
def take_back_agreement(proposal: ImpProposal, *, by: Actor) -> ImpProposal:
    """As long as it is not presented."""
    _, line = _held(proposal)
    require(policies.agree_to_proposal, by, line)
    with journal.change(line, by=by, says="missions.agreement_taken_back"):
        line.agreed_on, line.agreed_in_person = None, False
        line.save(update_fields=["agreed_on", "agreed_in_person"])
    return line


@transaction.atomic
def record_agreement(proposal: ImpProposal, agreed_on: date, *, today: date, by: Actor) -> ImpProposal:
    """Given on paper: the day it bears."""
    _, line = _held(proposal)
    require(policies.record_agreement, by, line)
    if agreed_on > today:
        raise RuleBroken("Cet accord serait donné demain ou plus tard : indiquez le jour où il l’a été.")
    with journal.change(line, by=by, says="missions.agreement_recorded"):
        line.agreed_on, line.agreed_in_person = agreed_on, False
        line.save(update_fields=["agreed_on", "agreed_in_person"])
    return line


@transaction.atomic
def present_proposal(proposal: ImpProposal, *, today: date, by: Actor) -> ImpProposal:
    """From now on it takes its part of the envelope, and waits for the councils."""
    envelope, line = _held(proposal)
    require(policies.present_proposal, by, line)
    _refuse(line, envelope, today, is_final=True)
    with journal.change(line, by=by, says="missions.proposal_presented"):
        line.state = ProposalState.TO_PRESENT
        line.save(update_fields=["state"])
    return line


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
            sorted({one.text for line in waiting for one in missing(line.heard_by, is_private=is_private)})
        )
    for line in ready:
        with journal.change(line, by=by, says="missions.proposal_sent"):
            line.state = ProposalState.PROPOSED
            line.save(update_fields=["state"])
    return len(ready)


@transaction.atomic
def record_decision(
    proposal: ImpProposal, *, accepted: bool, decided_on: date, quarters: int, today: date, by: Actor
) -> ImpProposal:
    """What the rector decided, at the rate decided (R8): another than proposed still fits the envelope."""
    envelope, line = _held(proposal)
    require(policies.record_decision, by, line)
    if decided_on > today:
        raise RuleBroken("Cette décision serait de demain ou plus tard : indiquez son jour.")
    asked = asked_of(line, envelope, today=today)
    if accepted and quarters not in rates_on(today).legal_quarters:
        raise RuleBroken("Ce montant n’est pas l’un des cinq taux réglementaires.")
    if accepted and quarters > asked.remaining:
        raise RuleBroken(
            "Ce taux dépasse ce qui reste de l’enveloppe : corrigez d’abord l’enveloppe notifiée."
        )
    with journal.change(line, by=by, says="missions.decision_recorded"):
        line.state = ProposalState.DECIDED if accepted else ProposalState.REFUSED
        line.quarters = quarters if accepted else line.quarters
        line.decided_on = decided_on
        line.save(update_fields=["state", "quarters", "decided_on"])
    return line


@transaction.atomic
def withdraw_proposal(proposal: ImpProposal, *, by: Actor) -> ImpProposal:
    """It gives back what it took; said twice, it is said once."""
    _, line = _held(proposal)
    if line.state == ProposalState.WITHDRAWN:
        return line
    require(policies.withdraw_proposal, by, line)
    with journal.change(line, by=by, says="missions.proposal_withdrawn"):
        line.state = ProposalState.WITHDRAWN
        line.save(update_fields=["state"])
    return line


@transaction.atomic
def certify_substitution(
    proposal: ImpProposal, person: Person, since: date, until: date | None, *, today: date, by: Actor
) -> Substitution:
    """The head attests who took over and when (R16). Nothing is computed as if it were the law."""
    envelope, line = _held(proposal)
    require(policies.certify_substitution, by, line)
    if person.pk == line.person_id:
        raise RuleBroken("Choisissez quelqu’un d’autre que la personne remplacée.")
    known = Substitution.objects.for_school(line.school_id).filter(proposal=line)
    if same := known.filter(since=since, until=until, person=person).first():
        return same
    spans = list(known.values_list("since", "until"))
    if stops := substitution.refusals((since, until), spans, year_named(envelope.school_year)):
        raise RuleBroken(stops)
    made = Substitution.objects.create(
        school_id=line.school_id, proposal=line, since=since, person=person, until=until, certified_on=today
    )
    journal.created(made, by=by, says="missions.substitution_certified")
    return made
