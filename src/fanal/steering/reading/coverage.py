"""The coverage map of a version: each objective, what serves it in each area, what it lacks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fanal.accounts.rules.areas import Area
from fanal.steering.models import Objective, ProjectVersion
from fanal.steering.reading.links import things_by_objective
from fanal.steering.reading.outline import outline_of
from fanal.steering.rules.coverage import TONES, Gap, counts_of, finding_words, gap_of

NO_THINGS = dict.fromkeys(Area, 0)


@dataclass(frozen=True)
class MapRow:
    objective: Objective
    counts: dict[Area, int]

    @property
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

    def chips(self, current: Gap | None, address: Callable[[str], str]) -> list[dict[str, Any]]:
        """`address`: where the filter of this code leads."""
        chips: list[tuple[Gap | None, str]] = [(None, "Tous"), *((gap, gap.label) for gap in Gap)]
        return [
            {
                "label": label,
                "url": address(gap.value if gap else ""),
                "count": len(self.lacking(gap)),
                "current": gap == current,
            }
            for gap, label in chips
        ]


def coverage_of(version: ProjectVersion) -> CoverageMap:
    """A few questions for the plan, then one for the links and one for each kind of thing linked."""
    outline = outline_of(version)
    things = things_by_objective(version.school_id, [row.objective for row in outline.objectives])
    return CoverageMap(
        [
            MapRow(
                row.objective,
                counts_of(
                    [action.serving for action in row.actions], things.get(row.objective.pk, NO_THINGS)
                ),
            )
            for row in outline.objectives
        ]
    )
