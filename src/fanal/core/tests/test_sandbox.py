"""The child process in which files from outside are read has real walls."""

import os
import socket
import subprocess
import sys
import threading
import time
from typing import IO, Any

import pytest

from fanal.core.sandbox import parent
from fanal.core.sandbox.parent import PACKAGE_ROOT, Declined, Limit, LimitReached, run_limited

MEGABYTE = 1024 * 1024


def echo(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    out.write(payload + arguments["tail"].encode())


def surroundings(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    out.write(repr((sorted(set(os.environ) - {"LC_CTYPE"}), os.getcwd())).encode())


def swallow_memory(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    bytearray(700 * MEGABYTE)


def spin(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    while True:
        pass


def sleep(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    time.sleep(60)


def flood(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    for _ in range(100):
        out.write(b"x" * MEGABYTE)


def write_slowly(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    for rank in range(4):
        out.write(b"a line\n")
        out.flush()
        time.sleep(0.2 if rank < 3 else arguments["then"])


def reach_out(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    attempts = (
        lambda: open("/etc/passwd"),  # noqa: SIM115
        lambda: socket.create_connection(("127.0.0.1", arguments["port"])),
        lambda: os.pipe(),
    )
    for attempt in attempts:
        try:
            attempt()
        except OSError:
            out.write(b"refused ")


def decline(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    out.write(b"half an answer")
    out.flush()
    raise Declined("Ce contenu est refusé. Envoyez autre chose.")


def crash(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    os.kill(os.getpid(), 11)


def fail(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    raise SystemExit("neither an Exception nor a Declined")


def run(function: Any, payload: bytes = b"", **options: Any) -> bytes:
    with run_limited(f"{__name__}:{function.__name__}", payload, **options) as answer:
        return answer.read()


def test_bytes_go_in_and_come_out(tmp_path):
    assert run(echo, b"abc", arguments={"tail": "é"}) == "abcé".encode()
    path = tmp_path / "source"
    path.write_bytes(b"from a file")
    assert run(echo, path, arguments={"tail": "!"}) == b"from a file!"


def test_child_sees_no_environment_and_no_folder_of_ours(monkeypatch):
    monkeypatch.setenv("FANAL_SECRET_KEY", "canari")
    assert run(surroundings) == b"([], '/')"


@pytest.mark.parametrize(
    ("function", "options", "limit"),
    [
        pytest.param(swallow_memory, {}, Limit.MEMORY, id="more memory than allowed"),
        pytest.param(spin, {"seconds": 1}, Limit.TIME, id="endless work"),
        pytest.param(sleep, {"seconds": 1}, Limit.TIME, id="endless sleep"),
        pytest.param(flood, {"output": 5 * MEGABYTE}, Limit.OUTPUT, id="too long an answer"),
        pytest.param(crash, {}, Limit.CRASH, id="killed by a signal"),
        pytest.param(fail, {}, Limit.CRASH, id="an exception nobody foresaw"),
    ],
)
def test_a_child_that_meets_a_wall_is_named_by_it(function, options, limit):
    with pytest.raises(LimitReached) as reached:
        run(function, **options)
    assert reached.value.limit is limit


def test_child_opens_no_file_no_socket_no_pipe():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert run(reach_out, arguments={"port": server.getsockname()[1]}) == b"refused refused refused "


def test_a_refusal_brings_its_sentence_and_nothing_of_the_half_answer():
    with pytest.raises(Declined) as declined:
        run(decline)
    assert declined.value.sentence == "Ce contenu est refusé. Envoyez autre chose."


def test_several_children_may_run_at_once_from_threads():
    answers: list[bytes] = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(run(echo, b"", arguments={"tail": str(n)})))
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [b"0", b"1", b"2", b"3", b"4", b"5"]


def test_the_parent_imports_no_parser():
    """Only the child may ever load what decodes a stranger's bytes."""
    code = (
        "import sys, fanal.core.sheets, fanal.core.files; "
        "parsers = {'django', 'python_calamine', 'PIL', 'pyexpat', 'zipfile', 'csv'}; "
        "print(sorted(parsers & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(PACKAGE_ROOT)}, capture_output=True, check=True
    )
    assert done.stdout.strip() == b"[]"


class Enough(Exception):
    """Nobody wants the answer any more."""


@pytest.mark.parametrize("is_file", [False, True])
def test_whoever_watches_is_told_how_many_lines_were_written(monkeypatch, tmp_path, is_file):
    """December § 7, N1: « reading in a job where it is long, with its progress »."""
    monkeypatch.setattr(parent, "WATCH_SECONDS", 0.05)
    payload = b"x" * MEGABYTE
    if is_file:
        (tmp_path / "source").write_bytes(payload)
    told: list[int] = []
    source = tmp_path / "source" if is_file else payload
    assert run(write_slowly, source, arguments={"then": 0.3}, watch=told.append) == b"a line\n" * 4
    assert told == sorted(told)
    assert told[-1] == 4


def test_whoever_watches_ends_it(monkeypatch):
    monkeypatch.setattr(parent, "WATCH_SECONDS", 0.05)

    def watch(lines: int) -> None:
        if lines:
            raise Enough

    started = time.monotonic()
    with pytest.raises(Enough):
        run(write_slowly, arguments={"then": 60}, watch=watch)
    assert time.monotonic() - started < 30


def test_a_child_that_is_watched_meets_its_walls_as_another():
    with pytest.raises(LimitReached) as reached:
        run(sleep, seconds=1, watch=lambda _: None)
    assert reached.value.limit is Limit.TIME
