"""The year's tasks, their templates, each person's calendar link; the opening of a year and its figures."""

from fanal.missions.models.feed import TaskFeed
from fanal.missions.models.point import PointLine, WeekPoint
from fanal.missions.models.switch import SwitchStep, YearFigure, YearSwitch
from fanal.missions.models.task import YearTask
from fanal.missions.models.template import TaskTemplate

__all__ = [
    "PointLine",
    "SwitchStep",
    "TaskFeed",
    "TaskTemplate",
    "WeekPoint",
    "YearFigure",
    "YearSwitch",
    "YearTask",
]
