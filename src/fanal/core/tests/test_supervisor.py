"""The supervisor, for real: restart, order of stop, its own deadline, and no orphan after kill -9."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import fanal
from fanal.core.embedded import Embedded

SOURCES = str(Path(fanal.__file__).parents[1])

# A child that writes its pid, then sleeps; on SIGTERM it says so in the file, or ignores it.
CHILD = """
import os, pathlib, signal, sys, time
note = pathlib.Path(sys.argv[1])
def leave(*_):
    with note.with_name("stopped").open("a") as f: f.write(note.name + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, signal.SIG_IGN if "stubborn" in note.name else leave)
note.write_text(str(os.getpid()))
time.sleep(60)
"""
# A child that starts another, as the pages do, and sleeps; the other notes its pid.
FAMILY = """
import os, pathlib, sys, time
note = pathlib.Path(sys.argv[1])
if os.fork() == 0:
    with note.with_name("grandchildren").open("a") as f: f.write(f"{os.getpid()}\\n")
    time.sleep(60)
note.write_text(str(os.getpid()))
time.sleep(60)
"""
PROGRAM = """
import pathlib, signal, sys
from fanal.core.operation.supervisor import Child, Supervisor
folder, child = pathlib.Path(sys.argv[1]), sys.argv[2]
def make(name, order):
    note = folder / name
    return Child(name, [sys.executable, "-c", child, str(note)], order=order, ready=note.exists)
sys.exit(Supervisor([make(n, i) for i, n in enumerate(sys.argv[3:])], stop_seconds=1).run())
"""
WITH_DATABASE = """
import pathlib, signal, sys
from fanal.core.embedded import Embedded
from fanal.core.operation.supervisor import Child, Supervisor
db = Embedded(pathlib.Path(sys.argv[1]), fsync=False)
database = Child("postgres", db.command(), stop_signal=signal.SIGINT, popen_options=db.popen_options(),
                 ready=db.is_running)
sys.exit(Supervisor([database]).run())
"""


def supervise(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": SOURCES}
    return subprocess.Popen([sys.executable, "-c", program, *arguments], env=environment)


def wait_for(question: Callable[[], object], seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def pid_in(note: Path) -> int:
    """What is written there, read once: another child may be writing it anew."""
    numbers: list[str] = []

    def is_written() -> bool:
        numbers[:] = note.read_text().split() if note.exists() else []
        return bool(numbers)

    wait_for(is_written)
    return int(numbers[0])


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def run(*names: str, child: str = CHILD) -> subprocess.Popen[bytes]:
        started.append(supervise(PROGRAM, str(tmp_path), child, *names))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def test_a_dead_child_comes_back(running, tmp_path):
    running("web", "worker")
    first, other = pid_in(tmp_path / "web"), pid_in(tmp_path / "worker")
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: pid_in(tmp_path / "web") != first)
    assert is_alive(pid_in(tmp_path / "web"))
    assert pid_in(tmp_path / "worker") == other


def test_what_a_killed_child_started_ends_before_another_takes_its_place(running, tmp_path):
    """verified in November 2026, § 7 S7: the old pages went on answering beside the new ones."""
    supervisor = running("web", child=FAMILY)
    first = pid_in(tmp_path / "web")
    notes = tmp_path / "grandchildren"
    wait_for(lambda: notes.exists() and notes.read_text().strip())
    old = int(notes.read_text())
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: pid_in(tmp_path / "web") != first)
    assert not is_alive(old)
    wait_for(lambda: not Path(f"/proc/{old}").exists())  # no zombie either: the supervisor took leave of it
    wait_for(lambda: len(notes.read_text().split()) == 2)
    supervisor.terminate()
    assert supervisor.wait(timeout=10) == 0
    assert not is_alive(int(notes.read_text().split()[1]))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopping_ends_the_last_started_first(running, tmp_path, number):
    supervisor = running("database", "web")
    pid_in(tmp_path / "web")
    supervisor.send_signal(number)
    assert supervisor.wait(timeout=10) == 0
    assert (tmp_path / "stopped").read_text().split() == ["web", "database"]


def test_a_child_that_will_not_stop_is_killed_at_the_deadline(running, tmp_path):
    supervisor = running("database", "stubborn")
    stubborn = pid_in(tmp_path / "stubborn")
    supervisor.terminate()
    assert supervisor.wait(timeout=10) == 0
    assert not is_alive(stubborn)
    assert (tmp_path / "stopped").read_text().split() == ["database"]


def test_kill_9_of_the_supervisor_leaves_no_orphan(running, tmp_path):
    supervisor = running("database", "web")
    pids = [pid_in(tmp_path / "database"), pid_in(tmp_path / "web")]
    supervisor.kill()
    wait_for(lambda: not any(map(is_alive, pids)))


def test_a_child_that_falls_at_once_is_retried_ever_more_slowly_and_given_up(tmp_path):
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from fanal.core.operation.supervisor import Child, Supervisor\n"
        "command = ['sh', '-c', 'echo x >> ' + sys.argv[1]]\n"
        "child = Child('web', command, ready=lambda: False)\n"
        "sys.exit(Supervisor([child], ready_seconds=1).run())"
    )
    supervisor = supervise(program, str(tmp_path / "tries"))
    assert supervisor.wait(timeout=10) == 1
    assert 2 <= len((tmp_path / "tries").read_text().split()) <= 4


def test_the_embedded_server_is_a_child_that_ends_cleanly_even_after_kill_9(tmp_path):
    db = Embedded(tmp_path / "home", fsync=False)
    db.prepare()
    try:
        for number in (signal.SIGTERM, signal.SIGKILL):
            supervisor = supervise(WITH_DATABASE, str(db.home))
            wait_for(db.is_running)
            supervisor.send_signal(number)
            assert supervisor.wait(timeout=10) == (0 if number == signal.SIGTERM else -signal.SIGKILL)
            wait_for(lambda: not (db.place.data / "postmaster.pid").exists())
        assert db.log.read_text().count("database system is shut down") == 2
    finally:
        db.stop()
        shutil.rmtree(db.folder)
