"""Has this account tried too often? A count in the shared cache, forgotten after a while."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection, transaction

Tries = tuple[int, float]  # how many were made, and when (seconds) the next one may be


def one_try(key: str, *, delay: Callable[[int], int], now: float, memory: int) -> int:
    """Count one try under `key` and return 0; or count nothing, and return the seconds to wait before it.

    `delay(tries)`: seconds to wait after that many; `memory`: seconds after which the tries are forgotten.
    Tries made at the same moment are counted one after the other: a hundred at once are a hundred.
    """
    with _alone(key):
        tries, allowed_at = cache.get(key, (0, 0.0))
        if now < allowed_at:
            return math.ceil(allowed_at - now)
        cache.set(key, (tries + 1, now + delay(tries + 1)), memory)
        return 0


def one_more(key: str, *, most: int, seconds: int) -> bool:
    """Count one try under `key`; False once more than `most` were made within `seconds` of the first."""
    key, now = _counted(key), time.time()
    with _alone(key):
        tries, ends_at = cache.get(key, (0, now + seconds))
        cache.set(key, (tries + 1, ends_at), ends_at - now)  # `incr` would keep it 300 seconds
        return bool(tries < most)


def is_over(key: str, *, most: int) -> bool:
    """Whether `most` tries were already counted under `key`; counts nothing."""
    tries, _ = cache.get(_counted(key), (0, 0.0))
    return bool(tries >= most)


@contextmanager
def one_at_a_time(key: str, *, seconds: int) -> Iterator[bool]:
    """Hold `key` for the block: False when somebody else does. Outside any transaction, so that all see it.

    Forgotten after `seconds`, should the process that holds it die.
    """
    key = f"held:{key}"
    is_ours = bool(cache.add(key, 1, seconds))
    try:
        yield is_ours
    finally:
        if is_ours:
            cache.delete(key)


def _counted(key: str) -> str:
    return f"count:{key}"


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """One after the other, whichever process counts, until the end of the transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        yield
