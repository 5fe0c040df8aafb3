"""The plan of a version as its page, its paper and its files say it: axes, objectives, actions."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from fanal.steering.models import Objective, ProjectAction, ProjectAxis, ProjectVersion
from fanal.steering.rules.action import ActionState


@dataclass(frozen=True)
class ObjectiveOutline:
    objective: Objective
    actions: list[ProjectAction]

    def count(self, state: ActionState) -> int:
        return sum(action.state == state for action in self.actions)

    @property
    def kept(self) -> int:
        """How many actions were not given up."""
        return len(self.actions) - self.count(ActionState.DROPPED)

    @property
    def done(self) -> int:
        return self.count(ActionState.DONE)


@dataclass(frozen=True)
class AxisOutline:
    axis: ProjectAxis
    objectives: list[ObjectiveOutline]


@dataclass(frozen=True)
class Outline:
    """A whole version; three questions, whatever its length."""

    version: ProjectVersion
    axes: list[AxisOutline]

    @property
    def objectives(self) -> list[ObjectiveOutline]:
        return [objective for axis in self.axes for objective in axis.objectives]

    @property
    def actions(self) -> list[ProjectAction]:
        return [action for objective in self.objectives for action in objective.actions]

    @property
    def kept(self) -> list[ProjectAction]:
        """The actions that were not given up."""
        return [action for action in self.actions if action.state != ActionState.DROPPED]

    @property
    def done(self) -> int:
        return sum(action.state == ActionState.DONE for action in self.actions)

    @property
    def budget_cents(self) -> int:
        return sum(action.budget_cents or 0 for action in self.kept)

    def late(self, today: date) -> int:
        return sum(action.state_on(today)[0] == LATE for action in self.actions)


LATE = "En retard"


def outline_of(version: ProjectVersion) -> Outline:
    actions = defaultdict[int, list[ProjectAction]](list)
    for action in ProjectAction.objects.for_school(version.school_id).of_version(version.pk).in_order():
        actions[action.objective_id].append(action)
    objectives = defaultdict[int, list[ObjectiveOutline]](list)
    rows = Objective.objects.for_school(version.school_id).filter(axis__version=version)
    for objective in rows.in_order():
        objectives[objective.axis_id].append(ObjectiveOutline(objective, actions[objective.pk]))
    axes = version.axes.order_by("rank")
    return Outline(version, [AxisOutline(axis, objectives[axis.pk]) for axis in axes])
