"""The environment of the suite, as its tests and what they start meet it."""

import subprocess
import sys


def test_what_was_compiled_is_kept_here_and_by_what_a_test_starts() -> None:
    """December § 6: compiling three thousand modules costs each process more than two seconds."""
    asked = [sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
    assert not sys.dont_write_bytecode
