"""How much a guard looked at: it fails under what it once reached, and each run prints what it reaches."""

from collections.abc import Callable

import pytest

REACHED = "reached"

type Floor = Callable[[str, int, int], None]


@pytest.fixture
def at_least(record_property: Callable[[str, object], None]) -> Floor:
    """`at_least("pages", 976, 950)`: a guard that looks at fewer has gone blind."""

    def check(what: str, count: int, floor: int) -> None:
        record_property(REACHED, f"{count:>6}  {what} (at least {floor})")
        assert count >= floor, f"{count} {what}, at least {floor}"

    return check


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    lines = {line for report in reports for name, line in report.user_properties if name == REACHED}
    if lines:
        terminalreporter.section("what the guards looked at")
        for line in sorted(lines, key=lambda line: line.split(maxsplit=1)[1]):
            terminalreporter.write_line(str(line))
