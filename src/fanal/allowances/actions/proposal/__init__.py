"""Everything that changes a proposal of allowance. One function per sentence of the domain."""

from fanal.allowances.actions.proposal.agreements import (
    agree_to_proposal,
    decline_proposal,
    record_agreement,
    take_back_agreement,
)
from fanal.allowances.actions.proposal.decisions import (
    cancel_substitution,
    certify_substitution,
    correct_decision,
    record_decision,
)
from fanal.allowances.actions.proposal.lines import (
    SERIES,
    ProposalInput,
    change_proposal,
    prepare_proposal,
    withdraw_proposal,
)
from fanal.allowances.actions.proposal.presenting import present_mission, present_proposal, send_proposals

__all__ = [
    "SERIES",
    "ProposalInput",
    "agree_to_proposal",
    "cancel_substitution",
    "certify_substitution",
    "change_proposal",
    "correct_decision",
    "decline_proposal",
    "prepare_proposal",
    "present_mission",
    "present_proposal",
    "record_agreement",
    "record_decision",
    "send_proposals",
    "take_back_agreement",
    "withdraw_proposal",
]
