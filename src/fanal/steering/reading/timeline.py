"""The time line of a version: its actions as rows, and where each stands between September and August."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanal.core.charts.shapes import Box, Stroke, Word, share, shortened
from fanal.steering.models import ProjectAction, ProjectVersion
from fanal.steering.rules.action import ActionState
from fanal.steering.rules.timeline import position_of, stretch_of

HEAD, STEP, WORDS, BAR = 26, 40, 12, 18  # pixels: the years, an action, to its words, to its bar
TONES = {ActionState.PLANNED: 1, ActionState.RUNNING: 2, ActionState.DONE: 3, ActionState.DROPPED: 4}
LEGEND = [(tone, state.label) for state, tone in TONES.items()]


@dataclass(frozen=True)
class TimelineRow:
    action: ProjectAction
    state: tuple[str, str]
    is_outside: bool  # without a day, or outside the years of the project


@dataclass(frozen=True)
class Timeline:
    """The drawing of some actions of a version, and the same actions as rows."""

    rows: list[TimelineRow]
    height: int
    boxes: list[Box]
    words: list[Word]
    grid: list[Stroke]
    legend: list[tuple[int, str]]

    @property
    def outside(self) -> int:
        return sum(row.is_outside for row in self.rows)


def timeline_of(version: ProjectVersion, actions: Sequence[ProjectAction], today: date) -> Timeline:
    """Of these actions alone; no question. Actions without a day are rows, and are not drawn."""
    first, last = version.starts_on, version.ends_on
    rows, boxes, words = list[TimelineRow](), list[Box](), list[Word]()
    for action in actions:
        stretch = stretch_of(action.starts_on, action.ends_on, first, last)
        rows.append(TimelineRow(action, action.state_on(today), stretch is None))
        if stretch is None:
            continue
        y = HEAD + STEP * len(boxes)
        tone = TONES[ActionState(action.state)]
        words.append(Word("0%", y + WORDS, f"{action.objective.number} {shortened(action.title)}"))
        boxes.append(Box(share(stretch.start), y + BAR, share(stretch.end - stretch.start), tone))
    height = HEAD + STEP * len(boxes)
    grid, years = _years(version, height, today)
    return Timeline(rows, height, boxes, [*years, *words], grid, LEGEND)


def _years(version: ProjectVersion, height: int, today: date) -> tuple[list[Stroke], list[Word]]:
    """A line at each 1 September, with the school year after it, and one for today."""
    grid, words = list[Stroke](), list[Word]()
    for rank in range(version.years):
        x, year = share(rank / version.years), version.first_year + rank
        grid.append(Stroke(x, 0, x, height, 0))
        words.append(Word(share((rank + 0.5) / version.years), WORDS + 2, f"{year}-{year + 1}", "middle"))
    if (now := position_of(today, version.starts_on, version.ends_on)) is not None:
        grid.append(Stroke(share(now), HEAD - 6, share(now), height, 2))
    return grid, words
