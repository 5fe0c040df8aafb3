"""Senders that stop or drip hold no thread: the pages and `/healthz` answer beside them.

Verified in November 2026, § 7 S3: four idle bodies froze the site.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import pytest
import requests

from fanal.config.bodies import LONGEST_SILENCE, MEASURED
from tests.faults.serving import Served

MANY = 120
HEAD = (
    "POST /compte/login/ HTTP/1.1\r\nHost: localhost:{port}\r\n"
    "Content-Type: multipart/form-data; boundary=B\r\nContent-Length: {length}\r\n\r\n"
)


def connect(served: Served, text: str) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", served.port), timeout=60)
    made.sendall(text.format(port=served.port, length=1_000_000).encode())
    return made


def read_all(opened: socket.socket) -> str:
    answer = b""
    while block := opened.recv(65536):
        answer += block
    return answer.decode()


@contextmanager
def idle(served: Served, text: str) -> Iterator[None]:
    with ExitStack() as opened:
        for _ in range(MANY):
            opened.enter_context(connect(served, text))
        yield


@contextmanager
def dripping(served: Served) -> Iterator[None]:
    """One byte every tenth of a second in each body."""
    over = Event()
    with ExitStack() as opened:
        senders = [opened.enter_context(connect(served, HEAD)) for _ in range(MANY)]

        def drip() -> None:
            while not over.wait(0.1):
                for sender in senders:
                    sender.sendall(b"-")

        thread = Thread(target=drip)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@pytest.mark.parametrize("held", ["bodies", "headers", "drips"])
def test_pages_answer_beside_many_senders_that_do_not_finish(served: Served, held: str) -> None:
    teacher = served.visitor("teacher")
    assert teacher.get(served.home_page, timeout=20).status_code == 200
    senders = {
        "bodies": lambda: idle(served, HEAD),
        "headers": lambda: idle(served, "POST /compte/login/ HTTP/1.1\r\nHost: loc"),
        "drips": lambda: dripping(served),
    }
    with senders[held]():
        for _ in range(10):
            assert teacher.get(served.home_page, timeout=5).status_code == 200
            assert served.answers("/healthz")


def test_a_body_that_stops_is_told_so_and_let_go(served: Served) -> None:
    started = time.monotonic()
    with connect(served, HEAD) as silent:
        silent.sendall(b"--B\r\n")
        answer = read_all(silent)
    assert answer.startswith("HTTP/1.1 408")
    assert "recommencez" in answer
    assert time.monotonic() - started < MEASURED + LONGEST_SILENCE


def test_a_body_cut_short_is_never_taken_for_a_whole_one(served: Served) -> None:
    text = HEAD.replace("multipart/form-data; boundary=B", "application/x-www-form-urlencoded")
    with connect(served, text) as cut:
        cut.sendall(b"login=a@b.invalid")
        cut.shutdown(socket.SHUT_WR)
        assert "HTTP/1.1 200" not in read_all(cut)


def test_a_body_without_its_length_is_refused(served: Served) -> None:
    text = HEAD.replace("Content-Length: {length}", "Transfer-Encoding: chunked")
    with connect(served, text) as chunked:
        chunked.sendall(b"5\r\nlogin\r\n")
        assert read_all(chunked).startswith("HTTP/1.1 411")


def test_a_body_too_large_is_refused_before_it_is_sent(served: Served) -> None:
    with connect(served, HEAD.replace("{length}", "99999999")) as large:
        assert read_all(large).startswith("HTTP/1.1 413")


def test_a_header_written_with_an_underscore_poses_as_no_other(served: Served) -> None:
    head = "GET /metrics HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n"
    with connect(served, f"{head}X_Forwarded_For: 1.2.3.4\r\n\r\n") as ours:
        assert read_all(ours).startswith("HTTP/1.1 200")
    with connect(served, f"{head}X-Forwarded-For: 1.2.3.4\r\n\r\n") as passed_on:
        assert read_all(passed_on).startswith("HTTP/1.1 404")


def test_a_large_file_leaves_whole_and_in_part(served: Served) -> None:
    page = requests.get(f"{served.url}/compte/login/", timeout=10).text
    address = served.url + page.split('<script src="')[1].split('"')[0]
    whole = requests.get(address, timeout=10, headers={"Accept-Encoding": "identity"})
    part = requests.get(address, timeout=10, headers={"Accept-Encoding": "identity", "Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert int(whole.headers["Content-Length"]) == len(whole.content)
    assert requests.head(address, timeout=10).status_code == 200
