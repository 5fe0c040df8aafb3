"""A FANAL_HOME whose database is on somebody else's server."""

import os
import subprocess
import sys
from pathlib import Path

from fanal.core.tests.stranger import Stranger


class Elsewhere:
    """One FANAL_HOME whose database is on that server."""

    def __init__(self, home: Path, server: Stranger) -> None:
        self.home, self.server = home, server
        home.mkdir(mode=0o700)

    def run(self, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("FANAL_")}
        env |= {
            "FANAL_HOME": str(self.home),
            "FANAL_DATABASE_URL": self.server.url("fanal_app"),
            "FANAL_DATABASE_OWNER_URL": self.server.url("fanal_owner"),
            "FANAL_LOG_FORMAT": "text",
            "DJANGO_SETTINGS_MODULE": "fanal.config.settings",
        } | extra
        return subprocess.run(
            [sys.executable, *arguments], env=env, capture_output=True, text=True, check=False, timeout=600
        )

    def fanal(self, *command: str, **extra: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "fanal.config.cli", *command, **extra)
