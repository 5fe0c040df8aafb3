"""A request for help, its messages, its life at the authority, and who else wants to know."""

from fanal.helpdesk.models.attachment import RequestFile
from fanal.helpdesk.models.message import Message
from fanal.helpdesk.models.notice import NoticeChoice, WaitingNotice
from fanal.helpdesk.models.outage import OutageFollower, OutageLink
from fanal.helpdesk.models.request import Follower, HelpRequest
from fanal.helpdesk.models.see_also import SeeAlso
from fanal.helpdesk.models.time_spent import TimeSpent
from fanal.helpdesk.models.transmission import Transmission

__all__ = [
    "Follower",
    "HelpRequest",
    "Message",
    "NoticeChoice",
    "OutageFollower",
    "OutageLink",
    "RequestFile",
    "SeeAlso",
    "TimeSpent",
    "Transmission",
    "WaitingNotice",
]
