"""The coverage map of a version: each objective, what serves it in each area, what it lacks."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.rules.areas import Area
from fanal.core.pages.filter_chips import FilterChip
from fanal.steering.models import Objective, ProjectAction, ProjectVersion
from fanal.steering.reading.links import things_by_objective
from fanal.steering.rules.action import ActionKind, ActionState
from fanal.steering.rules.coverage import TONES, Gap, ServingAction, counts_of, finding_words, gap_of

NO_THINGS = dict.fromkeys(Area, 0)


@dataclass(frozen=True)
class MapRow:
    objective: Objective
    counts: dict[Area, int]

    @cached_property
    def gap(self) -> Gap:
        return gap_of([area for area, count in self.counts.items() if count])

    @property
    def tone(self) -> str:
        return TONES[self.gap]

    @property
    def cells(self) -> list[tuple[str, int]]:
        """The label of each area, and how many serve the objective there."""
        return [(area.label, self.counts[area]) for area in Area]


@dataclass(frozen=True)
class CoverageMap:
    rows: list[MapRow]

    @property
    def finding(self) -> str:
        return finding_words([row.gap for row in self.rows])

    def lacking(self, gap: Gap | None) -> list[MapRow]:
        """The rows of a filter; all of them without any."""
        return self.rows if gap is None else [row for row in self.rows if row.gap == gap]

    def chips(self, current: Gap | None, address: Callable[[str], str]) -> list[FilterChip]:
        """`address`: where the filter of this code leads."""
        chips: list[tuple[Gap | None, str]] = [(None, "Tous"), *((gap, gap.label) for gap in Gap)]
        return [
            FilterChip(label, address(gap.value if gap else ""), len(self.lacking(gap)), gap == current)
            for gap, label in chips
        ]


def _objectives(school_id: int, version_id: int) -> QuerySet[Objective]:
    return Objective.objects.for_school(school_id).filter(axis__version=version_id).in_order()


def _actions(school_id: int, version_id: int) -> Any:
    rows = ProjectAction.objects.for_school(school_id).of_version(version_id)
    return rows.values_list("objective", "kind", "state", "budget_cents")


def coverage_of(version: ProjectVersion) -> CoverageMap:
    """Three questions, and one for each kind of thing linked; the map counts, so it reads no whole row."""
    actions = defaultdict[int, list[ServingAction]](list)
    for objective, kind, state, budget_cents in _actions(version.school_id, version.pk):
        actions[objective].append(ServingAction(ActionKind(kind), ActionState(state), budget_cents))
    things = things_by_objective(version)
    return CoverageMap(
        [
            MapRow(objective, counts_of(actions[objective.pk], things.get(objective.pk, NO_THINGS)))
            for objective in _objectives(version.school_id, version.pk)
        ]
    )
