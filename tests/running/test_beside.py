"""What runs beside the suite fails the run, and its words are read in one block (December § 6)."""

import subprocess
import sys

import pytest

RUN = """
import sys
sys.path.insert(0, "scripts")
from run_beside import run
sys.exit(run([sys.executable, "-c", {suite!r}], {{
    "checks": [sys.executable, "-c", {checks!r}],
    "architecture": [sys.executable, "-c", "print('all is well')"],
}}))
"""


def ran(suite: str, checks: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN.format(suite=suite, checks=checks)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("suite", "checks", "code"),
    [("pass", "pass", 0), ("exit(1)", "pass", 1), ("pass", "exit(2)", 1), ("exit(1)", "exit(2)", 1)],
)
def test_the_run_fails_when_either_does(suite: str, checks: str, code: int) -> None:
    assert ran(suite, checks).returncode == code


def test_what_a_check_says_is_the_end_of_the_run_and_what_holds_is_one_line() -> None:
    done = ran("pass", "print('one line is too long'); exit(1)")
    head, _, tail = done.stdout.rpartition("===== checks: FAILED =====")
    assert "one line is too long" in head, "said at once too"
    assert "one line is too long" in tail
    assert "all is well" not in done.stdout
    assert "architecture  holds, 0 s beside the suite" in tail
