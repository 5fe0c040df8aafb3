"""How a version begins as the copy of the one in force, and what the copy takes over once it is adopted."""

from django.db.models import OuterRef, Q, Subquery

from fanal.steering.models import Objective, ObjectiveLink, ProjectAction, ProjectAxis, ProjectVersion
from fanal.steering.rules.action import OPEN, ActionState

FOLLOWED = ("state", "done_on", "progress")  # of an action: what goes on while the copy is prepared
COPIED = (
    "title",
    "kind",
    "disciplines",
    "owner_id",
    "owner_words",
    "starts_on",
    "ends_on",
    "budget_cents",
    "payer",
    *FOLLOWED,
)


def copy_plan(before: ProjectVersion, made: ProjectVersion) -> None:
    """Write the axes, objectives and actions of one version in another, each with its origin."""
    school = {"school_id": made.school_id}
    axes = {
        axis.pk: ProjectAxis.objects.create(
            version=made, rank=axis.rank, title=axis.title, text=axis.text, **school
        )
        for axis in before.axes.all()
    }
    objectives = {
        row.pk: Objective(
            axis=axes[row.axis_id],
            rank=row.rank,
            title=row.title,
            text=row.text,
            expected=row.expected,
            origin=row,
            **school,
        )
        for row in Objective.objects.for_school(made.school_id).filter(axis__version=before).order_by("pk")
    }
    Objective.objects.bulk_create(objectives.values())
    ProjectAction.objects.bulk_create(
        ProjectAction(
            objective=objectives[row.objective_id],
            origin=row,
            **{name: getattr(row, name) for name in COPIED},
            **school,
        )
        for row in ProjectAction.objects.for_school(made.school_id).of_version(before.pk).order_by("pk")
    )


def start_anew(version: ProjectVersion) -> None:
    """The copy is another project: what is over stays in the former one, the rest is planned again.

    An action that goes on has its own life from here; days outside the new years are to be given again.
    """
    copies = ProjectAction.objects.for_school(version.school_id).of_version(version.pk)
    copied = ProjectAction.objects.for_school(version.school_id).filter(
        pk__in=list(copies.filter(origin__isnull=False).values_list("pk", flat=True))
    )
    copied.exclude(origin__state__in=OPEN).delete()
    copied.filter(
        Q(ends_on__lt=version.starts_on)
        | Q(ends_on__isnull=True, starts_on__lt=version.starts_on)
        | Q(starts_on__gt=version.ends_on)
    ).update(starts_on=None, ends_on=None)
    copied.update(state=ActionState.PLANNED, done_on=None, progress="", origin=None)


def follow_origins(version: ProjectVersion) -> None:
    """What pointed to an objective points to its copy; an action stands where its origin stands.

    What pointed to an objective that was left out stays with the former version, and counts no more.
    """
    for objective in Objective.objects.for_school(version.school_id).filter(
        axis__version=version, origin__isnull=False
    ):
        links = ObjectiveLink.objects.for_school(version.school_id)
        links.filter(objective=objective.origin_id).update(objective=objective)
    copies = ProjectAction.objects.for_school(version.school_id).of_version(version.pk)
    origins = ProjectAction.objects.for_school(version.school_id).filter(pk=OuterRef("origin_id"))
    ProjectAction.objects.for_school(version.school_id).filter(
        pk__in=copies.filter(origin__isnull=False).values("pk")
    ).update(**{name: Subquery(origins.values(name)[:1]) for name in FOLLOWED})
