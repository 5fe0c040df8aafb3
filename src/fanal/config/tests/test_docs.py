"""What is written about the settings is what the program reads."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def test_the_table_of_settings_and_the_example_are_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "scripts/build_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
