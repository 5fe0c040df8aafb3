"""Homes of Fanal that are made once a run, then copied for each test that wants one of its own.

A copy takes half a second, where the tables take fifteen of a processor, and the story ten.
"""

import fcntl
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from fanal.core.embedded import Embedded
from fanal.core.embedded.cluster import LATER_MARK
from fanal.core.embedded.place import RECORD, make_place

# Where the cluster of this home is, what runs in it, and what it said.
LEFT_THERE = shutil.ignore_patterns(RECORD, "postgres", "*.lock", "*.log", "demo.json")


def copy_home(stopped: Path, home: Path) -> None:
    """Its database, secrets and files; `home` is then as any other, and may be started."""
    shutil.copytree(stopped, home, ignore=LEFT_THERE, dirs_exist_ok=True)
    home.chmod(0o700)
    theirs, place = Embedded(stopped), make_place(home)
    assert not theirs.is_running()
    subprocess.run(["cp", "-a", "--reflink=auto", theirs.place.data, place.data], check=True)
    subprocess.run(["cp", "-a", theirs.folder / LATER_MARK, place.folder], check=True)


def forget_cluster(home: Path) -> None:
    """As root, it lies elsewhere than its home."""
    server = Embedded(home)
    assert not server.is_running(), "the database outlived its supervisor"
    shutil.rmtree(server.folder, ignore_errors=True)


class Homes:
    """Those of one run, shared by its workers; the last worker to leave removes them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self._in_use = (folder / "in-use").open("w")
        fcntl.flock(self._in_use, fcntl.LOCK_SH)

    def once(self, name: str, make: Callable[[Path], None]) -> Path:
        """The stopped home of this name, which the first to ask makes."""
        home = self.folder / name
        with (self.folder / f"{name}.making").open("w") as making:
            fcntl.flock(making, fcntl.LOCK_EX)
            if not (home / "is-made").exists():
                shutil.rmtree(home, ignore_errors=True)  # of whom could not finish it
                home.mkdir(mode=0o700)
                make(home)
                (home / "is-made").touch()
        return home

    def leave(self) -> None:
        with self._in_use:
            try:
                fcntl.flock(self._in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            for made in self.folder.glob("*/is-made"):
                forget_cluster(made.parent)
            shutil.rmtree(self.folder)
