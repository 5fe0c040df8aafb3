"""The front of each process of pages: a loop that receives and sends, a few threads that answer.

Threads are the scarce thing. None is given to a request before its whole body is there, none is held by a
reader who takes a long time, and `/healthz` needs none. Forms that bring a file have threads of their own:
what they do may take seconds, and neither pages nor forms without a file wait behind them.
"""

import asyncio
import logging
import os
import re
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from fanal.config.bodies import NotReceived, Receiver
from fanal.core.http.edge import counts_on_session, refusal_of, refuse, session_key
from fanal.core.operation.supervisor import die_with_parent

UPLOAD_THREADS = 2
BLOCK = 64 * 1024  # bytes of a file sent at once
SECONDS_TO_TAKE_A_BLOCK = 60
# Headers that WSGI names without « HTTP_ ».
BARE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
HEALTHY = [
    ("content-type", "text/plain"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
]
OF_FORMS = ("multipart/", "application/x-www-form-urlencoded")
FILE_NAME = re.compile(rb'filename(?!=""\r\n)', re.IGNORECASE)
CLOSING = ("connection", "close")
Headers = list[tuple[str, str]]
log = logging.getLogger("fanal.front")


@dataclass
class HttpAnswer:
    """What a thread made of a request: a body in memory, or a file to send block by block."""

    status: int
    headers: Headers
    body: bytes = b""
    file: IO[bytes] | None = None


class SentFile:
    """WSGI's `wsgi.file_wrapper`: the file itself, so that no thread is held while it leaves."""

    def __init__(self, file: IO[bytes], _block_size: int = 0) -> None:
        self.file = file


class Front:
    """An RSGI application in front of a WSGI one."""

    def __init__(
        self,
        pages: Callable[..., Any],
        threads: int,
        *,
        is_signed_in: Callable[[str], bool],
        refusal: Callable[..., Any] = refusal_of,
    ) -> None:
        self.pages, self.threads, self.refusal, self.is_signed_in = pages, threads, refusal, is_signed_in
        self.parent = os.getpid()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """In each process, once it has parted from the others. It never outlives the one that watches it."""
        die_with_parent(self.parent, signal.SIGTERM)
        self.loop, self.receiver = loop, Receiver()
        self.for_pages = ThreadPoolExecutor(self.threads, thread_name_prefix="pages")
        self.for_uploads = ThreadPoolExecutor(UPLOAD_THREADS, thread_name_prefix="uploads")

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        if scope.path == "/healthz" and scope.method in {"GET", "HEAD"}:
            proto.response_bytes(200, HEALTHY, b"ok\n")
            return
        environ = environ_of(scope)
        try:
            answer = await self._answer(environ, proto)
        except Exception as error:
            log.error("no answer", exc_info=error)
            answer = HttpAnswer(500, [CLOSING])
        await self._send(answer, proto)

    async def _answer(self, environ: dict[str, Any], proto: Any) -> HttpAnswer:
        refused = self.refusal(environ)
        if refused is not None:
            return _turned_away(refused)
        if environ.get("HTTP_TRANSFER_ENCODING"):  # cut short, it could not be told from a whole one
            return _turned_away(refuse(environ, 411))
        announced = int(environ.get("CONTENT_LENGTH") or 0)
        if not announced:
            return await self.loop.run_in_executor(self.for_pages, self._ask, environ)
        if counts_on_session(environ) and not await self._is_signed_in(environ):
            return _turned_away(refuse(environ, 413))
        try:
            environ["wsgi.input"] = await self.receiver.receive(proto, announced)
        except NotReceived as problem:
            return _turned_away(refuse(environ, problem.status))
        threads = self.for_uploads if holds_a_file(environ) else self.for_pages
        reply = self.loop.run_in_executor(threads, self._ask, environ)
        # Even when the sender leaves: the thread goes on, and holds the body until it has answered.
        reply.add_done_callback(lambda _: self.receiver.give_back(announced))
        return await asyncio.shield(reply)

    async def _is_signed_in(self, environ: dict[str, Any]) -> bool:
        return await self.loop.run_in_executor(self.for_pages, self.is_signed_in, session_key(environ))

    def _ask(self, environ: dict[str, Any]) -> HttpAnswer:
        """In a thread: the answer of the pages."""
        answer = HttpAnswer(500, [])

        def start(status: str, headers: Headers, _exc_info: Any = None) -> None:
            answer.status, answer.headers = int(status[:3]), headers

        try:
            made = self.pages(environ, start)
            if isinstance(made, SentFile):
                answer.file = made.file
            else:
                answer.body = b"".join(made)
                if hasattr(made, "close"):
                    made.close()
        finally:
            environ["wsgi.input"].close()
        return answer

    async def _send(self, answer: HttpAnswer, proto: Any) -> None:
        if answer.file is None:
            proto.response_bytes(answer.status, answer.headers, answer.body)
            return
        try:
            stream = proto.response_stream(answer.status, answer.headers)
            while block := answer.file.read(BLOCK):
                async with asyncio.timeout(SECONDS_TO_TAKE_A_BLOCK):
                    await stream.send_bytes(block)
        except (TimeoutError, RuntimeError):  # they left, or stopped reading
            log.info("a file was not taken whole")
        finally:
            # Django ends the request there: its connection to the database goes back, in a thread of ours.
            await self.loop.run_in_executor(self.for_pages, answer.file.close)


def environ_of(scope: Any) -> dict[str, Any]:
    """The request in the words of WSGI (PEP 3333). A header whose name holds « _ » could pose as another."""
    server, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": SentFile,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = BARE.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        glue = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{glue}{value}" if key in environ else value
    return environ


def holds_a_file(environ: dict[str, Any]) -> bool:
    """Whether answering may take as long as a file is read.

    A browser sends `filename=""` where no file was chosen, and Django takes that for none; what is larger
    than the memory of a body may be a table that was pasted.
    """
    body, kind = environ["wsgi.input"], environ.get("CONTENT_TYPE", "").lower()
    if not kind.startswith(OF_FORMS):
        return False
    return not isinstance(body, BytesIO) or (
        kind.startswith("multipart/") and FILE_NAME.search(body.getbuffer()) is not None
    )


def _turned_away(refused: Any) -> HttpAnswer:
    """The connection ends: what is left of the body is not read."""
    return HttpAnswer(refused.status_code, [*refused.items(), CLOSING], refused.content)
