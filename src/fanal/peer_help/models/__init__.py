"""Who offers help, what was asked and held, and the open hours that colleagues book."""

from fanal.peer_help.models.offer import PeerOffer
from fanal.peer_help.models.open_hour import OpenHour, OpenHourSlot
from fanal.peer_help.models.project_help import PeerSession, ProjectHelp, ProjectHelpMessage

__all__ = ["OpenHour", "OpenHourSlot", "PeerOffer", "PeerSession", "ProjectHelp", "ProjectHelpMessage"]
