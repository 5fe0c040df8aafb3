"""A request for help, its messages, who else wants to know, technicians' visits, and practice sheets."""

from fanal.helpdesk.models.attachment import RequestFile
from fanal.helpdesk.models.message import Message
from fanal.helpdesk.models.notice import NoticeChoice, WaitingNotice
from fanal.helpdesk.models.outage import OutageLink
from fanal.helpdesk.models.request import Follower, HelpRequest
from fanal.helpdesk.models.see_also import SeeAlso
from fanal.helpdesk.models.sheet import PracticeSheet, SheetOpinion
from fanal.helpdesk.models.time_spent import TimeSpent
from fanal.helpdesk.models.transmission import Transmission
from fanal.helpdesk.models.visit import Visit, VisitLine

__all__ = [
    "Follower", "HelpRequest", "Message", "NoticeChoice", "OutageLink", "PracticeSheet", "RequestFile",
    "SeeAlso", "SheetOpinion", "TimeSpent", "Transmission", "Visit", "VisitLine", "WaitingNotice",
]  # fmt: skip
