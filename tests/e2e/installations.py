"""A whole Fanal on a home of its own: the demonstration, today or on another day; one without a school."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from fanal.core.clock.testing import instant, moved_children
from fanal.core.embedded import Embedded
from fanal.core.operation.supervisor import die_with_parent
from fanal.core.testing import free_port
from tests.faults.serving import fill
from tests.running.homes import Homes, copy_home, forget_cluster

STOP_SECONDS = 120
READY_SECONDS = 300  # on a busy machine: it says that nothing comes any more


@dataclass
class Demonstration:
    """The running demonstration: its contract (`demo.json`), and what its first start from nothing cost."""

    home: Path
    process: subprocess.Popen[bytes]
    contract: dict[str, Any]
    first_start: float

    def page(self, path: str = "") -> str:
        return f"{self.contract['url']}/e/{self.contract['uai']}/{path}"


def launch(home: Path, *command: str, clock: str = "") -> subprocess.Popen[bytes]:
    """Run `fanal …` on a home of its own, its clock set to `clock`; what it prints is in `output.log`."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("FANAL_")}
    env["FANAL_HOME"] = str(home)
    if clock:
        env |= moved_children(instant(clock))
    with (home / "output.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "fanal.config.cli", *command],
            env=env,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, os.getpid(), signal.SIGTERM),
        )


def wait_for(home: Path, process: subprocess.Popen[bytes], is_ready: Callable[[], object]) -> None:
    """Until it is ready, or end it and fail with the last lines it printed."""
    limit = time.monotonic() + READY_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > limit:
            process.terminate()
            process.wait(timeout=STOP_SECONDS)
            forget_cluster(home)
            pytest.fail((home / "output.log").read_text()[-3000:])
        time.sleep(0.1)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=STOP_SECONDS) == 0


def end(home: Path, process: subprocess.Popen[bytes]) -> None:
    stop(process)
    forget_cluster(home)


FIRST_START = "first-start"  # in a home: seconds of the processor


def work_of(process: subprocess.Popen[bytes]) -> float:
    """Seconds of the processor that this process spent, with the commands that it waited for."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def show_once(home: Path) -> None:
    """The demonstration as on a machine that never had it, stopped again."""
    process = launch(home, "demo", "--port", str(free_port()))
    wait_for(home, process, (home / "demo.json").exists)
    (home / FIRST_START).write_text(str(work_of(process)))
    stop(process)


def migrated(home: Path) -> None:
    """The tables and nothing in them."""
    fill(Embedded(home, fsync=False))


@contextmanager
def shown(homes: Homes, home: Path) -> Iterator[Demonstration]:
    """The demonstration on a copy of its own."""
    copy_home(homes.once("told", show_once), home)
    process = launch(home, "demo", "--port", str(free_port()))
    wait_for(home, process, (home / "demo.json").exists)
    contract = json.loads((home / "demo.json").read_text())
    yield Demonstration(home, process, contract, float((home / FIRST_START).read_text()))
    end(home, process)


@dataclass
class Moved:
    """A demonstration whose clock is moved: it stops, and starts again on the same home at another moment."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    contract: dict[str, Any] = field(default_factory=dict)

    def go_to(self, moment: str) -> None:
        self.stop()
        (self.home / "demo.json").unlink(missing_ok=True)
        self.process = launch(self.home, "demo", "--port", str(self.port), clock=moment)
        wait_for(self.home, self.process, (self.home / "demo.json").exists)
        self.contract = json.loads((self.home / "demo.json").read_text())

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process)
        self.process = None

    def page(self, path: str = "") -> str:
        return f"{self.contract['url']}/e/{self.contract['uai']}/{path}"


@dataclass
class Empty:
    """A Fanal without a school: its address, its home, and the code its terminal shows."""

    home: Path
    url: str
    code: str


CODE = re.compile(r"(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}")


@contextmanager
def served(home: Path) -> Iterator[Empty]:
    port = free_port()
    process = launch(home, "serve", "--port", str(port))
    log = home / "output.log"
    wait_for(home, process, lambda: CODE.search(log.read_text()))
    yield Empty(home, f"http://localhost:{port}", CODE.search(log.read_text())[0])
    end(home, process)
