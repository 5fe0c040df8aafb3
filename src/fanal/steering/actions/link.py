"""What is done to the links of the project: a thing points to an objective in force, to another, to none."""

from collections.abc import Collection

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, Member
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.objectives import TracedKind
from fanal.core import journal
from fanal.core.errors import Gone, RuleBroken
from fanal.core.text.french import counted
from fanal.steering.actions.version import locked_version
from fanal.steering.models import Objective, ObjectiveLink
from fanal.steering.policies import project as policies

MOST_LINKS = 300  # of one objective
TOO_MANY = f"Un objectif garde au plus {counted(MOST_LINKS, 'lien')} : détachez-en d’abord."
NOT_IN_FORCE = "Cet objectif n’est plus dans le projet en vigueur : rechargez la page, puis choisissez-en un."


def _held_objective(objective: Objective) -> Objective:
    """The objective of the version in force, which is held."""
    version = locked_version(objective.axis.version)
    if version.is_draft or version.is_replaced:
        raise RuleBroken(NOT_IN_FORCE)
    held: Objective = Objective.objects.for_school(objective.school_id).locked(objective.pk)
    return held


@transaction.atomic
def point_to(
    member: Member, kind: TracedKind, key: str, objective: Objective | None, *, by: Actor
) -> ObjectiveLink | None:
    """A thing that this member sees serves this objective from now on, or none."""
    School.objects.held(member.school.pk)  # two links of one thing come one by one
    require(policies.link_objective, by, None)
    if not kind.things(member, [key]):
        raise Gone
    link = ObjectiveLink.objects.for_school(member.school).filter(kind=kind.code, row=key).first()
    if objective is None:
        _unlink(link, by)
        return None
    objective = _held_objective(objective)
    if objective.links.count() >= MOST_LINKS:
        raise RuleBroken(TOO_MANY)
    if link is not None:
        journal.write_changes(link, {"objective": objective}, by=by, verb="steering.link_changed")
        return link
    made = ObjectiveLink.objects.create(school=member.school, kind=kind.code, row=key, objective=objective)
    journal.created(made, by=by, verb="steering.linked")
    return made


def _unlink(link: ObjectiveLink | None, by: Actor) -> None:
    if link is not None:
        journal.noted(link, by=by, verb="steering.unlinked", name=str(link))
        link.delete()


@transaction.atomic
def choose_of_kind(
    member: Member, kind: TracedKind, keys: Collection[str], objective: Objective, *, by: Actor
) -> int:
    """Of a short sort, these serve the objective and the others of it do not; how many serve it."""
    School.objects.held(member.school.pk)
    require(policies.link_objective, by, None)
    objective = _held_objective(objective)
    chosen = [thing.key for thing in kind.things(member, keys)]
    for link in objective.links.filter(kind=kind.code).exclude(row__in=chosen):
        _unlink(link, by)
    for key in chosen:
        point_to(member, kind, key, objective, by=by)
    return len(chosen)


@transaction.atomic
def remove_link(link: ObjectiveLink, *, by: Actor) -> None:
    """A thing serves its objective no more; what is gone already is taken away too."""
    held = ObjectiveLink.objects.for_school(link.school_id).locked(link.pk)
    require(policies.link_objective, by, held)
    _unlink(held, by)
