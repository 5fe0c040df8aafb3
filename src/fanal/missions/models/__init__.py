"""The mission: its year, its point of the week, its missions and what is proposed for them."""

from fanal.missions.models.absence import Absence, PresenceHour
from fanal.missions.models.feed import TaskFeed
from fanal.missions.models.handover import AccessPlace, HandoverNote
from fanal.missions.models.letter import MissionLetter
from fanal.missions.models.mission import CouncilOpinion, ImpEnvelope, ParticularMission
from fanal.missions.models.point import PointLine, WeekPoint
from fanal.missions.models.proposal import ImpProposal, ServiceRelief, Substitution
from fanal.missions.models.sharing import MissionShare, NeedsAssessment, PartNeed
from fanal.missions.models.switch import SwitchStep, YearFigure, YearSwitch
from fanal.missions.models.task import YearTask
from fanal.missions.models.template import TaskTemplate
from fanal.missions.models.training import OwnTraining
from fanal.missions.models.work import WorkDefault, WorkEntry, WorkShare

__all__ = [
    "Absence",
    "AccessPlace",
    "CouncilOpinion",
    "HandoverNote",
    "ImpEnvelope",
    "ImpProposal",
    "MissionLetter",
    "MissionShare",
    "NeedsAssessment",
    "OwnTraining",
    "PartNeed",
    "ParticularMission",
    "PointLine",
    "PresenceHour",
    "ServiceRelief",
    "Substitution",
    "SwitchStep",
    "TaskFeed",
    "TaskTemplate",
    "WeekPoint",
    "WorkDefault",
    "WorkEntry",
    "WorkShare",
    "YearFigure",
    "YearSwitch",
    "YearTask",
]
