"""What the rector decided of a line, and who takes the mission over in the year (R8, R16)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.years import year_named
from fanal.allowances import policies
from fanal.allowances.actions.proposal.lines import held, refuse_twice
from fanal.allowances.models import ImpProposal, Substitution
from fanal.allowances.reading.proposals import proposed_line_of
from fanal.allowances.rules import substitution
from fanal.allowances.rules.proposing import ProposedLine
from fanal.allowances.rules.rates import rates_of
from fanal.allowances.rules.states import ProposalState
from fanal.core import journal
from fanal.core.errors import RuleBroken


@dataclass(frozen=True)
class RectorDecision:
    """What the rector's letter says of one line."""

    accepted: bool
    decided_on: date
    quarters: int


@transaction.atomic
def record_decision(
    proposal: ImpProposal, *, accepted: bool, decided_on: date, quarters: int, today: date, by: Actor
) -> ImpProposal:
    """What the rector decided, at the rate decided (R8): another than proposed still fits the envelope."""
    envelope, line = held(proposal)
    require(policies.record_decision, by, line)
    decision = RectorDecision(accepted, decided_on, quarters)
    _refuse(decision, proposed_line_of(line, envelope, today=today))
    with journal.change(line, by=by, verb="missions.decision_recorded"):
        _decide(line, decision)
    return line


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
        if proposed.has_relief:
            raise RuleBroken("Un allègement de service est prévu pour cette mission : c’est l’un ou l’autre.")
    with journal.change(line, by=by, verb="missions.decision_corrected"):
        _decide(line, decision)
    return line


def _refuse(decision: RectorDecision, proposed: ProposedLine) -> None:
    if decision.decided_on > proposed.today:
        raise RuleBroken("Cette décision serait de demain ou plus tard : indiquez son jour.")
    if decision.accepted and decision.quarters not in rates_of(proposed.year).legal_quarters:
        raise RuleBroken("Ce montant n’est pas l’un des cinq taux réglementaires.")
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
