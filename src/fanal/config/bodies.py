"""How does a body arrive without holding a thread, however slowly it comes?

It is received whole by the loop, in memory and then in a file without a name, before any thread is asked to
answer. A sender that stops, or that drips, is sent away: `GRACE` seconds, and one more for each `SLOWEST`
bytes that came.
"""

import asyncio
import time
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from fanal.core.edge import LARGEST_BODY

GRACE, LONGEST_SILENCE = 20.0, 15.0  # seconds
SLOWEST = 4096  # bytes a second: a photo on a bad mobile network comes ten times as fast
IN_MEMORY = 64 * 1024  # bytes; beyond, a file
MOST_WAITING = 256 * 1024 * 1024  # bytes of all the bodies that a process receives, or has not answered yet


class NotReceived(Exception):
    """The body did not come; `status` is the HTTP status that says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Receiver:
    """Receives the bodies of one process, which together keep within `MOST_WAITING`.

    A body counts until whoever answered it gives its bytes back.
    """

    waiting: int = 0

    async def receive(self, chunks: Any, announced: int) -> IO[bytes]:
        """The whole body, rewound. Raises NotReceived: 400 cut short, 408 too slow, 413, 503 too many."""
        started, size = time.monotonic(), 0
        body: IO[bytes] = BytesIO()
        arriving = aiter(chunks)
        try:
            while True:
                patience = min(LONGEST_SILENCE, started + GRACE + size / SLOWEST - time.monotonic())
                async with asyncio.timeout(max(patience, 0)):
                    chunk = await arriving.__anext__()  # `anext` with a default does not bear being cancelled
                size, self.waiting = size + len(chunk), self.waiting + len(chunk)
                body = self._keep(body, chunk, size)
        except StopAsyncIteration:
            pass
        except TimeoutError:
            self._drop(body, size)
            raise NotReceived(408) from None
        except BaseException:
            self._drop(body, size)
            raise
        if size != announced:
            self._drop(body, size)
            raise NotReceived(400)
        body.seek(0)
        return body

    def give_back(self, size: int) -> None:
        """A body of that size was answered and closed. In the loop: `waiting` has no lock."""
        self.waiting -= size

    def _drop(self, body: IO[bytes], size: int) -> None:
        body.close()
        self.give_back(size)

    def _keep(self, body: IO[bytes], chunk: bytes, size: int) -> IO[bytes]:
        if size > LARGEST_BODY:
            raise NotReceived(413)
        if self.waiting > MOST_WAITING:
            raise NotReceived(503)
        if size > IN_MEMORY and isinstance(body, BytesIO):
            written = TemporaryFile()  # noqa: SIM115 (whoever answers closes it)
            written.write(body.getvalue())
            body = written
        body.write(chunk)
        return body
