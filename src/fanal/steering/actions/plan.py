"""What is done to the axes and objectives of a draft: written down, corrected, moved, taken away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.order import Step, move
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.steering.actions.version import locked_version
from fanal.steering.models import Objective, ProjectAxis, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.rules.version import MOST_AXES, MOST_OBJECTIVES

TOO_MANY_AXES = f"Un projet a au plus {MOST_AXES} axes : réunissez-en deux, ou écrivez un objectif."
TOO_MANY_OBJECTIVES = f"Un axe a au plus {MOST_OBJECTIVES} objectifs : réunissez-en deux, ou ouvrez un axe."


def hold_draft(version: ProjectVersion, by: Actor) -> ProjectVersion:
    """The version as it is, held; NotAllowed once it is in force, or for whoever does not write it."""
    version = locked_version(version)
    require(policies.write_project, by, version)
    return version


@transaction.atomic
def add_axis(version: ProjectVersion, values: Mapping[str, Any], *, by: Actor) -> ProjectAxis:
    """Write an axis after the others."""
    version = hold_draft(version, by)
    count = version.axes.count()
    if count >= MOST_AXES:
        raise RuleBroken(TOO_MANY_AXES)
    made: ProjectAxis = version.axes.create(school_id=version.school_id, rank=count + 1, **values)
    journal.created(made, by=by, verb="steering.axis_added")
    return made


@transaction.atomic
def change_axis(axis: ProjectAxis, values: Mapping[str, Any], *, by: Actor, seen: str = "") -> ProjectAxis:
    """Correct what is written of an axis. `seen`: what the form showed, refused once it is older."""
    hold_draft(axis.version, by)
    axis = ProjectAxis.objects.for_school(axis.school_id).locked(axis.pk)
    refuse_stale(axis, values, seen)
    journal.write_changes(axis, values, by=by, verb="steering.axis_changed")
    return axis


@transaction.atomic
def move_axis(axis: ProjectAxis, step: Step, *, by: Actor) -> None:
    """One step up or down among the axes of its version."""
    version = hold_draft(axis.version, by)
    ProjectAxis.objects.for_school(axis.school_id).locked(axis.pk)
    move(axis, version.axes, step)
    journal.noted(axis, by=by, verb="steering.axis_moved", step=step.value)


@transaction.atomic
def remove_axis(axis: ProjectAxis, *, by: Actor) -> None:
    """Take away an axis that has no objective any more."""
    version = hold_draft(axis.version, by)
    axis = ProjectAxis.objects.for_school(axis.school_id).locked(axis.pk)
    if axis.objectives.exists():
        raise RuleBroken("Cet axe a des objectifs : supprimez-les d’abord, un par un.")
    journal.noted(axis, by=by, verb="steering.axis_removed", title=axis.title)
    axis.delete()
    _renumber(ProjectAxis, version.school_id, version.axes.order_by("rank").values_list("pk", flat=True))


@transaction.atomic
def add_objective(axis: ProjectAxis, values: Mapping[str, Any], *, by: Actor) -> Objective:
    """Write an objective after the others of its axis."""
    hold_draft(axis.version, by)
    axis = ProjectAxis.objects.for_school(axis.school_id).locked(axis.pk)
    count = axis.objectives.count()
    if count >= MOST_OBJECTIVES:
        raise RuleBroken(TOO_MANY_OBJECTIVES)
    made: Objective = axis.objectives.create(school_id=axis.school_id, rank=count + 1, **values)
    journal.created(made, by=by, verb="steering.objective_added")
    return made


@transaction.atomic
def change_objective(
    objective: Objective, values: Mapping[str, Any], *, by: Actor, seen: str = ""
) -> Objective:
    """Correct what is written of an objective. `seen`: what the form showed, refused once it is older."""
    hold_draft(objective.axis.version, by)
    objective = Objective.objects.for_school(objective.school_id).locked(objective.pk)
    refuse_stale(objective, values, seen)
    journal.write_changes(objective, values, by=by, verb="steering.objective_changed")
    return objective


@transaction.atomic
def move_objective(objective: Objective, step: Step, *, by: Actor) -> None:
    """One step up or down among the objectives of its axis."""
    hold_draft(objective.axis.version, by)
    Objective.objects.for_school(objective.school_id).locked(objective.pk)
    move(objective, objective.axis.objectives, step)
    journal.noted(objective, by=by, verb="steering.objective_moved", step=step.value)


@transaction.atomic
def remove_objective(objective: Objective, *, by: Actor) -> None:
    """Take away an objective, with its actions."""
    hold_draft(objective.axis.version, by)
    objective = Objective.objects.for_school(objective.school_id).locked(objective.pk)
    axis = objective.axis
    journal.noted(objective, by=by, verb="steering.objective_removed", title=objective.title)
    objective.delete()
    _renumber(Objective, axis.school_id, axis.objectives.order_by("rank").values_list("pk", flat=True))


def _renumber(model: type[ProjectAxis | Objective], school_id: int, keys: Any) -> None:
    """From 1 on, in this order; PostgreSQL looks at the ranks once all are written."""
    rows = model._default_manager.filter(school_id=school_id)
    for rank, key in enumerate(keys, start=1):
        rows.filter(pk=key).exclude(rank=rank).update(rank=rank)


def renumber_version(version: ProjectVersion) -> None:
    """Close the gaps that axes and objectives left."""
    _renumber(ProjectAxis, version.school_id, version.axes.order_by("rank").values_list("pk", flat=True))
    for axis in version.axes.all():
        _renumber(Objective, axis.school_id, axis.objectives.order_by("rank").values_list("pk", flat=True))
