"""The digital project of the measured school: eight axes, eighty objectives, what serves each of them."""

from datetime import date

from django.utils import timezone

from fanal.accounts.models import School
from fanal.core.tenancy import scope
from fanal.practice_sheets.models import PracticeSheet
from fanal.steering.models import Objective, ObjectiveLink, ProjectAction, ProjectAxis, ProjectVersion
from fanal.steering.rules.version import MOST_AXES, MOST_OBJECTIVES
from fanal.supplies.models import Licence
from fanal.year.rules.years import year_of

ACTIONS = 3  # of each objective


def fill(school_id: int) -> None:
    """Made once for a data set, after the supplies."""
    school, today = School.objects.get(pk=school_id), timezone.localdate()
    with scope(school):
        if ProjectVersion.objects.for_school(school).exists():
            return
        first = year_of(today).first
        version = ProjectVersion.objects.create(
            school=school,
            number=1,
            title="Projet numérique",
            first_year=first,
            ends_on=date(first + 3, 8, 31),
        )
        axes = ProjectAxis.objects.bulk_create(
            ProjectAxis(school=school, version=version, rank=rank, title=f"Axe {rank}")
            for rank in range(1, MOST_AXES + 1)
        )
        objectives = Objective.objects.bulk_create(
            Objective(school=school, axis=axis, rank=rank, title=f"Objectif {axis.rank}.{rank}")
            for axis in axes
            for rank in range(1, MOST_OBJECTIVES + 1)
        )
        ProjectAction.objects.bulk_create(
            ProjectAction(
                school=school,
                objective=objective,
                title=f"Action {rank}",
                kind=("equip", "train", "other")[rank],
                starts_on=date(first, 9, 1),
                ends_on=date(first + 1, 6, 30),
            )
            for objective in objectives
            for rank in range(objective.rank % (ACTIONS + 1))
        )
        # Once it is in force, nothing is written under it any more.
        ProjectVersion.objects.filter(pk=version.pk).update(state="in_force", adopted_on=today)
        _links(school, objectives)


def _links(school: School, objectives: list[Objective]) -> None:
    rows = [("supplies.licence", Licence), ("helpdesk.practicesheet", PracticeSheet)]
    ObjectiveLink.objects.bulk_create(
        ObjectiveLink(school=school, objective=objectives[rank % len(objectives)], kind=kind, row=str(pk))
        for kind, model in rows
        for rank, pk in enumerate(model.objects.for_school(school).values_list("pk", flat=True))
    )
