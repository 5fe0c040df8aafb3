"""Everything that changes a request for help, its life at the authority, and the mail it receives."""

from fanal.helpdesk.actions.correction import CORRECTED, correct_request
from fanal.helpdesk.actions.files import join_file
from fanal.helpdesk.actions.outages import link_outage, tell_back, unlink_outage
from fanal.helpdesk.actions.related_requests import (
    link_requests,
    merge_request,
    separate_request,
    unlink_requests,
)
from fanal.helpdesk.actions.requests import (
    ask_for_help,
    close_request,
    entrust_request,
    follow_request,
    hold_request,
    reopen_request,
    reply_to_request,
    solve_request,
    take_request,
)
from fanal.helpdesk.actions.time_spent import note_time, take_back_time
from fanal.helpdesk.actions.transmission import (
    conclude_transmission,
    record_refusal,
    record_their_answer,
    remind_authority,
    transmit_request,
    write_to_authority,
)
from fanal.helpdesk.reading.dossier import draft_for, pictures_of

__all__ = [
    "CORRECTED",
    "ask_for_help",
    "close_request",
    "conclude_transmission",
    "correct_request",
    "draft_for",
    "entrust_request",
    "follow_request",
    "hold_request",
    "join_file",
    "link_outage",
    "link_requests",
    "merge_request",
    "note_time",
    "pictures_of",
    "record_refusal",
    "record_their_answer",
    "remind_authority",
    "reopen_request",
    "reply_to_request",
    "separate_request",
    "solve_request",
    "take_back_time",
    "take_request",
    "tell_back",
    "transmit_request",
    "unlink_outage",
    "unlink_requests",
    "write_to_authority",
]
