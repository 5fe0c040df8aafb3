"""The year: its tasks, their templates, the feeds of calendars, the opening of the next one."""

from fanal.agenda.models.feed import TaskFeed
from fanal.agenda.models.rollover import RolloverStep, YearFigure, YearRollover
from fanal.agenda.models.task import YearTask
from fanal.agenda.models.template import TaskTemplate

__all__ = [
    "RolloverStep",
    "TaskFeed",
    "TaskTemplate",
    "YearFigure",
    "YearRollover",
    "YearTask",
]
