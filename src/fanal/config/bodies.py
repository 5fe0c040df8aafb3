"""How does a body arrive without holding a thread, however slowly it comes?

It is received whole by the loop, in memory and then in a file without a name, before any thread is asked to
answer. A sender that stops, or that drips, is sent away: what came before gives no more time (`Pace`).
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from fanal.core.http.edge import LARGEST_BODY, LARGEST_WITHOUT_SESSION

LONGEST_SILENCE, LONGEST = 15.0, 120.0  # seconds: between two pieces, and for the whole body
MEASURED = 20.0  # seconds: the last ones, over which the rate is measured
SLOWEST = 4096  # bytes a second: a photo on a bad mobile network comes ten times as fast
IN_MEMORY = 64 * 1024  # bytes; beyond, a file
MOST_WAITING = 256 * 1024 * 1024  # bytes of all the bodies that a process receives, or has not answered yet
LARGE_SHARE = 0.75  # of these, at most, for bodies larger than a form: forms come through in any case


class NotReceived(Exception):
    """The body did not come; `status` is the HTTP status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class BodyPace:
    """How long the next piece of one body may take. Times are those of a clock that only goes forward."""

    started: float
    came: deque[tuple[float, int]] = field(default_factory=deque)  # when, and how many bytes
    lately: int = 0  # bytes of the last seconds

    def count(self, size: int, now: float) -> None:
        self.lately += size
        if self.came and now - self.came[-1][0] < MEASURED / 40:  # pieces of a byte stay a few lines
            when, before = self.came.pop()
            now, size = when, before + size
        self.came.append((now, size))
        self._forget(now)

    def patience(self, now: float) -> float:
        """Seconds, 0 or less when the time is up."""
        self._forget(now)
        left = min(LONGEST_SILENCE, self.started + LONGEST - now)
        if self.lately >= SLOWEST * MEASURED:
            return left
        return min(left, self.started + MEASURED - now)

    def _forget(self, now: float) -> None:
        while self.came and self.came[0][0] <= now - MEASURED:
            self.lately -= self.came.popleft()[1]


@dataclass
class Receiver:
    """Receives the bodies of one process, which together keep within `MOST_WAITING`.

    A body counts until whoever answered it gives its bytes back.
    """

    waiting: int = 0  # bytes of all
    large: int = 0  # bytes of those that announced more than a form

    async def receive(self, chunks: Any, announced: int) -> IO[bytes]:
        """The whole body, rewound. Raises NotReceived: 400 cut short, 408 too slow, 413, 503 too many."""
        pace, size = BodyPace(time.monotonic()), 0
        is_large = announced > LARGEST_WITHOUT_SESSION
        body: IO[bytes] = BytesIO()
        arriving = aiter(chunks)
        try:
            while True:
                async with asyncio.timeout(max(pace.patience(time.monotonic()), 0)):
                    chunk = await arriving.__anext__()  # `anext` with a default does not bear being cancelled
                pace.count(len(chunk), time.monotonic())
                size, self.waiting = size + len(chunk), self.waiting + len(chunk)
                self.large += len(chunk) * is_large
                body = self._keep(body, chunk, size, is_large)
        except StopAsyncIteration:
            pass
        except TimeoutError:
            self._drop(body, size, is_large=is_large)
            raise NotReceived(408) from None
        except BaseException:
            self._drop(body, size, is_large=is_large)
            raise
        if size != announced:
            self._drop(body, size, is_large=is_large)
            raise NotReceived(400)
        body.seek(0)
        return body

    def give_back(self, size: int) -> None:
        """A whole body of that size was answered and closed. In the loop: nothing here has a lock."""
        self._forget(size, is_large=size > LARGEST_WITHOUT_SESSION)

    def _forget(self, size: int, *, is_large: bool) -> None:
        self.waiting -= size
        self.large -= size * is_large

    def _drop(self, body: IO[bytes], size: int, *, is_large: bool) -> None:
        body.close()
        self._forget(size, is_large=is_large)

    def _keep(self, body: IO[bytes], chunk: bytes, size: int, is_large: bool) -> IO[bytes]:
        if size > LARGEST_BODY:
            raise NotReceived(413)
        if self.waiting > MOST_WAITING or (is_large and self.large > MOST_WAITING * LARGE_SHARE):
            raise NotReceived(503)
        if size > IN_MEMORY and isinstance(body, BytesIO):
            written = TemporaryFile()  # noqa: SIM115 (whoever answers closes it)
            written.write(body.getvalue())
            body = written
        body.write(chunk)
        return body
