"""The environment of the suite, set before Django reads it (`-p fanal.config.testing` in pyproject)."""

import os
from pathlib import Path

os.environ.setdefault("FANAL_HOME", str(Path("var/test").resolve()))
os.environ["FANAL_DATABASE_POOL"] = "1"
os.environ["FANAL_LOG_FORMAT"] = "text"
