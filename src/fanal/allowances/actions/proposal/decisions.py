"""What the rector decided of a line, and who takes the mission over in the year (R8, R16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances.actions.proposal.lines import held, refuse_twice
from fanal.allowances.models import ImpEnvelope, ImpProposal, Substitution
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import proposed_line_of
from fanal.allowances.rules import substitution
from fanal.allowances.rules.proposing import ProposedLine, date_refusals
from fanal.allowances.rules.states import ProposalState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.year.rules.years import year_named

MOVED = "Une de ces lignes n’attend plus de décision : rechargez la page pour voir où on en est."


@dataclass(frozen=True)
class RectorDecision:
    """What the rector's letter says of one line."""

    accepted: bool
    decided_on: date
    quarters: int

    @property
    def taken(self) -> int:
        """What it leaves to the line, in quarters."""
        return self.quarters if self.accepted else 0


@transaction.atomic
def record_decision(
    proposal: ImpProposal, *, accepted: bool, decided_on: date, quarters: int, today: date, by: Actor
) -> ImpProposal:
    """What the rector decided, at the rate decided (R8): another than proposed still fits the envelope."""
    envelope, line = held(proposal)
    require(policies.record_decision, by, line)
    _record(line, envelope, RectorDecision(accepted, decided_on, quarters), today, by)
    return line


def _record(
    line: ImpProposal, envelope: ImpEnvelope, decision: RectorDecision, today: date, by: Actor
) -> None:
    _refuse(decision, proposed_line_of(line, envelope, today=today))
    with journal.change(line, by=by, verb="missions.decision_recorded"):
        _decide(line, decision)


@transaction.atomic
def record_decisions(
    envelope: ImpEnvelope, decisions: Mapping[int, RectorDecision], *, today: date, by: Actor
) -> int:
    """Those of one letter, by the numbers of their lines: all or none, what stops each is said (R8).

    What gives back to the envelope is written first: a line may then be raised by what another lost.
    """
    require(policies.record_decisions, by, None)
    if not decisions:
        raise RuleBroken("Aucune décision n’est choisie : dites celle d’une ligne au moins.")
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).select_related("school").locked(envelope.pk)
    rows = ImpProposal.objects.for_school(envelope.school_id).filter(envelope=envelope, number__in=decisions)
    lines = list(rows.select_related("mission", "person").select_for_update(of=("self",)).order_by("number"))
    if len(lines) < len(decisions) or not all(policies.record_decision(by, line) for line in lines):
        raise RuleBroken(MOVED)
    lines.sort(key=lambda line: decisions[line.number].taken - line.quarters)
    stops: list[str] = []
    for line in lines:
        try:
            _record(line, envelope, decisions[line.number], today, by)
        except RuleBroken as refusal:
            stops += [f"{line.holder} : {reason}" for reason in refusal.reasons]
    if stops:
        raise RuleBroken(stops)
    return len(lines)


@transaction.atomic
def correct_decision(
    proposal: ImpProposal, *, accepted: bool, decided_on: date, quarters: int, today: date, by: Actor
) -> ImpProposal:
    """It was written down wrongly: the journal keeps what was said before, never an amount."""
    envelope, line = held(proposal)
    require(policies.correct_decision, by, line)
    decision = RectorDecision(accepted, decided_on, quarters)
    proposed = proposed_line_of(line, envelope, today=today)
    _refuse(decision, proposed)
    if not accepted and Substitution.objects.for_school(line.school_id).filter(proposal=line).exists():
        raise RuleBroken("Un remplacement est enregistré pour cette mission : elle a donc été attribuée.")
    if accepted and line.state == ProposalState.REFUSED:
        refuse_twice(line)
    with journal.change(line, by=by, verb="missions.decision_corrected"):
        _decide(line, decision)
    return line


def _refuse(decision: RectorDecision, proposed: ProposedLine) -> None:
    if decision.decided_on > proposed.today:
        raise RuleBroken("Cette décision serait de demain ou plus tard : indiquez son jour.")
    if reasons := date_refusals(decision.decided_on, proposed.year):
        raise RuleBroken(reasons)
    if decision.accepted and decision.quarters <= 0:
        raise RuleBroken("Donnez le taux que le recteur a décidé.")
    if decision.accepted and decision.quarters > proposed.remaining:
        raise RuleBroken(
            "Ce taux dépasse ce qui reste de l’enveloppe : corrigez d’abord l’enveloppe notifiée."
        )


def _decide(line: ImpProposal, decision: RectorDecision) -> None:
    line.state = ProposalState.DECIDED if decision.accepted else ProposalState.REFUSED
    line.quarters = decision.quarters if decision.accepted else line.quarters
    line.decided_on = decision.decided_on
    line.save(update_fields=["state", "quarters", "decided_on"])


@transaction.atomic
def certify_substitution(
    proposal: ImpProposal, person: Person, since: date, until: date | None, *, today: date, by: Actor
) -> Substitution:
    """The head attests who took over and when (R16). Nothing is computed as if it were the law."""
    envelope, line = held(proposal)
    require(policies.certify_substitution, by, line)
    if person.pk == line.person_id:
        raise RuleBroken("Choisissez quelqu’un d’autre que la personne remplacée.")
    rows = Substitution.objects.for_school(line.school_id).filter(proposal=line)
    if same := rows.filter(since=since, until=until, person=person).first():
        return same
    spans = list(rows.values_list("since", "until"))
    if stops := substitution.refusals((since, until), spans, year_named(envelope.school_year)):
        raise RuleBroken(stops)
    made = Substitution.objects.create(
        school_id=line.school_id, proposal=line, since=since, person=person, until=until, certified_on=today
    )
    journal.created(made, by=by, verb="missions.substitution_certified")
    return made


@transaction.atomic
def cancel_substitution(substitution: Substitution, reason: str, *, by: Actor) -> None:
    """Written down by mistake, or for other days: the row goes, the journal keeps it and why it went."""
    _, line = held(substitution.proposal)
    require(policies.certify_substitution, by, line)
    locked = Substitution.objects.for_school(line.school_id).locked(substitution.pk)
    if not (why := reason.strip()):
        raise RuleBroken("Écrivez pourquoi ce remplacement est retiré.")
    days = {"since": locked.since, "until": locked.until, "certified_on": locked.certified_on}
    journal.noted(locked, by=by, verb="missions.substitution_cancelled", reason=why, **days)
    locked.delete()
