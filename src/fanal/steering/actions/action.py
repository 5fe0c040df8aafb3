"""What is done to an action of the project: written in a draft, then carried out once it is in force."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.steering.actions.plan import hold_draft
from fanal.steering.actions.version import locked_version
from fanal.steering.models import Objective, ProjectAction
from fanal.steering.policies import project as policies
from fanal.steering.rules.action import ActionState, day_refusals
from fanal.steering.rules.version import MOST_ACTIONS

TOO_MANY = f"Un objectif a au plus {MOST_ACTIONS} actions : réunissez-en deux, ou écrivez un autre objectif."


def _check(values: Mapping[str, Any]) -> None:
    if reasons := day_refusals(values["starts_on"], values["ends_on"]):
        raise RuleBroken(reasons)


@transaction.atomic
def add_action(objective: Objective, values: Mapping[str, Any], *, by: Actor) -> ProjectAction:
    """Write an action of an objective of a draft."""
    hold_draft(objective.axis.version, by)
    objective = Objective.objects.for_school(objective.school_id).locked(objective.pk)
    if objective.actions.count() >= MOST_ACTIONS:
        raise RuleBroken(TOO_MANY)
    _check(values)
    made: ProjectAction = objective.actions.create(school_id=objective.school_id, **values)
    journal.created(made, by=by, verb="steering.action_added")
    return made


@transaction.atomic
def change_action(
    action: ProjectAction, values: Mapping[str, Any], *, by: Actor, seen: str = ""
) -> ProjectAction:
    """Correct what is written of an action of a draft. `seen`: what the form showed."""
    hold_draft(action.objective.axis.version, by)
    action = ProjectAction.objects.for_school(action.school_id).locked(action.pk)
    refuse_stale(action, values, seen)
    _check(values)
    journal.write_changes(action, values, by=by, verb="steering.action_changed")
    return action


@transaction.atomic
def remove_action(action: ProjectAction, *, by: Actor) -> None:
    """Take an action of a draft away."""
    hold_draft(action.objective.axis.version, by)
    action = ProjectAction.objects.for_school(action.school_id).locked(action.pk)
    journal.noted(action, by=by, verb="steering.action_removed", title=action.title)
    action.delete()


@transaction.atomic
def advance_action(
    action: ProjectAction, state: str, progress: str, *, today: date, by: Actor
) -> ProjectAction:
    """Say where an action stands. It is done on the day when somebody says so first."""
    locked_version(action.objective.axis.version)
    rows = ProjectAction.objects.for_school(action.school_id).select_related("objective__axis__version")
    action = rows.locked(action.pk)
    require(policies.advance_action, by, action)
    done_on = (action.done_on or today) if state == ActionState.DONE else None
    values = {"state": state, "progress": progress, "done_on": done_on}
    journal.write_changes(action, values, by=by, verb="steering.action_advanced")
    return action
