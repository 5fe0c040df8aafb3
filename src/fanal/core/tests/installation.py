"""An installation of its own for a test: one FANAL_HOME, one server, driven by the `fanal` command."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from fanal.core.embedded import Embedded

MOST_SECONDS = 600  # of one command, on a machine that eight processes want at once
BUILD = """
import django; django.setup()
from datetime import date
from fanal.core.story import tell
tell(date.today())
"""


class Installation:
    """One FANAL_HOME with its own server, driven by the `fanal` command as a person would."""

    def __init__(self, home: Path) -> None:
        self.home, self.embedded = home, Embedded(home, fsync=False)

    def fanal(self, *command: str, **extra: str) -> subprocess.CompletedProcess[str]:
        return self._python("-m", "fanal.config.cli", *command, **extra)

    def tell_story(self) -> None:
        assert self.fanal("migrate").returncode == 0
        build = self._python("-c", BUILD, DJANGO_SETTINGS_MODULE="fanal.config.settings")
        assert build.returncode == 0, build.stderr
        (self.home / "files" / "ab").mkdir(parents=True)
        (self.home / "files" / "ab" / "photo.jpg").write_bytes(b"\xff\xd8" + bytes(range(256)) * 40)

    def _python(self, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
        env = {k: v for k, v in os.environ.items() if not k.startswith("FANAL_")}
        env |= {"FANAL_HOME": str(self.home), "FANAL_DATABASE_POOL": "1", "FANAL_LOG_FORMAT": "text"} | extra
        return subprocess.run(
            [sys.executable, *arguments],
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=MOST_SECONDS,
        )

    def ask(self, query: str, database: str = "fanal") -> list[tuple]:
        with psycopg.connect(self.embedded.dsn("fanal_owner", database), autocommit=True) as owner:
            cursor = owner.execute(query)
            return cursor.fetchall() if cursor.description else []

    def remove(self) -> None:
        self.embedded.stop()
        shutil.rmtree(self.embedded.folder)
