"""Two runs of the tests in one folder share one server: the first to end leaves it to the other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fanal.core.embedded import Embedded

RUN = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider"]
QUICK = "src/fanal/accounts/tests/test_rules_fair_use.py"


@pytest.mark.parametrize("only", [[], ["--collect-only"]])
def test_a_run_that_ends_does_not_stop_the_server_of_another(only: list[str]) -> None:
    server = Embedded(Path(os.environ["FANAL_HOME"]))
    before = server._pid()
    done = subprocess.run([*RUN, *only, QUICK], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert server.is_running()
    assert server._pid() == before
