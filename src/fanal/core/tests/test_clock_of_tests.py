"""Where the clock of a test begins: at its moment, in a run that has several (December § 6)."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from fanal.core.clock.testing import HARD_MOMENTS, instant, machine_time, moment_of_run, today

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:+]+")
ROOT = Path(__file__).parents[4]
COLLECT = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "--collect-only", "-q"]


def collected(*options: str) -> set[str]:
    """The tests of this module, without its name."""
    here = str(Path(__file__).relative_to(ROOT))
    quiet = {**os.environ, "PYTEST_ADDOPTS": ""}  # « -vv » of a run that is watched would draw a tree
    answer = subprocess.run(
        [*COLLECT, *options, here],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=quiet,
        timeout=120,
    )
    return {line.removeprefix(f"{here}::") for line in answer.stdout.splitlines() if line.startswith(here)}


def test_the_clock_of_each_turn_begins_at_its_moment(request):
    moment = moment_of_run(request.node)
    begins = instant(moment).timestamp() if moment else machine_time()
    assert abs(timezone.now().timestamp() - begins) < 60


@pytest.mark.clock(date(2026, 12, 1))
def test_a_test_that_stands_at_its_day_has_one_turn(request):
    assert moment_of_run(request.node) is None
    assert today() == date(2026, 12, 1)


@pytest.mark.machine_clock("it measures the machine's own clock")
def test_one_run_has_the_real_moment_and_each_hard_one():
    """The real one under the name that the test has in any run."""
    turning = test_the_clock_of_each_turn_begins_at_its_moment.__name__
    assert turning in collected()
    turns = {name for name in collected("--moments") if name.startswith(turning)}
    assert turns == {turning, *(f"{turning}[{moment}]" for moment in HARD_MOMENTS)}


def test_the_hard_moments_are_some_of_those_that_a_whole_clock_has():
    script = (ROOT / "scripts/clock").read_text()
    assert set(MOMENT.findall(script)) > set(HARD_MOMENTS)
