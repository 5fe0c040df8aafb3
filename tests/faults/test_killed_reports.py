"""`kill -9` of the database while agents report: what was acknowledged is there when it starts again.

A real server and a database of its own, so that nobody else's is killed. Bounded: 400 reports at most.
"""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from fanal.core.testing import free_port
from fanal.core.tests.installation import Installation
from fanal.inventory.tests.reports import SENT_AS, xml_inventory


def sources_and_clock() -> str:
    """The path of Python of a process of the test: its clock comes that way too."""
    return os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), "src"]))


READY_SECONDS, REPORTING_SECONDS, AGENTS, MOST = 60, 4, 4, 100
OPEN = """
import django; django.setup()
from django.utils import timezone
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.tenancy import scope
from fanal.inventory.actions.access import open_access
from fanal.inventory.reading.access import agent_url
school = SchoolFactory()
with scope(school):
    print(agent_url(open_access(school, now=timezone.now(), by=system(System.SETUP)), school))
"""
SETTINGS = "fanal.config.settings"


@pytest.fixture
def place(tmp_path):
    made = Installation(tmp_path / "home")
    yield made
    made.remove()


@pytest.fixture
def served(place):
    """(the address of the pages, their process) before that database."""
    place.embedded.start()
    made = place.fanal("migrate")
    assert made.returncode == 0, made.stderr
    port = free_port()
    env = os.environ | {
        "PYTHONPATH": sources_and_clock(),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "FANAL_HOME": str(place.home),
        "FANAL_DATABASE_URL": place.embedded.dsn("fanal_app"),
        "FANAL_PUBLIC_URL": f"http://localhost:{port}",
    }
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "fanal.config.wsgi:application",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
        "--log-level",
        "warning",
    ]
    process = subprocess.Popen(command, env=env, start_new_session=True)
    limit = time.monotonic() + READY_SECONDS
    while time.monotonic() < limit:
        with suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=1):
            break
        time.sleep(0.1)
    yield f"http://localhost:{port}"
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _report(url: str, agent: int, acknowledged: list[str], stop: threading.Event) -> None:
    for turn in range(MOST):
        if stop.is_set():
            return
        serial = f"KILLED{agent}X{turn:04d}"
        inventory = xml_inventory(device=f"{serial}-2026-09-01-08-00-00", serial=serial, uuid="", mac="")
        with suppress(requests.RequestException):
            answer = requests.post(
                url, zlib.compress(inventory.encode()), headers={"Content-Type": SENT_AS}, timeout=10
            )
            if answer.status_code == 200:
                acknowledged.append(serial)


def _kill_database(folder: Path) -> None:
    """The postmaster and all its children, at once and without a word."""
    (pid_file,) = folder.rglob("postmaster.pid")
    postmaster = int(pid_file.read_text().split()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    for pid in (postmaster, *map(int, children)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    limit = time.monotonic() + 20
    while time.monotonic() < limit and any(Path(f"/proc/{pid}").exists() for pid in children):
        time.sleep(0.1)


def test_what_was_acknowledged_outlives_a_killed_database(place, served):
    """verified.md § 7, S14: one of 377 acknowledged reports was lost."""
    opened = place._python("-c", OPEN, DJANGO_SETTINGS_MODULE=SETTINGS, FANAL_PUBLIC_URL=served)
    assert opened.returncode == 0, opened.stderr
    url, acknowledged, stop = opened.stdout.strip().splitlines()[-1], [], threading.Event()
    threads = [
        threading.Thread(target=_report, args=(url, agent, acknowledged, stop)) for agent in range(AGENTS)
    ]
    for thread in threads:
        thread.start()
    time.sleep(REPORTING_SECONDS)
    _kill_database(place.embedded.folder)
    stop.set()
    for thread in threads:
        thread.join()
    place.embedded.start()
    kept = {serial for (serial,) in place.ask("SELECT serial FROM inventory_machine")}
    assert len(acknowledged) > 10
    assert set(acknowledged) - kept == set()
