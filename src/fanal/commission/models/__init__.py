"""Members, meetings and their agenda, decisions, the dialogue file of a year."""

from fanal.commission.models.correction import MinutesCorrection
from fanal.commission.models.decision import MeetingDecision
from fanal.commission.models.dialogue import DialogueFile
from fanal.commission.models.meeting import AgendaItem, Meeting, MeetingPresence
from fanal.commission.models.member import CommissionMember

__all__ = [
    "AgendaItem",
    "CommissionMember",
    "DialogueFile",
    "Meeting",
    "MeetingDecision",
    "MeetingPresence",
    "MinutesCorrection",
]
