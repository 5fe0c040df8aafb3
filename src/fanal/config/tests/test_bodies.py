"""How bodies arrive: whole, too slowly, too large, cut short, or too many at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from fanal.config import bodies
from fanal.config.bodies import NotReceived, Receiver


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
    monkeypatch.setattr(bodies, "GRACE", 0.1)
    assert status_of(*[b"a"] * 100, announced=100, pause=0.02) == 408


def test_a_body_that_comes_steadily_may_take_longer_than_the_grace(monkeypatch):
    monkeypatch.setattr(bodies, "GRACE", 0.1)
    monkeypatch.setattr(bodies, "SLOWEST", 10)
    assert received(*[b"abc"] * 10, announced=30, pause=0.03) == b"abc" * 10


def test_all_the_bodies_of_a_process_keep_within_one_limit(monkeypatch):
    monkeypatch.setattr(bodies, "MOST_WAITING", 10)
    assert status_of(b"a" * 11, announced=11) == 503
    receiver = Receiver()

    async def many() -> list[object]:
        both = [receiver.receive(chunks(b"a" * 6, b"b", pause=0.01), 7) for _ in range(2)]
        return await asyncio.gather(*both, return_exceptions=True)

    answers = asyncio.run(many())
    assert [isinstance(answer, NotReceived) for answer in answers].count(True) >= 1
    assert receiver.waiting == 0


def test_more_than_a_form_may_weigh_is_refused(monkeypatch):
    monkeypatch.setattr(bodies, "LARGEST_BODY", 10)
    assert status_of(b"a" * 11, announced=11) == 413
