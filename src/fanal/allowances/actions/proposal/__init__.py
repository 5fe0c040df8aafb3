"""Everything that changes a proposal of allowance. One function per sentence of the domain."""

from fanal.allowances.actions.proposal.agreements import (
    agree_to_proposal,
    decline_proposal,
    record_agreement,
    record_agreements,
    take_back_agreement,
)
from fanal.allowances.actions.proposal.decisions import (
    RectorDecision,
    cancel_substitution,
    certify_substitution,
    correct_decision,
    record_decision,
    record_decisions,
)
from fanal.allowances.actions.proposal.lines import (
    SERIES,
    ProposalInput,
    change_proposal,
    prepare_proposal,
    withdraw_proposal,
)
from fanal.allowances.actions.proposal.presenting import (
    present_agreed,
    present_mission,
    present_proposal,
    send_proposals,
)
from fanal.allowances.actions.proposal.reminding import remind_all, remind_of_agreement
from fanal.allowances.actions.proposal.resuming import resume_lines

__all__ = [
    "SERIES",
    "ProposalInput",
    "RectorDecision",
    "agree_to_proposal",
    "cancel_substitution",
    "certify_substitution",
    "change_proposal",
    "correct_decision",
    "decline_proposal",
    "prepare_proposal",
    "present_agreed",
    "present_mission",
    "present_proposal",
    "record_agreement",
    "record_agreements",
    "record_decision",
    "record_decisions",
    "remind_all",
    "remind_of_agreement",
    "resume_lines",
    "send_proposals",
    "take_back_agreement",
    "withdraw_proposal",
]
