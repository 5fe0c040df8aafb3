"""What points to the objectives of a school, and still stands: a thing that is gone counts no more."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fanal.accounts.models.member import Member
from fanal.accounts.reading.objectives import TracedKind, TracedThing, traced_kinds
from fanal.accounts.rules.areas import Area
from fanal.steering.models import Objective, ObjectiveLink
from fanal.steering.rules.version import VersionState


@dataclass(frozen=True)
class LinkedThing:
    """A thing that serves an objective, as its reader sees it."""

    link: ObjectiveLink
    kind: TracedKind
    thing: TracedThing


def kinds_by_code() -> dict[str, TracedKind]:
    return {kind.code: kind for kind in traced_kinds()}


def standing_links(school_id: int, objectives: Iterable[Objective]) -> list[ObjectiveLink]:
    """The links of these objectives whose thing the school still has: a question, and one a kind."""
    links = list(ObjectiveLink.objects.for_school(school_id).filter(objective__in=list(objectives)))
    kinds, keys = kinds_by_code(), defaultdict[str, set[str]](set)
    for link in links:
        keys[link.kind].add(link.row)
    present = {code: kinds[code].present(school_id, keys[code]) for code in keys if code in kinds}
    return [link for link in links if link.row in present.get(link.kind, ())]


def things_by_objective(school_id: int, objectives: Iterable[Objective]) -> dict[int, dict[Area, int]]:
    """How many things serve each objective, by area."""
    kinds = kinds_by_code()
    counts = defaultdict[int, dict[Area, int]](lambda: dict.fromkeys(Area, 0))
    for link in standing_links(school_id, objectives):
        counts[link.objective_id][kinds[link.kind].area] += 1
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
