"""What each part of a run took, in the time of its workers: the last lines of a run of several parts."""

from collections import Counter
from collections.abc import Iterator

import pytest

from fanal.core.clock.testing import HARD_MOMENTS


def part_of(node: str) -> str:
    """« moments » for a turn at a hard moment, « apps », or the folder of `tests`."""
    if node.endswith("]") and any(moment in node for moment in HARD_MOMENTS):
        return "moments"
    folder, _, rest = node.partition("/")
    return rest.partition("/")[0] if folder == "tests" else "apps"


def lines(seconds: Counter[str]) -> Iterator[str]:
    for part, spent in seconds.most_common():
        yield f"{part:<14}{spent // 60:4.0f} min {spent % 60:02.0f} s"


class Parts:
    """Adds up the reports of all workers."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[part_of(report.nodeid)] += report.duration

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if len(self.seconds) > 1:
            terminalreporter.section("time of each part, all workers together")
            for line in lines(self.seconds):
                terminalreporter.write_line(line)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Parts())
