"""Versions of the project with their axes, objectives, actions and links; grids and what was answered."""

from fanal.steering.models.action import ProjectAction
from fanal.steering.models.grid import AssessmentAnswer, AssessmentGrid, GridItem, SelfAssessment
from fanal.steering.models.link import ObjectiveLink
from fanal.steering.models.objective import Objective, ProjectAxis
from fanal.steering.models.opinion import ProjectOpinion
from fanal.steering.models.version import ProjectVersion

__all__ = [
    "AssessmentAnswer",
    "AssessmentGrid",
    "GridItem",
    "Objective",
    "ObjectiveLink",
    "ProjectAction",
    "ProjectAxis",
    "ProjectOpinion",
    "ProjectVersion",
    "SelfAssessment",
]
