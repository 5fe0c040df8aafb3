"""Processes that are killed, started twice, cut from their database, or left without room on the disk.

Verified in November 2026, § 7 S7, S8, S15. A real `fanal serve`, its real PostgreSQL.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from fanal.config.home_lock import occupied
from fanal.core.embedded import Embedded
from fanal.core.testing import free_port
from fanal.web.probes import SECONDS_KEPT
from tests.faults.serving import Served, answers, is_alive, wait_for


def test_pages_whose_parent_is_killed_never_answer_beside_their_successors(served: Served) -> None:
    watching, answering = served.pages()
    assert len(answering) == 2
    os.kill(watching, signal.SIGKILL)
    # Those that answered are adopted as they end: for an instant one of them stands where their parent stood.
    wait_for(lambda: served.pages()[0] not in {0, watching, *answering})
    assert not any(map(is_alive, answering))
    wait_for(lambda: served.answers() and len(served.pages()[1]) == 2)


def test_what_all_pages_counted_is_given_by_each_and_never_goes_down(served: Served) -> None:
    """field.md D2-6: fourteen readings of one counter gave 3 4 6 5 6 7 8 7 8 9 9 10 11 10."""

    def counted() -> float:
        text = requests.get(f"{served.url}/metrics", timeout=10).text
        samples = [one for family in text_string_to_metric_families(text) for one in family.samples]
        return sum(one.value for one in samples if one.name == "fanal_requests_total")

    before, readings = counted(), []
    for _ in range(14):
        requests.get(f"{served.url}/compte/login/", timeout=10)
        readings.append(counted())
    assert readings == sorted(readings)
    assert readings[-1] >= before + 14
    os.kill(served.pages()[1][0], signal.SIGKILL)
    wait_for(lambda: served.answers() and len(served.pages()[1]) == 2)
    assert counted() >= readings[-1]


def test_whoever_comes_while_the_pages_are_started_again_waits(served: Served) -> None:
    """December § 7, N9: « seconds of refused connections after kill -9 of the pages' parent »."""
    watching, answering = served.pages()
    os.kill(watching, signal.SIGKILL)
    wait_for(lambda: not is_alive(watching))
    come: list[socket.socket] = []
    while served.pages()[0] in {0, watching, *answering} or len(come) < 20:
        come.append(socket.create_connection(("127.0.0.1", served.port), timeout=30))
        time.sleep(0.05)
    for connection in come[-5:]:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert connection.recv(64).startswith(b"HTTP/1.1 200")
    for connection in come:
        connection.close()
    wait_for(lambda: served.answers() and len(served.pages()[1]) == 2)


def test_a_second_server_in_the_same_home_is_refused_and_the_first_goes_on(served: Served) -> None:
    before = served.pages()
    for command in (
        ["serve", "--port", "0"],
        ["demo", "--port", "0"],
        ["migrate"],
        ["serve", "--only", "web"],
    ):
        refused = served.run(*command)
        assert refused.returncode == 1
        assert (
            f"Fanal tourne déjà dans le dossier {served.home} (processus {served.process.pid})"
            in refused.stderr
        )
        assert "Traceback" not in refused.stderr
    assert served.pages() == before
    assert served.answers("/readyz")


def test_pages_start_beside_the_background_work_of_another_unit(served: Served, tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    shutil.copytree(served.home / "secrets", home / "secrets")  # all processes of a database have its keys
    elsewhere = served.env | {
        "FANAL_HOME": str(home),
        "FANAL_DATABASE_URL": served.embedded.dsn("fanal_app"),
        "FANAL_DATABASE_OWNER_URL": served.embedded.dsn("fanal_owner"),
    }
    with occupied(home, "worker"):  # as `fanal serve --only worker` does
        pages = subprocess.Popen(served.command("serve", "--only", "web", "--port", str(port)), env=elsewhere)
        try:
            wait_for(lambda: answers(f"http://localhost:{port}/healthz"), seconds=90)
        finally:
            pages.terminate()
            pages.wait(timeout=90)  # first it ends what it announces


def test_pages_that_cannot_prepare_their_database_say_it(served: Served, tmp_path: Path) -> None:
    nowhere = f"postgresql://fanal_owner@127.0.0.1:{free_port()}/fanal"
    env = served.env | {"FANAL_HOME": str(tmp_path / "home")}
    env |= {"FANAL_DATABASE_URL": nowhere, "FANAL_DATABASE_OWNER_URL": nowhere}
    refused = subprocess.run(
        served.command("serve", "--only", "web"),
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert refused.returncode == 1
    assert "« fanal migrate » s’est arrêté" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_restore_does_not_replace_what_is_being_served(served: Served) -> None:
    backup = served.home.with_name("served.tar")
    assert served.run("backup", str(backup)).returncode == 0
    refused = served.run("restore", str(backup))
    assert (refused.returncode, f"processus {served.process.pid}" in refused.stderr) == (1, True)
    assert served.answers("/readyz")


def test_no_page_fails_after_the_database_was_restarted(served: Served) -> None:
    """Stale connections of the pool gave a 500 each."""
    teacher = served.visitor("teacher")
    for _ in range(8):
        assert teacher.get(served.home_page, timeout=10).status_code == 200
    database = Embedded(served.home)
    old = database._pid()
    os.kill(old, signal.SIGINT)
    wait_for(lambda: not is_alive(old))
    wait_for(lambda: database.is_running() and database._pid() != old)
    statuses = [teacher.get(served.home_page, timeout=10).status_code for _ in range(16)]
    assert statuses == [200] * 16
    assert served.answers("/readyz", seconds=10)


def test_a_killed_database_comes_back_and_so_do_the_pages(served: Served) -> None:
    teacher = served.visitor("teacher")
    database = Embedded(served.home)
    old = database._pid()
    os.kill(old, signal.SIGKILL)
    wait_for(lambda: database.is_running() and database._pid() != old, seconds=40)
    wait_for(lambda: requests.get(f"{served.url}/readyz", timeout=10).status_code == 200)
    assert [teacher.get(served.home_page, timeout=10).status_code for _ in range(8)] == [200] * 8


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 MB, which only root can mount; others meet `web/tests/test_probes.py` alone."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "fanal-test", place], check=False)
    if mounted.returncode:
        pytest.skip("only root can mount a small file system: web/tests/test_probes.py has the double")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_server_whose_disk_is_full_says_that_it_is_not_ready(served: Served, small_disk: Path) -> None:
    home, port = small_disk / "home", free_port()
    home.mkdir(mode=0o700)
    shutil.copytree(served.home / "static", home / "static")  # without them no page opens, and none is ready
    env = served.env | {"FANAL_HOME": str(home), "FANAL_DATABASE_URL": served.embedded.dsn("fanal_app")}
    command = [sys.executable, "-m", "fanal.config.pages", "--host", "127.0.0.1", "--port", str(port)]
    pages = subprocess.Popen(command, env=env)
    ready, alive = f"http://localhost:{port}/readyz", f"http://localhost:{port}/healthz"
    try:
        wait_for(lambda: answers(alive), seconds=60)
        assert requests.get(ready, timeout=20).json()["ready"]
        filler = home / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as stream:
            while stream.write(b"\1" * 65536):
                pass
        time.sleep(SECONDS_KEPT + 0.5)
        full = requests.get(ready, timeout=20)
        assert (full.status_code, full.json()["disk"]) == (503, False)
        assert answers(alive)
        filler.unlink()
        wait_for(lambda: requests.get(ready, timeout=20).status_code == 200)
    finally:
        pages.terminate()
        pages.wait(timeout=30)
