"""How does Fanal read what strangers wrote without being harmed by it?

A function of ours runs on the bytes in a child process that has no environment, a ceiling on
memory, processor time and output, and cannot open a file or a socket. The parent only starts it,
waits, and reads back the bytes it wrote (`docs/domain/security.md`, « Tables from outside »).
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

PACKAGE_ROOT = Path(__file__).resolve().parents[3]
BOOTSTRAP = "import sys; sys.path.insert(0, sys.argv[1]); from fanal.core.sandbox.child import main; main()"
MEBIBYTE = 1024 * 1024
LONGEST_SENTENCE = 1_000
PREVIEW_SECONDS = 5  # of processor, for what somebody waits for before a page
JOB_SECONDS = 60  # of processor, for what is read after the answer
PATIENCE = 3  # wall-clock seconds allowed for one second of processor: the machine may be busy

# Exit codes, the whole vocabulary between child and parent.
DONE, REFUSED, OUT_OF_MEMORY, TOO_MUCH_OUTPUT, BROKEN = 0, 3, 4, 5, 6

WATCH_SECONDS = 1.0  # between two looks at what the child has written
Watch = Callable[[int], None]  # is told the lines written so far; what it raises ends the child


class Limit(StrEnum):
    """Which wall the child ran into."""

    MEMORY = "memory"
    TIME = "time"
    OUTPUT = "output"
    CRASH = "crash"


class LimitReached(Exception):
    """The child could not finish; `limit` says why."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit.value)
        self.limit = limit


class Declined(Exception):
    """The child understood the content and declines it; `sentence` is for the user."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def run_limited(
    target: str,
    payload: bytes | Path,
    *,
    arguments: dict[str, Any] | None = None,
    memory: int = 512 * MEBIBYTE,
    seconds: int = 20,
    output: int = 256 * MEBIBYTE,
    streams: bool = False,
    in_memory: bool = False,
    watch: Watch | None = None,
) -> IO[bytes]:
    """Run `package.module:function(payload, out, arguments)` in a limited child process.

    With `streams` the function gets the open file instead of its bytes: its memory need not hold them.
    `memory` and `output` are bytes, `seconds` processor time. Returns the unnamed temporary file
    that the child wrote, rewound; the caller closes it. With `in_memory` that file is on no disk: for
    secrets, and small answers. `watch` is told each second how many lines it wrote. Raises Declined,
    LimitReached, or what `watch` raises.
    """
    orders = {
        "memory": memory,
        "seconds": seconds,
        "output": output,
        "streams": streams,
        "arguments": arguments or {},
    }
    written = _unnamed(in_memory=in_memory)  # handed to the caller
    try:
        code = _run_child(target, payload, json.dumps(orders), written, seconds * PATIENCE, watch)
        written.seek(0)
        _raise_for(code, written)
    except BaseException:  # nobody else will close the file, whatever interrupts
        written.close()
        raise
    return written


def _unnamed(*, in_memory: bool) -> IO[bytes]:
    if in_memory:
        return os.fdopen(os.memfd_create("answer", os.MFD_CLOEXEC), "w+b")
    return tempfile.TemporaryFile()


def _run_child(
    target: str, payload: bytes | Path, orders: str, out: IO[bytes], patience: int, watch: Watch | None
) -> int:
    command = [sys.executable, "-I", "-B", "-c", BOOTSTRAP, str(PACKAGE_ROOT), target, orders]
    options: dict[str, Any] = {"stdout": out, "stderr": subprocess.DEVNULL, "env": {}, "cwd": "/"}
    with ExitStack() as opened:
        source = opened.enter_context(_opened(payload))
        child = opened.enter_context(subprocess.Popen(command, stdin=source, **options))
        try:
            _await(child, out, patience, watch)
        except BaseException:  # nobody waits for it any more, whatever interrupts
            child.kill()
            raise
    return child.returncode


def _opened(payload: bytes | Path) -> IO[bytes]:
    """What the child reads: a file, on no disk where only its bytes were given."""
    if isinstance(payload, Path):
        return payload.open("rb")
    source = _unnamed(in_memory=True)
    source.write(payload)
    source.seek(0)
    return source


def _await(child: subprocess.Popen[bytes], out: IO[bytes], patience: int, watch: Watch | None) -> None:
    """Until it ends, or its time does; `watch` looks on meanwhile."""
    written, ends_at = WrittenLines(out), time.monotonic() + patience
    while True:
        remaining = max(ends_at - time.monotonic(), 0)
        try:
            child.wait(remaining if watch is None else min(remaining, WATCH_SECONDS))
            return
        except subprocess.TimeoutExpired:
            if time.monotonic() >= ends_at:
                raise LimitReached(Limit.TIME) from None
        if watch is not None:
            watch(written.count())


class WrittenLines:
    """How many lines a file has so far; what was counted is not read again."""

    def __init__(self, file: IO[bytes]) -> None:
        self._descriptor, self._position, self._lines = file.fileno(), 0, 0

    def count(self) -> int:
        while block := os.pread(self._descriptor, MEBIBYTE, self._position):
            self._position += len(block)
            self._lines += block.count(b"\n")
        return self._lines


def _raise_for(code: int, written: IO[bytes]) -> None:
    if code == REFUSED:
        raise Declined(written.read(4 * LONGEST_SENTENCE).decode(errors="replace")[:LONGEST_SENTENCE])
    if code != DONE:
        raise LimitReached(LIMIT_OF.get(code, Limit.CRASH))


LIMIT_OF = {
    OUT_OF_MEMORY: Limit.MEMORY,
    -signal.SIGABRT: Limit.MEMORY,  # how a Rust library says that an allocation failed
    -signal.SIGXCPU: Limit.TIME,
    -signal.SIGXFSZ: Limit.OUTPUT,
    TOO_MUCH_OUTPUT: Limit.OUTPUT,
}
