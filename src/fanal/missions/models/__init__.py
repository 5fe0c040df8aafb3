"""The year's tasks, the templates they come from, and the calendar link of each person."""

from fanal.missions.models.feed import TaskFeed
from fanal.missions.models.task import YearTask
from fanal.missions.models.template import TaskTemplate

__all__ = ["TaskFeed", "TaskTemplate", "YearTask"]
