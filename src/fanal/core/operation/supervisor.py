"""How do several processes live and die as one: started in order, restarted when they fall, then stopped?

Linux sends them their stop signal when we die (prctl): even `kill -9` of the supervisor leaves no orphan.
What a child started dies with it: its whole session is ended before another takes its place, and what is
left without a parent becomes ours (PR_SET_CHILD_SUBREAPER), to be taken leave of.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

PULSE, FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS = 0.05, 0.2, 30.0, 10.0
GONE_WITHIN = 5  # seconds, of a process that was killed
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
SIGNAL_AT_PARENTS_DEATH, CHILD_SUBREAPER = 1, 36  # prctl(2)


@dataclass
class Child:
    """One process to keep alive. Lower orders start first and stop last; `ready` lets the next one start."""

    name: str
    command: list[str]
    env: Mapping[str, str] | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    popen_options: Mapping[str, Any] = field(default_factory=dict)
    ready: Callable[[], bool] | None = None
    order: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _pause: float = field(default=FIRST_PAUSE, init=False)
    _started_at: float = field(default=0.0, init=False)
    _not_before: float = field(default=0.0, init=False)

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep_alive(self) -> None:
        """Start it if it is not there; one that keeps falling waits longer after each try."""
        now = time.monotonic()
        if self.is_alive:
            return
        self.end_session()
        if now < self._not_before:
            return
        was_steady = now - self._started_at > STEADY_SECONDS
        self._pause = FIRST_PAUSE if was_steady else min(self._pause * 2, LONGEST_PAUSE)
        self._started_at, self._not_before = now, now + self._pause
        options: dict[str, Any] = {"env": self.env, "start_new_session": True, **self.popen_options}
        die_with_us = partial(die_with_parent, os.getpid(), self.stop_signal)
        self.process = subprocess.Popen(self.command, preexec_fn=die_with_us, **options)

    def end_session(self) -> None:
        """End whatever a dead child left running: processes of pages that would serve the old program.

        They are ours since their parent died: nobody takes their place before they are gone.
        """
        if self.process is not None:
            with suppress(ProcessLookupError):  # as it should be: nothing is left
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            limit = time.monotonic() + GONE_WITHIN
            with suppress(ChildProcessError):  # none is left
                while time.monotonic() < limit:
                    if os.waitpid(-self.process.pid, os.WNOHANG) == (0, 0):
                        time.sleep(PULSE / 10)
            self.process = None


@dataclass
class Supervisor:
    """`run()` returns 0 after SIGTERM or SIGINT, 1 when a child never became ready."""

    children: list[Child]
    stop_seconds: float = 8
    ready_seconds: float = 60
    _stopping: bool = field(default=False, init=False)

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        if LIBC is not None:
            LIBC.prctl(CHILD_SUBREAPER, 1)
        self.children.sort(key=lambda child: child.order)
        try:
            all_ready = all(self._start(child) for child in self.children)
            while all_ready and not self._stopping:
                self._pulse(self.children)
        finally:
            for _, level in groupby(reversed(self.children), key=lambda child: child.order):
                self._stop(list(level))
        return 0 if self._stopping else 1

    def _ask_to_stop(self, *_: object) -> None:
        self._stopping = True

    def _start(self, child: Child) -> bool:
        """Start one child and wait until it is ready, while keeping the earlier ones alive."""
        started = self.children[: self.children.index(child) + 1]
        limit = time.monotonic() + self.ready_seconds
        while not self._stopping and time.monotonic() < limit:
            self._pulse(started)
            if child.is_alive and (child.ready is None or child.ready()):
                return True
        if not self._stopping:
            print(
                f"« {child.name} » ne répond pas : tout s’arrête. Lisez les lignes ci-dessus.",
                file=sys.stderr,
            )
        return False

    def _pulse(self, children: list[Child]) -> None:
        for child in children:
            child.keep_alive()
        self._bury_orphans()
        time.sleep(PULSE)

    def _bury_orphans(self) -> None:
        """Take leave of the dead whose parent died before them; our own children are left to `Popen`."""
        ours = {child.process.pid for child in self.children if child.process is not None}
        with suppress(ChildProcessError):
            while dead := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                if dead.si_pid in ours:
                    return  # the next pulse sees it first
                os.waitpid(dead.si_pid, 0)

    def _stop(self, level: list[Child]) -> None:
        """Ask politely; at the deadline, end what is left. What they started in their session ends too."""
        running = [(child.process, child.stop_signal) for child in level if child.process is not None]
        for process, number in running:
            process.send_signal(number)
        limit = time.monotonic() + self.stop_seconds
        while time.monotonic() < limit and any(process.poll() is None for process, _ in running):
            time.sleep(PULSE)
        for child in level:
            child.end_session()


def die_with_parent(parent: int, number: signal.Signals) -> None:
    """In the child just before exec, after any change of account (which clears the setting): no orphan."""
    failed = LIBC is not None and LIBC.prctl(SIGNAL_AT_PARENTS_DEATH, number)
    if failed or os.getppid() != parent:  # it died in between: nobody will tell us any more
        os._exit(1)
