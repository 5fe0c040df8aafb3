"""The clock of the tests: what day it is, where it stands, and the moment a whole run is moved to.

A test that names no day takes `today()`. A module that names one stands there:
`pytestmark = pytest.mark.clock(TODAY)`. `--moment 2028-02-29T23:58+01:00` begins each other test there;
`--moments` begins each that reads a clock where it is, then at three moments where a calendar is hard.
What a test starts (`fanal …` in a process of its own) has its clock moved by as much.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from time import time as unix_time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

MORNING = time(9, tzinfo=ZoneInfo("Europe/Paris"))
READING = re.compile(r"\b(today|now|time)\(")
# A year begins in the night, an hour is twice, a day is there once in four years: three of `scripts/clock`.
HARD_MOMENTS = ("2027-01-01T00:30+01:00", "2027-10-31T02:30+02:00", "2028-02-29T23:58+01:00")
PARAMETER = "moment_of_the_run"
# A process for each command of a test: seconds, where a page takes a tenth. `make clock` runs them.
STARTS_PROCESSES = re.compile(r"\bInstallation\b")
# Python imports `sitecustomize` from its path as it starts: there the clock of a child is moved.
CHILDREN = Path(__file__).parent / "children"
MOVED_BY = "TESTS_MOVED_BY"


def today() -> date:
    """The day of the school, where the clock of the tests is: the one source of « today » for tests."""
    return timezone.localdate()


def instant(moment: date | datetime | str) -> datetime:
    """A day is its morning at nine in Paris; a time without a zone could be two instants: refused."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if not isinstance(moment, datetime):
        return datetime.combine(moment, MORNING)
    if moment.tzinfo is None:
        raise ValueError(f"{moment}: write its offset, as in 2027-10-31T02:30+02:00")
    return moment


def machine_time() -> float:
    """Seconds of the machine's own clock, wherever that of the tests is."""
    hatch = time_machine.escape_hatch
    return hatch.time.time() if hatch.is_travelling() else unix_time()


def moved_children(moment: datetime) -> dict[str, str]:
    """What the environment of a process says, for its clock to be at this moment now."""
    path = [str(CHILDREN), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {MOVED_BY: repr(moment.timestamp() - machine_time()), "PYTHONPATH": os.pathsep.join(path)}


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """The clock begins there and goes on, here and in the processes that start meanwhile."""
    before = {name: os.environ.get(name) for name in (MOVED_BY, "PYTHONPATH")}
    os.environ.update(moved_children(moment))
    try:
        # In UTC: a zone would become that of the whole process.
        with time_machine.travel(moment.astimezone(UTC).timestamp(), tick=True):
            yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--moment", help="begin each test at this moment, as in 2028-02-29T23:58+01:00")
    parser.addoption(
        "--moments", action="store_true", help="the tests of the apps that read a clock, at three moments too"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "clock(day): the clock of these tests stands at this day")
    config.addinivalue_line("markers", "machine_clock(because): these tests need the machine's own clock")
    moment = config.getoption("moment")
    if moment and (hasattr(config, "workerinput") or not config.getoption("numprocesses", None)):
        # While modules are read, and for fixtures of the whole session.
        journey = standing_at(instant(moment))
        journey.__enter__()
        config.add_cleanup(lambda: journey.__exit__(None, None, None))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Where the machine is, under the test's own name; then at each hard moment."""
    test = metafunc.definition
    if metafunc.config.getoption("moments") and reads_a_clock(test.path) and not has_its_clock(test):
        metafunc.fixturenames.append(PARAMETER)
        metafunc.parametrize(PARAMETER, [None, *HARD_MOMENTS], ids=[pytest.HIDDEN_PARAM, *HARD_MOMENTS])


@cache
def reads_a_clock(path: Path) -> bool:
    """A module of an app, of which a test may depend on the day, and none starts a process."""
    if "src" not in path.parts:
        return False
    text = path.read_text(encoding="utf-8")
    return bool(READING.search(text)) and not STARTS_PROCESSES.search(text)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """At a moment, leave out tests that stand at a day of their own, or need the machine's clock."""
    left_out = {item for item in items if moment_of_run(item) and has_its_clock(item)}
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


def has_its_clock(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("clock", "machine_clock"))


def moment_of_run(item: pytest.Item) -> str | None:
    """That of this turn of the test, or of the whole run."""
    turn: str | None = item.callspec.params.get(PARAMETER) if hasattr(item, "callspec") else None
    return turn or item.config.getoption("moment")


def moment_of(item: pytest.Item) -> datetime | None:
    """Where the clock of this test begins; None: the machine's own."""
    mark = item.get_closest_marker("clock")
    moment = mark.args[0] if mark else moment_of_run(item)
    return instant(moment) if moment else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Around the fixtures of the test too: none of them is made on another day."""
    moment = moment_of(item)
    if moment is None:
        return (yield)
    with standing_at(moment):
        return (yield)
