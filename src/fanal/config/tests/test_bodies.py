"""How bodies arrive: whole, too slowly, too large, cut short, or too many at once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from tempfile import TemporaryFile
from threading import Event
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings

from fanal.accounts.models.roles import Role
from fanal.accounts.sign_in.sessions import SessionStore, is_signed_in
from fanal.config import bodies
from fanal.config.bodies import BodyPace, NotReceived, Receiver
from fanal.config.front import Front, holds_a_file

MB = 1024 * 1024


async def chunks(*parts: bytes, pause: float = 0) -> AsyncIterator[bytes]:
    for part in parts:
        await asyncio.sleep(pause)
        yield part


def received(*parts: bytes, announced: int, pause: float = 0) -> bytes:
    with asyncio.run(Receiver().receive(chunks(*parts, pause=pause), announced)) as body:
        return body.read()


def status_of(*parts: bytes, announced: int, pause: float = 0) -> int:
    with pytest.raises(NotReceived) as refused:
        received(*parts, announced=announced, pause=pause)
    return refused.value.status


def test_a_small_body_and_a_large_one_arrive_whole():
    assert received(b"ab", b"c", announced=3) == b"abc"
    large = b"x" * (bodies.IN_MEMORY + 1)
    assert received(large, b"y", announced=len(large) + 1) == large + b"y"


def test_a_body_cut_short_is_refused():
    assert status_of(b"abc", announced=4) == 400


def test_a_silence_and_a_drip_are_refused(monkeypatch):
    monkeypatch.setattr(bodies, "LONGEST_SILENCE", 0.05)
    assert status_of(b"abc", announced=3, pause=1) == 408
    monkeypatch.setattr(bodies, "MEASURED", 0.1)
    assert status_of(*[b"a"] * 100, announced=100, pause=0.02) == 408


def test_a_body_that_comes_steadily_may_take_longer_than_the_measure(monkeypatch):
    monkeypatch.setattr(bodies, "MEASURED", 0.2)
    monkeypatch.setattr(bodies, "SLOWEST", 10)
    assert received(*[b"abc"] * 15, announced=45, pause=0.03) == b"abc" * 15


def test_what_came_before_gives_no_more_time():
    """A tester held every form: 32 MB at once, then a byte each seven seconds."""
    pace = BodyPace(started=0.0)
    pace.count(32 * MB - 100, now=3.0)
    assert pace.patience(now=3.0) == bodies.LONGEST_SILENCE
    pace.count(1, now=10.0)
    pace.count(1, now=17.0)
    assert pace.patience(now=22.9) > 0
    assert pace.patience(now=23.0) <= 0


def test_a_body_has_two_minutes_however_fast_it_comes():
    pace = BodyPace(started=0.0)
    for second in range(1, 121):
        pace.count(100_000, now=float(second))
        assert (pace.patience(now=float(second)) > 0) is (second < 120)


def test_a_bad_network_that_keeps_the_slowest_rate_is_waited_for():
    pace = BodyPace(started=0.0)
    for second in range(1, 119):
        pace.count(bodies.SLOWEST + 250, now=float(second))
        assert pace.patience(now=float(second)) > 0


def test_large_bodies_leave_room_for_forms(monkeypatch):
    monkeypatch.setattr(bodies, "MOST_WAITING", 4 * MB)
    receiver = Receiver()

    async def both() -> tuple[object, object]:
        held = chunks(*[b"a" * MB] * 3, b"b", pause=0.05)
        larger, smaller = receiver.receive(held, 3 * MB + 1), receiver.receive(chunks(b"a=b", pause=0.18), 3)
        first, second = await asyncio.gather(larger, smaller, return_exceptions=True)
        return first, second

    large, form = asyncio.run(both())
    assert isinstance(large, NotReceived)
    assert large.status == 503
    assert not isinstance(form, BaseException)
    form.close()
    receiver.give_back(3)
    assert (receiver.waiting, receiver.large) == (0, 0)


def test_all_the_bodies_of_a_process_keep_within_one_limit(monkeypatch):
    monkeypatch.setattr(bodies, "MOST_WAITING", 10)
    assert status_of(b"a" * 11, announced=11) == 503
    receiver = Receiver()

    async def many() -> list[object]:
        both = [receiver.receive(chunks(b"a" * 6, b"b", pause=0.01), 7) for _ in range(2)]
        return await asyncio.gather(*both, return_exceptions=True)

    answers = asyncio.run(many())
    assert [isinstance(answer, NotReceived) for answer in answers].count(True) >= 1
    whole = [answer for answer in answers if not isinstance(answer, BaseException)]
    assert receiver.waiting == 7 * len(whole)


def test_more_than_a_form_may_weigh_is_refused(monkeypatch):
    monkeypatch.setattr(bodies, "LARGEST_BODY", 10)
    assert status_of(b"a" * 11, announced=11) == 413


class Sender:
    """What the server gives of one form, and keeps of its answer."""

    def __init__(self, body: bytes = b"a" * 7) -> None:
        self.body, self.status = body, 0

    def __aiter__(self) -> AsyncIterator[bytes]:
        return chunks(self.body)

    def response_bytes(self, status: int, _headers: object, _body: bytes) -> None:
        self.status = status


def form() -> SimpleNamespace:
    return SimpleNamespace(
        path="/",
        method="POST",
        query_string="",
        server="localhost:80",
        client="127.0.0.1:1",
        scheme="http",
        http_version="1.1",
        headers={"content-length": "7"},
    )


def test_a_body_counts_until_it_is_answered(monkeypatch):
    """Whole bodies that waited for a thread were counted no longer: together they had no limit."""
    monkeypatch.setattr(bodies, "MOST_WAITING", 10)
    may_answer = Event()

    def pages(_environ: object, start: Callable[..., None]) -> list[bytes]:
        may_answer.wait(10)
        start("200 OK", [])
        return []

    front = Front(pages, 1, is_signed_in=lambda _: False, refusal=lambda _: None)

    async def two() -> tuple[int, int, int]:
        front.loop, front.receiver = asyncio.get_running_loop(), Receiver()
        first, second = Sender(), Sender()
        with ThreadPoolExecutor(1) as front.for_pages:
            waiting = asyncio.create_task(front.__rsgi__(form(), first))
            await asyncio.sleep(0.05)
            await front.__rsgi__(form(), second)
            may_answer.set()
            await waiting
        return first.status, second.status, front.receiver.waiting

    assert asyncio.run(two()) == (200, 503, 0)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_large_body_comes_only_once_its_session_is_known(is_known):
    """A hostile colleague, November 2026: any made-up cookie opened bodies of 32 MB."""
    keys: list[str] = []

    def is_signed_in(key: str) -> bool:
        keys.append(key)
        return is_known

    def pages(environ: dict[str, Any], start: Callable[..., None]) -> list[bytes]:
        start("200 OK", [])
        return [environ["wsgi.input"].read()]

    front, request = Front(pages, 1, is_signed_in=is_signed_in), form()
    request.headers = {"content-length": str(2 * MB), "cookie": f"{settings.SESSION_COOKIE_NAME}={'k' * 32}"}

    async def send() -> int:
        front.loop, front.receiver = asyncio.get_running_loop(), Receiver()
        sender = Sender(b"x" * 2 * MB)
        with ThreadPoolExecutor(1) as front.for_pages:
            front.for_uploads = front.for_pages
            await front.__rsgi__(request, sender)
        return sender.status

    assert asyncio.run(send()) == (200 if is_known else 413)
    assert keys == ["k" * 32]


@pytest.mark.django_db
def test_only_a_session_where_somebody_signed_in_is_known(client_of, school):
    anonymous = SessionStore()
    anonymous["seen"] = 1
    anonymous.save()
    signed = client_of(school, Role.TEACHER).cookies[settings.SESSION_COOKIE_NAME].value
    with patch("fanal.accounts.sign_in.sessions.connection.close"):  # the test's own
        assert is_signed_in(signed)
        assert not is_signed_in(str(anonymous.session_key))
        assert not is_signed_in("k" * 32)


TEXT = b'Content-Disposition: form-data; name="text"\r\n\r\nLa salle 104'
FORM_BODY = b"--B\r\n" + TEXT + b"\r\n--B\r\n%s\r\n\r\n\r\n--B--\r\n"
PHOTO = b'Content-Disposition: form-data; name="photo"; '
MULTIPART = {"CONTENT_TYPE": "multipart/form-data; boundary=B"}


@pytest.mark.parametrize(
    ("part", "does"),
    [
        (b'filename=""\r\nContent-Type: application/octet-stream', False),
        (b'filename="a.jpg"', True),
        (b"FileName=a.jpg", True),
        (b"filename*=UTF-8''a.jpg", True),
        (b'filename=""a', True),
    ],
)
def test_a_form_without_a_file_never_waits_behind_somebodys_file(part, does):
    """December § 7, N1: « forms without a file never wait behind somebody's file ». « Demander de
    l'aide » is always multipart."""
    body = FORM_BODY % (PHOTO + part)
    assert holds_a_file(MULTIPART | {"wsgi.input": BytesIO(body)}) is does


def test_a_long_table_that_is_pasted_is_read_where_files_are():
    pasted = {"CONTENT_TYPE": "application/x-www-form-urlencoded"}
    assert not holds_a_file(pasted | {"wsgi.input": BytesIO(b"pasted=a")})
    with TemporaryFile() as body:
        assert holds_a_file(pasted | {"wsgi.input": body})
        assert not holds_a_file({"CONTENT_TYPE": "application/xml", "wsgi.input": body})  # what agents send
