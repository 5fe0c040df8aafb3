"""The mission: its needs, its sharing, its point of the week, its log, its hand-over."""

from fanal.missions.models.absence import Absence, PresenceHour
from fanal.missions.models.handover import AccessPlace, HandoverNote
from fanal.missions.models.particular_mission import ParticularMission
from fanal.missions.models.point import PointLine, WeekPoint
from fanal.missions.models.sharing import MissionShare, NeedsAssessment, PartNeed
from fanal.missions.models.training import OwnTraining

__all__ = [
    "Absence",
    "AccessPlace",
    "HandoverNote",
    "MissionShare",
    "NeedsAssessment",
    "OwnTraining",
    "PartNeed",
    "ParticularMission",
    "PointLine",
    "PresenceHour",
    "WeekPoint",
]
