"""The environment of the suite, set before Django reads it (`-p fanal.config.testing` in pyproject)."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

# Its own home whatever the shell says: a test never touches the data of a demonstration or a school.
os.environ["FANAL_HOME"] = str(ROOT / "var" / "test")
os.environ["FANAL_DATABASE_POOL"] = "1"
os.environ["FANAL_LOG_FORMAT"] = "text"

# Three thousand modules compiled by each process, where the shell forbids to write what was compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
