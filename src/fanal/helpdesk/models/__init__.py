"""A request for help, its messages, and who else wants to know."""

from fanal.helpdesk.models.attachment import RequestFile
from fanal.helpdesk.models.message import Message
from fanal.helpdesk.models.request import Follower, HelpRequest
from fanal.helpdesk.models.transmission import Transmission

__all__ = ["Follower", "HelpRequest", "Message", "RequestFile", "Transmission"]
