"""What every page test uses: a client that meets the edge and forgets the scope, and a counter of queries."""

import fcntl
import gc
import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import setting_changed
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext

from fanal.core.errors import Refused
from fanal.core.http.edge import refusal_of

AT_ONCE = 6  # people who press at the same second
MOST_QUERIES = 25  # that a page may ask, each of them simple
SYLLABLES = ("ba", "di", "fo", "gu", "ke", "la", "me", "ni", "po", "ru")


# Below those that the system gives to whoever asks for any port: no other server takes one meanwhile.
PORTS = range(20_000, 30_000)
_ports_held: list[int] = []  # their locks, until the process ends


def letters(number: int) -> str:
    """A name for the nth of a factory, in the order of its number: a test may look for « 503 »."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number))


def free_port() -> int:
    """A port of this machine that nobody else is given as long as this process lives, whatever runs.

    Another worker, another checkout may ask at the same moment: the file of a port is locked by who has it.
    """
    folder = Path(tempfile.gettempdir()) / f"fanal-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    for rank in range(len(PORTS)):
        port = PORTS[(os.getpid() * 100 + rank) % len(PORTS)]
        lock = os.open(folder / str(port), os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
                stream.bind(("127.0.0.1", port))
                datagrams.bind(("127.0.0.1", port))
        except OSError:
            os.close(lock)
            continue
        _ports_held.append(lock)
        return port
    raise RuntimeError(f"no free port between {PORTS[0]} and {PORTS[-1]}")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words += data.split()


def words_of(page: str) -> str:
    """What a page says, without its markup: what a short word is looked for in.

    The text of a page holds tokens made by chance, which hold « 3A » one time in sixty.
    """
    reader = _Words()
    reader.feed(page)
    reader.close()
    return " ".join(reader.words)


def forget_scope() -> None:
    """A test's transaction outlives the request's: without this the scope would stay open after it."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('fanal.schools', '', true), set_config('fanal.user', '', true)")


class EdgeHandler(ClientHandler):
    """Django's handler for tests, behind what the edge refuses, as pages are served."""

    def __call__(self, environ: dict[str, Any]) -> Any:
        refused = refusal_of(environ)
        if refused is None:
            return super().__call__(environ)
        refused.wsgi_request = WSGIRequest({**environ, "CONTENT_TYPE": ""})
        return refused


@cache
def edge_handler(enforce_csrf_checks: bool) -> EdgeHandler:
    """One for all browsers: WhiteNoise scans its folder for each. Another once a test changes a setting."""
    return EdgeHandler(enforce_csrf_checks)


def _forget_handlers(**_: object) -> None:
    edge_handler.cache_clear()


setting_changed.connect(_forget_handlers)


class ForgetfulClient(Client):
    """Django's test client, leaving no scope behind it."""

    def __init__(self, enforce_csrf_checks: bool = False, **given: Any) -> None:
        super().__init__(enforce_csrf_checks, **given)
        self.enforce_csrf_checks = enforce_csrf_checks

    @property
    def handler(self) -> EdgeHandler:
        return edge_handler(self.enforce_csrf_checks)

    @handler.setter
    def handler(self, ignored: ClientHandler) -> None:
        """Django's own `__init__` gives each browser another one."""

    def request(self, **request: Any) -> Any:
        try:
            return super().request(**request)
        finally:
            forget_scope()


@pytest.fixture
def client(db: None) -> ForgetfulClient:
    return ForgetfulClient()


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[CaptureQueriesContext]]:
    """`with count_queries() as queries: …; len(queries)`."""

    @contextmanager
    def counting() -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as queries:
            yield queries

    return counting


@contextmanager
def working_less_than(seconds: float) -> Iterator[None]:
    """The block costs the processor less than that; without the collector of garbage.

    Its pause grows with all that other tests left in the memory, and is none of the block's own.
    """
    gc.disable()
    began = time.process_time()
    try:
        yield
    finally:
        cost = time.process_time() - began
        gc.enable()
    assert cost < seconds


def at_once(school: Any, act: Callable[[int], object]) -> int:
    """How many of AT_ONCE people, each told their rank, were not refused; needs `transactional_db`."""
    from fanal.core.tenancy import scope  # here: whoever asks for a port alone has no Django apps

    def press(rank: int) -> bool:
        try:
            with scope(school):
                act(rank)
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(press, range(AT_ONCE)))
