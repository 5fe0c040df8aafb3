"""The background work in its lanes: a real process, real jobs of the database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fanal.core.embedded import Embedded
from fanal.core.queues import Queue

SECONDS = 60
CHILD = """
import time
from pathlib import Path

import django

django.setup()
from procrastinate.contrib.django import app

from fanal.config.work import main

folder = Path({folder!r})


@app.task(name="tests.write")
def write(name: str) -> None:
    with (folder / name).open("a") as file:
        file.write("once ")


@app.task(name="tests.hold")
def hold() -> None:
    (folder / "holding").touch()
    while not (folder / "go").exists():
        time.sleep(0.05)
    (folder / "held").touch()


main()
"""
Begin = Callable[[], subprocess.Popen[bytes]]


def wait_for(question: Callable[[], bool]) -> None:
    limit = time.monotonic() + SECONDS
    while not question():
        assert time.monotonic() < limit, "it never came"
        time.sleep(0.05)


def promise(task: str, queue: Queue, **arguments: str) -> None:
    app.configure_task(task, queue=queue, allow_unknown=True).defer(**arguments)


@pytest.fixture
def begin(transactional_db: None, tmp_path: Path) -> Iterator[Begin]:
    """Starts a process of work on the database of this test."""
    started: list[subprocess.Popen[bytes]] = []
    database = str(connection.settings_dict["NAME"])
    url = Embedded(Path(os.environ["FANAL_HOME"]).resolve()).dsn("fanal_app", database)
    env = os.environ | {"FANAL_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "fanal.config.settings"}

    def begin_one() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", CHILD.format(folder=str(tmp_path))]
        started.append(subprocess.Popen(command, env=env))
        return started[-1]

    yield begin_one
    (tmp_path / "go").touch()
    for process in started:
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS)


def test_a_long_job_holds_neither_a_mail_nor_what_is_short(begin: Begin, tmp_path: Path) -> None:
    """field.md D2-7: an import of the AAF held the mails of a hundred collèges."""
    promise("tests.hold", Queue.LONG)
    working = begin()
    wait_for((tmp_path / "holding").exists)
    promise("tests.write", Queue.LONG, name="long")
    promise("tests.write", Queue.MAIL, name="mail")
    promise("tests.write", Queue.SHORT, name="short")
    wait_for(lambda: (tmp_path / "mail").exists() and (tmp_path / "short").exists())
    assert not (tmp_path / "held").exists()
    assert not (tmp_path / "long").exists(), "jobs of one lane follow each other"
    working.send_signal(signal.SIGTERM)
    time.sleep(1)
    assert working.poll() is None, "what was begun is ended"
    (tmp_path / "go").touch()
    assert working.wait(SECONDS) == 0
    assert (tmp_path / "held").exists()
    assert not (tmp_path / "long").exists(), "nothing more is begun"


def test_two_processes_do_each_job_once(begin: Begin, tmp_path: Path) -> None:
    for rank in range(40):
        promise("tests.write", Queue.MAIL, name=f"mail-{rank}")
    begin(), begin()
    wait_for(lambda: len([*tmp_path.glob("mail-*")]) == 40)
    wait_for(lambda: not ProcrastinateJob.objects.filter(task_name="tests.write", status="doing").exists())
    assert {file.read_text() for file in tmp_path.glob("mail-*")} == {"once "}


def test_a_database_that_goes_ends_the_work_and_the_supervisor_begins_it_again(
    begin: Begin, tmp_path: Path
) -> None:
    promise("tests.write", Queue.SHORT, name="first")
    working = begin()
    wait_for((tmp_path / "first").exists)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
    promise("tests.write", Queue.SHORT, name="second")
    wait_for(lambda: (tmp_path / "second").exists() or working.poll() not in {None, 0})


def test_each_job_has_a_lane() -> None:
    lanes = {queue.value for queue in Queue}
    ours = {name: task.queue for name, task in app.tasks.items() if task.queue != "builtin"}
    assert {name: queue for name, queue in ours.items() if queue not in lanes} == {}
    assert set(ours.values()) == lanes
