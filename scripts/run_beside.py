"""The whole suite, and beside it the checks and the tests of the code's shape: what `scripts/test` runs.

The checks need one processor at a time, and the suite waits for browsers and servers. What they say is kept
and shown in one block: at once when one of them fails, and again at the very end, where it is looked for.
"""

import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [".venv/bin/pytest"]
SHAPE = "tests/architecture"
BY_FILE = [*PYTEST, "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--longest-first"]
SUITE = [*BY_FILE, "--moments"]
BESIDE = {
    "checks": ["sh", "scripts/check"],
    "architecture": [*PYTEST, "-q", SHAPE],
}


class Beside(threading.Thread):
    """Runs these commands one after the other, each to its end, and keeps what they say."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        super().__init__(daemon=True)
        self.commands = commands
        self.seconds: dict[str, float] = {}
        self.failures: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> None:
        for name, command in self.commands.items():
            if self._stopped:
                return
            began = time.monotonic()
            with tempfile.TemporaryFile() as output:
                self._process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
                code = self._process.wait()
                output.seek(0)
                text = output.read().decode(errors="replace")
            self.seconds[name] = time.monotonic() - began
            if code and not self._stopped:
                self.failures[name] = text
                say(block(name, text))

    def stop(self) -> None:
        """For whoever interrupts the suite."""
        self._stopped = True
        if self._process is not None:
            self._process.terminate()


def say(text: str) -> None:
    """In one piece, between two lines of the suite."""
    sys.stdout.write(f"\n{text}\n")
    sys.stdout.flush()


def block(name: str, text: str) -> str:
    return f"===== {name}: FAILED =====\n{text.strip()}\n===== end of {name} ====="


def run(suite: list[str], commands: dict[str, list[str]]) -> int:
    """0 when all of them went well."""
    beside, began = Beside(commands), time.monotonic()
    beside.start()
    process = subprocess.Popen(suite, cwd=ROOT)
    try:
        code = process.wait()
        beside.join()
    except KeyboardInterrupt:  # each of them was interrupted too, and says where it was
        beside.stop()
        process.wait()
        return 130
    for name, text in beside.failures.items():
        say(block(name, text))
    for name in commands:
        verdict = "FAILED" if name in beside.failures else "holds"
        print(f"{name:<14}{verdict}, {beside.seconds[name]:.0f} s beside the suite")
    print(f"{'all':<14}{(time.monotonic() - began) / 60:.1f} min", flush=True)
    return code or int(bool(beside.failures))


if __name__ == "__main__":
    sys.exit(run([*SUITE, f"--ignore={SHAPE}"], BESIDE))
