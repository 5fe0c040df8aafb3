"""Real calendar clients, for the tests of the files that Fanal writes.

vdirsyncer fetches and khal reads; calcurse, of another family, takes the same file in. Debian's packages
`vdirsyncer`, `khal` and `calcurse`; on loopback, in a folder of the test.
"""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

SYNCER = """
[general]
status_path = "{home}/status"
[pair annee]
a = "feed"
b = "folder"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{url}"
[storage folder]
type = "filesystem"
path = "{home}/calendar"
fileext = ".ics"
"""
READER = """
[calendars]
[[annee]]
path = {home}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = Europe/Paris
local_timezone = Europe/Paris
[sqlite]
path = {home}/khal.db
[default]
default_calendar = annee
"""


class CalendarClient:
    """A person's calendar program, empty at first, in `home`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "calendar").mkdir()
        (home / "khal.conf").write_text(READER.format(home=home))

    def subscribe(self, url: str) -> None:
        """Fetch the feed at this address, as vdirsyncer does."""
        written = self.home / "vdirsyncer.conf"
        written.write_text(SYNCER.format(home=self.home, url=url))
        for verb in ("discover", "sync"):
            self._run("vdirsyncer", "-c", str(written), verb)

    def import_file(self, raw: bytes) -> None:
        """Take a file in, as khal does of one that was downloaded."""
        file = self.home / "downloaded.ics"
        file.write_bytes(raw)
        self._run("khal", "-c", str(self.home / "khal.conf"), "import", "--batch", str(file))

    def titles(self, start: str, end: str) -> list[str]:
        """« 2026-12-03 08:00 Titre » of each event between two days (ISO), `end` excluded."""
        shape = ["--day-format", "", "--format", "{start-long-full} {title}"]
        output = self._run("khal", "-c", str(self.home / "khal.conf"), "list", *shape, start, end)
        return [line for line in output.splitlines() if line.strip()]

    def other_titles(self, raw: bytes, day: date) -> list[str]:
        """« 08:00 - 08:55 Titre » of each event that calcurse shows on that day, of a file taken in anew."""
        file, home = self.home / "other.ics", self.home / "calcurse"
        file.write_bytes(raw)
        self._run("calcurse", "-D", str(home), "-q", "-i", str(file))
        shape = ["--format-apt", "%(start:%H:%M) - %(end:%H:%M) %m\n", "--filter-type", "cal"]
        listed = self._run("calcurse", "-D", str(home), "-Q", "--from", f"{day:%m/%d/%Y}", *shape)
        return [line for line in listed.splitlines() if " - " in line]

    def _run(self, program: str, *arguments: str) -> str:
        path = shutil.which(program)
        if path is None:
            pytest.fail(f"Il manque le paquet Debian « {program} » : apt-get install {program}")
        around = {
            "HOME": str(self.home),
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "TZ": "Europe/Paris",
        }
        finished = subprocess.run(
            [path, *arguments], env=around, capture_output=True, text=True, timeout=120, check=False
        )
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout


@pytest.fixture
def calendar_client(tmp_path: Path) -> CalendarClient:
    return CalendarClient(tmp_path)
