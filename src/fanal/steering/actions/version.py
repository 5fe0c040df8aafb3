"""What is done to a version of the project: begun, corrected, brought into force; what councils said of it.

Whoever writes the project holds the version: its axes, objectives and actions change under that one lock.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.core.frozen.papers import keep_paper
from fanal.steering.actions.copying import copy_plan, follow_origins, start_anew
from fanal.steering.models import ProjectOpinion, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.reading.project import doubts_of
from fanal.steering.reading.sums import texts_sum
from fanal.steering.rules.adoption import Standing, councils_of, length_refusals, outcome_of
from fanal.steering.rules.version import (
    MOST_VERSIONS,
    Council,
    VersionState,
    adoption_refusals,
    ends_on,
    opinion_refusals,
    year_refusals,
)

ONE_DRAFT = "Une version est déjà en préparation : ouvrez-la, ou supprimez-la d’abord."


def locked_version(version: ProjectVersion) -> ProjectVersion:
    """As it is now, held: two people who write the project come one by one."""
    held: ProjectVersion = ProjectVersion.objects.for_school(version.school_id).locked(version.pk)
    return held


def _dated(values: Mapping[str, Any], school: School, standing: str, today: date) -> dict[str, Any]:
    standing = values.get("standing", standing)
    reasons = year_refusals(values["first_year"], today)
    if reasons := reasons + length_refusals(values["years"], standing, is_private=school.is_private):
        raise RuleBroken(reasons)
    return {**values, "ends_on": ends_on(values["first_year"], values["years"])}


@transaction.atomic
def begin_version(school: School, values: Mapping[str, Any], *, today: date, by: Actor) -> ProjectVersion:
    """Prepare a version: the first one is empty, the next one a copy of the one in force.

    Once its years come after, it is another project: what was done stays where it was done.
    """
    School.objects.held(school.pk)  # two who begin one come one by one
    require(policies.write_project, by, None)
    versions = ProjectVersion.objects.for_school(school)
    if versions.drafts().exists():
        raise RuleBroken(ONE_DRAFT)
    if versions.count() >= MOST_VERSIONS:
        raise RuleBroken(
            f"Un établissement garde au plus {MOST_VERSIONS} versions de son projet : les plus anciennes "
            "s’effacent cinq ans après leur fin."
        )
    number = next_number(school.pk, "project version")
    facts = {"standing": Standing.INTERNAL, **_dated(values, school, Standing.INTERNAL, today)}
    made = ProjectVersion.objects.create(school=school, number=number, **facts)
    journal.created(made, by=by, verb="steering.version_begun")
    if before := versions.in_force().first():
        copy_plan(before, made)
        if made.follows(before):
            start_anew(made)
    return made


@transaction.atomic
def change_version(
    version: ProjectVersion, values: Mapping[str, Any], *, today: date, by: Actor, seen: str = ""
) -> ProjectVersion:
    """Correct the title, the years and the introduction of a draft. `seen`: what a form showed.

    A copy whose years now come after those of the version in force becomes the next project.
    """
    version = locked_version(version)
    require(policies.write_project, by, version)
    refuse_stale(version, values, seen)
    values = _dated(values, version.school, version.standing, today)
    journal.write_changes(version, values, by=by, verb="steering.version_changed")
    before = ProjectVersion.objects.for_school(version.school_id).in_force().first()
    if before is not None and version.follows(before):
        start_anew(version)
    return version


@transaction.atomic
def remove_version(version: ProjectVersion, *, by: Actor) -> None:
    """Give a draft up, with all that was written in it; the version in force stays as it is."""
    version = locked_version(version)
    require(policies.write_project, by, version)
    journal.noted(version, by=by, verb="steering.version_removed", number=version.number)
    version.delete()


@transaction.atomic
def adopt_version(version: ProjectVersion, *, today: date, by: Actor, why: str = "") -> ProjectVersion:
    """Bring a draft into force: its texts never change again, and what pointed to the former one follows.

    `why`: what is written where the law asks for a decision that is not there. It never stops anybody.
    """
    School.objects.held(version.school_id)
    version = locked_version(version)
    require(policies.adopt_version, by, version)
    axes = list(version.axes.prefetch_related("objectives"))
    empty = [axis.title for axis in axes if not axis.objectives.all()]
    count = sum(len(axis.objectives.all()) for axis in axes)
    if reasons := adoption_refusals(objectives=count, empty_axes=empty):
        raise RuleBroken(reasons)
    doubts = doubts_of(version)
    if doubts and not why:
        raise RuleBroken([*doubts, "Pour continuer, écrivez pourquoi."])
    former = ProjectVersion.objects.for_school(version.school_id).in_force()
    for replaced in former.select_for_update(of=("self",)):
        replacing = {"state": VersionState.REPLACED, "replaced_on": today}
        journal.write_changes(replaced, replacing, by=by, verb="steering.version_replaced")
    journal.write_changes(
        version,
        {
            "state": VersionState.IN_FORCE,
            "adopted_on": today,
            "adopted_despite": why if doubts else "",
            "adoption_gaps": [gap.value for gap in version.gaps],
        },
        by=by,
        verb="steering.version_adopted",
    )
    follow_origins(version)
    keep_paper("steering.version", version, texts_sum(version), on=today)
    return version


@transaction.atomic
def note_opinion(
    version: ProjectVersion, council: str, values: Mapping[str, Any], *, today: date, by: Actor
) -> ProjectOpinion:
    """Note, or correct, what a council said of a version."""
    version = locked_version(version)
    require(policies.note_opinion, by, version)
    if council not in councils_of(is_private=version.school.is_private):
        raise RuleBroken("Ce conseil n’existe pas dans un établissement de ce statut.")
    votes = values["votes_for"], values["votes_against"], values["abstained"]
    if reasons := opinion_refusals(values["given_on"], votes, today, first_year=version.first_year):
        raise RuleBroken(reasons)
    if council == Council.BOARD:
        values = {**values, "outcome": outcome_of(votes, values.get("outcome", ""))}
    opinion = version.opinions.filter(council=council).first()
    if opinion is not None:
        journal.write_changes(opinion, values, by=by, verb="steering.opinion_changed")
        return opinion
    made: ProjectOpinion = version.opinions.create(school_id=version.school_id, council=council, **values)
    journal.created(made, by=by, verb="steering.opinion_noted")
    return made


@transaction.atomic
def remove_opinion(version: ProjectVersion, council: str, *, by: Actor) -> None:
    """Take an opinion away that was noted by mistake; nothing to do when there is none."""
    version = locked_version(version)
    require(policies.note_opinion, by, version)
    for opinion in version.opinions.filter(council=council):
        journal.noted(opinion, by=by, verb="steering.opinion_removed", council=council)
        opinion.delete()
