"""The files that take longest begin first, so that no worker waits for another at the end of a run.

`durations.txt` says what each file took, in seconds of one worker; `--write-durations` writes it again at the
end of a whole run. A line that is stale, or missing, costs a minute of waiting and nothing else.
Files that take about as long stay in the order that was drawn.
"""

from collections import Counter
from math import log2
from pathlib import Path

import pytest

DURATIONS = Path(__file__).with_name("durations.txt")
LEAST = 4.0  # seconds; shorter files have no line


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--longest-first", action="store_true", help="the files that take longest begin first")
    parser.addoption(
        "--write-durations", action="store_true", help=f"write what each file took in {DURATIONS.name}"
    )


def file_of(node: str) -> str:
    return node.partition("::")[0]


def read_durations(text: str) -> dict[str, float]:
    rows = (line.split(maxsplit=1) for line in text.splitlines())
    return {file: float(seconds) for seconds, file in rows}


def written(seconds: dict[str, float]) -> str:
    rows = sorted((file, spent) for file, spent in seconds.items() if spent >= LEAST)
    return "".join(f"{spent:6.0f} {file}\n" for file, spent in rows)


def rank(seconds: float) -> int:
    """Smaller for a longer file; the same for two of which neither takes twice as long as the other."""
    return -int(log2(max(seconds, 1)))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("longest_first"):
        seconds = read_durations(DURATIONS.read_text(encoding="utf-8"))
        items.sort(key=lambda item: rank(seconds.get(file_of(item.nodeid), 0)))


class Stopwatch:
    """What each file took, its fixtures included."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[file_of(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        DURATIONS.write_text(written(self.seconds), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("write_durations") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Stopwatch())
