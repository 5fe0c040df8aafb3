"""What costs a processor is done one at a time in a process, and few wait: pages keep their threads."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooMany(Exception):
    """Too many were waiting, or the turn did not come in time."""


class Turns:
    """One at a time; at most `most_waiting` wait, at most `seconds`."""

    def __init__(self, *, most_waiting: int, seconds: float) -> None:
        self.seconds = seconds
        self._places = threading.BoundedSemaphore(most_waiting + 1)
        self._turn = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise TooMany
        try:
            if not self._turn.acquire(timeout=self.seconds):
                raise TooMany
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._places.release()
