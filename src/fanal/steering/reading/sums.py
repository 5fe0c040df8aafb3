"""The sum of the texts of a version: what is frozen with it, but whom or which group an action names."""

from typing import Any

from fanal.core.frozen.fingerprint import sum_of_data
from fanal.steering.models import Objective, ProjectAction, ProjectAxis, ProjectVersion


def texts_sum(version: ProjectVersion) -> str:
    """An erasure may forget whom an action names: the sum stays what it was."""
    school = version.school_id
    axes = ProjectAxis.objects.for_school(school).filter(version=version).order_by("rank")
    objectives = Objective.objects.for_school(school).filter(axis__version=version).in_order()
    actions = ProjectAction.objects.for_school(school).of_version(version.pk).order_by("objective", "pk")
    about = (version.number, version.title, version.first_year, version.years, version.standing)
    return sum_of_data(
        [
            [*about, version.introduction, version.adopted_despite, *version.adoption_gaps],
            [[axis.rank, axis.title, axis.text] for axis in axes],
            [[row.number, row.title, row.text, row.expected] for row in objectives],
            [_action(row) for row in actions],
        ]
    )


def _action(row: ProjectAction) -> list[Any]:
    days = [day and day.isoformat() for day in (row.starts_on, row.ends_on)]
    return [row.title, row.kind, row.disciplines, *days, row.budget_cents, row.payer]
