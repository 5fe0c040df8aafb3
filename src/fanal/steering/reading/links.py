"""What points to the objectives of a school, and still stands: a thing that is gone counts no more."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from fanal.accounts.models.member import Member
from fanal.accounts.reading.objectives import TracedKind, TracedThing, traced_kinds
from fanal.accounts.rules.areas import Area
from fanal.steering.models import Objective, ObjectiveLink, ProjectVersion
from fanal.steering.rules.version import VersionState


@dataclass(frozen=True)
class LinkedThing:
    """A thing that serves an objective, as its reader sees it."""

    link: ObjectiveLink
    kind: TracedKind
    thing: TracedThing


def kinds_by_code() -> dict[str, TracedKind]:
    return {kind.code: kind for kind in traced_kinds()}


def _links_of(school_id: int, version_id: int) -> Any:
    rows = ObjectiveLink.objects.for_school(school_id).filter(objective__axis__version=version_id)
    return rows.values_list("objective", "kind", "row")


def things_by_objective(version: ProjectVersion) -> dict[int, dict[Area, int]]:
    """How many things that the school still has serve each objective: a question, and one a kind."""
    kinds, links = kinds_by_code(), _links_of(version.school_id, version.pk)
    keys = defaultdict[str, set[str]](set)
    for _, kind, row in links:
        keys[kind].add(row)
    present = {code: kinds[code].present(version.school_id, keys[code]) for code in keys if code in kinds}
    counts = defaultdict[int, dict[Area, int]](lambda: dict.fromkeys(Area, 0))
    for objective, kind, row in links:
        if row in present.get(kind, ()):
            counts[objective][kinds[kind].area] += 1
    return counts


def served_elsewhere(objective: Objective, kind: TracedKind) -> dict[str, Objective]:
    """The things of a sort that serve another objective in force, by key."""
    links = ObjectiveLink.objects.for_school(objective.school_id).filter(
        kind=kind.code, objective__axis__version__state=VersionState.IN_FORCE
    )
    others = links.exclude(objective=objective).select_related("objective__axis")
    return {link.row: link.objective for link in others}


@dataclass(frozen=True)
class ServingThings:
    """What serves one objective: those that the reader sees, and how many others there are."""

    shown: list[LinkedThing]
    hidden: int


def things_of(member: Member, objective: Objective) -> ServingThings:
    """The things of an objective, by kind, then as their room sorts them: a question a kind, or two."""
    by_kind = defaultdict[str, dict[str, ObjectiveLink]](dict)
    for link in ObjectiveLink.objects.for_school(member.school).filter(objective=objective):
        by_kind[link.kind][link.row] = link
    shown, hidden = list[LinkedThing](), 0
    for kind in traced_kinds():
        links = by_kind.get(kind.code, {})
        things = kind.things(member, list(links)) if links else []
        shown += [LinkedThing(links[thing.key], kind, thing) for thing in things]
        if others := set(links) - {thing.key for thing in things}:
            hidden += len(kind.present(member.school.pk, others))
    return ServingThings(shown, hidden)
