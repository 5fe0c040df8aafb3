"""The background work in its lanes: a real process, real jobs of the database."""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.periodic import PeriodicDeferrer, PeriodicTask
from procrastinate.testing import InMemoryConnector

from fanal.config import work
from fanal.config.commands import serve
from fanal.core.embedded import Embedded
from fanal.core.operation.supervisor import Child
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


def test_a_database_that_goes_leaves_all_lanes_or_none(begin: Begin, tmp_path: Path) -> None:
    """Either every lane has reached it again, or the process ends and the supervisor begins another."""
    promise("tests.write", Queue.SHORT, name="first")
    working = begin()
    wait_for((tmp_path / "first").exists)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
    for queue in Queue:
        promise("tests.write", queue, name=f"{queue}-after")
    done = {f"{queue}-after" for queue in Queue}
    wait_for(lambda: done <= {file.name for file in tmp_path.iterdir()} or working.poll() not in {None, 0})


def test_a_lane_that_ends_by_itself_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose side task failed says so in its log, and returns as if it had been told to stop."""

    async def run(_app: App, *, queues: list[Queue], **_options: object) -> None:
        if queues != [Queue.SHORT]:
            await asyncio.Event().wait()

    monkeypatch.setattr(App, "run_worker_async", run)
    with app.replace_connector(InMemoryConnector()) as working, pytest.RaisesGroup(RuntimeError):
        asyncio.run(asyncio.wait_for(work._work(working), SECONDS))


@pytest.mark.usefixtures("transactional_db")
def test_what_runs_by_the_clock_is_promised_once_whatever_the_number_of_machines() -> None:
    """Each process promises it; the database takes one promise for each minute."""
    task = app.tasks["core.fetch_mail"]
    (periodic,) = [one for one in app.periodic_registry.periodic_tasks.values() if one.task is task]
    for _machine in range(3):
        asyncio.run(_promise_periodic(periodic, 1_800_000_000))
        with connection.cursor() as cursor:  # done meanwhile: nothing that waits keeps the next one out
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
    assert ProcrastinateJob.objects.filter(task_name=task.name).count() == 1


async def _promise_periodic(periodic: PeriodicTask, timestamp: int) -> None:
    connector = PsycopgConnector(kwargs=connector_params())
    with app.replace_connector(connector) as own:
        async with own.open_async():
            await PeriodicDeferrer(own.periodic_registry).defer_jobs([(periodic, timestamp)])


def test_a_mailbox_is_read_by_one_process_at_a_time() -> None:
    assert app.tasks["core.fetch_mail"].lock == "core.fetch_mail"


def test_as_many_processes_work_as_the_settings_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun: list[Child] = []
    monkeypatch.setenv("FANAL_WORKERS", "3")
    monkeypatch.setattr(serve.Supervisor, "run", lambda supervisor: begun.extend(supervisor.children) or 0)
    given = argparse.Namespace(only="worker", host="127.0.0.1", port=0)
    assert serve._supervise(given, tmp_path, None, announce=lambda: None) == 0
    assert [child.command[-1] for child in begun] == ["fanal.config.work"] * 3


def test_each_job_has_a_lane() -> None:
    lanes = {queue.value for queue in Queue}
    ours = {name: task.queue for name, task in app.tasks.items() if task.queue != "builtin"}
    assert {name: queue for name, queue in ours.items() if queue not in lanes} == {}
    assert set(ours.values()) == lanes
