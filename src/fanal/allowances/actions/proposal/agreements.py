"""What the person says of the line that bears their name: yes, no, or neither any more (R3)."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances.actions.proposal.lines import held
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.policies import allowance as policies
from fanal.allowances.rules.proposing import date_refusals
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.missions.policies.sharing import keep_missions
from fanal.year.rules.years import year_named


def _refuse_other_terms(line: ImpProposal, read: str) -> None:
    if line.terms != read:
        raise RuleBroken("Cette proposition vient de changer : relisez-la, puis donnez votre réponse.")


@transaction.atomic
def agree_to_proposal(proposal: ImpProposal, read: str, *, today: date, by: Actor) -> ImpProposal:
    """The person says yes to what they read; its terms, unless they changed meanwhile (R3)."""
    _, line = held(proposal)
    require(policies.agree_to_proposal, by, line)
    _refuse_other_terms(line, read)
    if line.agreed_on is None:
        with journal.change(line, by=by, verb="missions.proposal_agreed"):
            line.answer(agreed_on=today, in_person=True)
            line.save(update_fields=ImpProposal.ANSWER)
    return line


@transaction.atomic
def decline_proposal(proposal: ImpProposal, read: str, word: str, *, today: date, by: Actor) -> ImpProposal:
    """The person says no, with a word for the management if they wish; they may change their mind (R3)."""
    _, line = held(proposal)
    require(policies.agree_to_proposal, by, line)
    _refuse_other_terms(line, read)
    with journal.change(line, by=by, verb="missions.proposal_declined"):
        line.answer(declined_on=line.declined_on or today, word=word.strip())
        line.save(update_fields=ImpProposal.ANSWER)
    return line


@transaction.atomic
def take_back_agreement(proposal: ImpProposal, *, by: Actor) -> ImpProposal:
    """Their answer, yes or no, as long as it is not presented."""
    _, line = held(proposal)
    require(policies.agree_to_proposal, by, line)
    with journal.change(line, by=by, verb="missions.agreement_taken_back"):
        line.answer()
        line.save(update_fields=ImpProposal.ANSWER)
    return line


@transaction.atomic
def record_agreement(proposal: ImpProposal, agreed_on: date, *, today: date, by: Actor) -> ImpProposal:
    """Given on paper: the day it bears; not before the day of a no, which it would deny."""
    _, line = held(proposal)
    require(policies.record_agreement, by, line)
    _note_paper(line, agreed_on, today, by)
    return line


@transaction.atomic
def record_agreements(
    envelope: ImpEnvelope, numbers: Collection[int], agreed_on: date, *, today: date, by: Actor
) -> int:
    """Several given on paper the same day, by the numbers of their lines: all or none."""
    require(keep_missions, by, None)
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).locked(envelope.pk)
    rows = ImpProposal.objects.for_school(envelope.school_id).filter(envelope=envelope, number__in=numbers)
    lines = list(rows.select_related("person").select_for_update(of=("self",)).order_by("number"))
    if len(lines) < len(set(numbers)) or not all(policies.record_agreement(by, line) for line in lines):
        raise RuleBroken(
            "Une de ces lignes n’attend plus d’accord : rechargez la page pour voir où on en est."
        )
    for line in lines:
        _note_paper(line, agreed_on, today, by)
    return len(lines)


def _note_paper(line: ImpProposal, agreed_on: date, today: date, by: Actor) -> None:
    if agreed_on > today:
        raise RuleBroken("Cet accord serait donné demain ou plus tard : indiquez le jour où il l’a été.")
    if reasons := date_refusals(agreed_on, year_named(line.envelope.school_year)):
        raise RuleBroken(reasons)
    if line.declined_on and agreed_on < line.declined_on:
        raise RuleBroken(
            "La personne a dit depuis qu’elle n’est pas d’accord : il faut un accord plus récent."
        )
    with journal.change(line, by=by, verb="missions.agreement_recorded"):
        line.answer(agreed_on=agreed_on)
        line.save(update_fields=ImpProposal.ANSWER)
