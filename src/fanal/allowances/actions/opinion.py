"""What the councils say of the lines that were presented to them: recorded, corrected (R4, R5)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances.models import CouncilOpinion, ImpEnvelope, ImpProposal
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import sessions_of
from fanal.allowances.rules.councils import (
    AFTERWARDS,
    OUT_OF_ORDER,
    Body,
    Opinion,
    Session,
    Waiting,
    correction_refusals,
    correction_warnings,
    is_in_order,
    opinion_refusals,
    order_warnings,
    reached,
    reason_refusals,
    session_refusals,
    votes_refusals,
)
from fanal.allowances.rules.states import ProposalState
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.text.french import counted


@dataclass(frozen=True)
class OpinionInput:
    """An opinion: of whom, when, which, with or without the votes.

    `afterwards`: written in Fanal after the event, the session had lines that were presented here later.
    `is_out_of_order`: a body before this one had not had them, and the note says why.
    """

    body: Body
    held_on: date
    outcome: Opinion
    votes: tuple[int | None, int | None, int | None] = (None, None, None)
    note: str = ""
    afterwards: bool = False
    is_out_of_order: bool = False

    @property
    def unsaid(self) -> list[str]:
        return reason_refusals(is_out_of_order=self.is_out_of_order, note=self.note)


@transaction.atomic
def record_opinion(
    envelope: ImpEnvelope, opinion_input: OpinionInput, *, today: date, by: Actor
) -> CouncilOpinion:
    """What a body said of the lines it had: an opinion stops nothing, their order is warned of (R4, R5).

    A session that is known already is corrected: no line is touched, unless the session is said to have
    had those presented since.
    """
    require(policies.record_opinion, by, None)
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).select_related("school").locked(envelope.pk)
    is_private = envelope.school.status == School.Status.PRIVATE
    session = (opinion_input.body, opinion_input.held_on)
    sessions = sessions_of(envelope.school, envelope.school_year)
    is_known = session in sessions
    takes_more = opinion_input.afterwards or opinion_input.is_out_of_order
    lines = _presented(envelope) if takes_more or not is_known else []
    waiting = [(line, _waiting(line, opinion_input)) for line in lines]
    reasons = session_refusals(session, is_private=is_private, today=today)
    reasons += votes_refusals(opinion_input.votes) + opinion_input.unsaid
    if not reasons and not is_known:
        presented = [waiting_line for _, waiting_line in waiting]
        reasons = opinion_refusals(session, presented)
        if not reasons and not opinion_input.is_out_of_order:
            reasons = order_warnings(session, presented, sessions, is_private=is_private)
    if reasons:
        raise RuleBroken(reasons)
    opinion = _keep_opinion(envelope, opinion_input, by)
    for line, waiting_line in waiting:
        had_it = opinion_input.is_out_of_order and waiting_line.was_there(opinion_input.held_on)
        if had_it or reached(waiting_line, session, sessions, is_private=is_private):
            _hear(line, waiting_line, opinion_input.body, by)
    return opinion


def _presented(envelope: ImpEnvelope) -> list[ImpProposal]:
    rows = ImpProposal.objects.for_school(envelope.school_id).filter(envelope=envelope)
    return list(rows.filter(state=ProposalState.TO_PRESENT).select_for_update().order_by("pk"))


def _waiting(line: ImpProposal, opinion_input: OpinionInput) -> Waiting:
    since = line.presented_on
    if opinion_input.afterwards and since and opinion_input.body not in line.heard_by:
        since = min(since, opinion_input.held_on)
    return Waiting(since, tuple(line.heard_by))


def _hear(line: ImpProposal, waiting: Waiting, body: Body, by: Actor) -> None:
    if body in line.heard_by:
        return
    with journal.change(line, by=by, verb="missions.proposal_heard"):
        line.heard_by, line.presented_on = [*line.heard_by, body.value], waiting.since
        line.save(update_fields=["heard_by", "presented_on"])


@transaction.atomic
def correct_opinion(
    opinion: CouncilOpinion, opinion_input: OpinionInput, *, today: date, by: Actor
) -> CouncilOpinion:
    """Its day, votes or outcome were written down wrongly; the journal keeps what was said before."""
    require(policies.record_opinion, by, None)
    year, school = opinion.school_year, opinion.school
    envelopes = ImpEnvelope.objects.for_school(school).filter(school_year=year)
    envelope = envelopes.select_for_update().first()
    opinion = CouncilOpinion.objects.for_school(school).locked(opinion.pk)
    held = (Body(opinion.body), opinion.held_on)
    others = [session for session in sessions_of(school, year) if session != held]
    is_private = school.status == School.Status.PRIVATE
    corrected = (held[0], opinion_input.held_on)
    reasons = correction_refusals(corrected, others, today=today)
    reasons += votes_refusals(opinion_input.votes) + opinion_input.unsaid
    if not reasons and not opinion_input.is_out_of_order:
        reasons = correction_warnings(corrected, others, is_private=is_private)
    if reasons:
        raise RuleBroken(reasons)
    if envelope and held != corrected:
        moved = _moved(envelope, held, corrected, others, opinion_input, is_private=is_private)
        _move(moved, opinion_input, by)
    with journal.change(opinion, by=by, verb="missions.opinion_corrected"):
        opinion.held_on = opinion_input.held_on
        _say(opinion, opinion_input)
        opinion.save()
    return opinion


def _moved(
    envelope: ImpEnvelope,
    session: Session,
    corrected: Session,
    others: list[Session],
    opinion_input: OpinionInput,
    *,
    is_private: bool,
) -> list[ImpProposal]:
    """The lines that were presented after the corrected day, and that no other session had in order.

    That another body would have had a line before this one is said first, unless it is said already.
    """
    rows = ImpProposal.objects.for_school(envelope.school_id).filter(
        envelope=envelope, heard_by__contains=[session[0].value]
    )
    before, after, moved = [*others, session], [*others, corrected], []
    for line in rows.exclude(state=ProposalState.WITHDRAWN).select_for_update().order_by("pk"):
        waiting = Waiting(line.presented_on, tuple(line.heard_by))
        if not is_in_order(waiting, before, is_private=is_private):
            continue
        if is_in_order(waiting, after, is_private=is_private):
            continue
        if waiting.since and corrected[1] < waiting.since:
            waiting = Waiting(corrected[1], waiting.heard_by)
            moved.append(line)
        is_ordered = is_in_order(waiting, after, is_private=is_private)
        if not is_ordered and not opinion_input.is_out_of_order:
            raise RuleBroken(
                ["À cette date, une proposition aurait été aux instances dans le désordre.", OUT_OF_ORDER]
            )
    return moved


def _move(lines: list[ImpProposal], opinion_input: OpinionInput, by: Actor) -> None:
    """They were presented by that day, if it is said so."""
    if lines and not opinion_input.afterwards:
        presented = counted(len(lines), "proposition présentée", "propositions présentées")
        raise RuleBroken(f"{presented} après ce jour. {AFTERWARDS}")
    for line in lines:
        with journal.change(line, by=by, verb="missions.proposal_heard"):
            line.presented_on = opinion_input.held_on
            line.save(update_fields=["presented_on"])


def _keep_opinion(envelope: ImpEnvelope, opinion_input: OpinionInput, by: Actor) -> CouncilOpinion:
    """Written again for the same session, it is corrected: the journal keeps what was said before."""
    rows = CouncilOpinion.objects.for_school(envelope.school_id).filter(school_year=envelope.school_year)
    kept = rows.filter(body=opinion_input.body, held_on=opinion_input.held_on).first()
    opinion = kept or CouncilOpinion(
        school=envelope.school,
        school_year=envelope.school_year,
        body=opinion_input.body,
        held_on=opinion_input.held_on,
    )
    with journal.writing(opinion, by=by, verb="missions.opinion_recorded"):
        _say(opinion, opinion_input)
        opinion.save()
    return opinion


def _say(opinion: CouncilOpinion, opinion_input: OpinionInput) -> None:
    opinion.outcome, opinion.note = opinion_input.outcome, opinion_input.note.strip()
    opinion.votes_for, opinion.votes_against, opinion.abstentions = opinion_input.votes
