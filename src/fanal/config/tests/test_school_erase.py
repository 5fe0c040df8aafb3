"""December § 6.3: a school is erased in two steps; what outlives a deleted home of root is found again."""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fanal.config.commands import orphans as command
from fanal.config.explained import Explained
from fanal.core.clock.testing import today
from fanal.core.embedded import place
from fanal.core.tests.installation import Installation

UAI, OTHER = "0590001Z", "0590002A"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("erase") / "home")
    assert made.fanal("migrate").returncode == 0
    made.embedded.start()
    for uai, name in ((UAI, "Collège des Dunes"), (OTHER, "Lycée du Port")):
        assert made.fanal("school", "create", uai, "--name", name, "--zone", "B").returncode == 0
    assert made.fanal("user", "invite", "a@ecole.invalid", "--school", UAI, "--roles", "head").returncode == 0
    yield made
    made.remove()


def test_a_school_is_announced_then_erased_by_its_code(fresh):
    refused = fresh.fanal("school", "erase", UAI)
    assert (refused.returncode, "encore ouvert" in refused.stderr) == (1, True)
    fresh.ask(f"UPDATE accounts_school SET open_until = '{today() - timedelta(days=1)}' WHERE uai = '{UAI}'")
    announced = fresh.fanal("school", "erase", UAI)
    assert announced.returncode == 0, announced.stderr
    assert "Rien n’est encore effacé" in announced.stdout
    assert "accounts_person" in announced.stdout
    assert "sauvegardes faites avant" in announced.stdout
    assert fresh.ask("SELECT count(*) FROM accounts_school") == [(2,)]
    code = re.search(r"--code ([0-9A-F]{8})", announced.stdout).group(1)
    without = fresh.fanal("school", "erase", UAI, "--code", code)
    assert (without.returncode, "visa" in without.stderr) == (1, True)
    done = fresh.fanal("school", "erase", UAI, "--code", code, "--archives", "visa du 1er, n° 4")
    assert done.returncode == 0, done.stderr
    assert "est effacé" in done.stdout
    assert fresh.ask("SELECT uai FROM accounts_school") == [(OTHER,)]
    assert fresh.ask("SELECT count(*) FROM accounts_person") == [(0,)]
    again = fresh.fanal("school", "erase", UAI, "--code", code, "--archives", "x")
    assert (again.returncode, "Aucun établissement" in again.stderr) == (1, True)


def test_a_backup_that_brings_an_erased_school_back_is_said_by_check(fresh):
    note = fresh.home / "erased-schools.jsonl"
    [(number,)] = fresh.ask(f"SELECT id FROM accounts_school WHERE uai = '{OTHER}'")
    before = note.read_text("utf-8") if note.exists() else ""
    note.write_text(before + f'{{"uai": "{OTHER}", "id": {number}, "on": "2026-11-30"}}\n', encoding="utf-8")
    assert f"ramenés par une sauvegarde : {OTHER}" in fresh.fanal("check").stdout


@pytest.fixture
def as_root(monkeypatch, tmp_path) -> Path:
    base = tmp_path / "lib"
    base.mkdir()
    monkeypatch.setattr(place, "ROOT_BASE", base)
    monkeypatch.setattr(command, "ROOT_BASE", base)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    return base


def cluster_of(base: Path, home: Path, name: str) -> Path:
    folder = base / name
    (folder / "data" / "global").mkdir(parents=True)
    (folder / "data" / "global" / "pg_control").write_bytes(b"x" * 2_000_000)
    (folder / place.OWNER_NOTE).write_text(str(home))
    home.mkdir()
    (home / place.RECORD).write_text(f"{folder}\n")
    return folder


class Given:
    def __init__(self, remove: Path | None = None) -> None:
        self.remove = remove


def test_the_database_of_a_deleted_home_is_told_and_removed(as_root, tmp_path, capsys):
    """(again): it was only told by `fanal check` of another home, which nobody runs once the home is gone."""
    gone, there = tmp_path / "gone", tmp_path / "there"
    left, served = cluster_of(as_root, gone, "aaaa"), cluster_of(as_root, there, "bbbb")
    assert command.run_orphans(Given()) == 0
    shutil.rmtree(gone)
    assert command.run_orphans(Given()) == 1
    said = capsys.readouterr().out
    assert str(left) in said
    assert str(gone) in said
    assert str(served) not in said
    with pytest.raises(Explained, match="rien n’a été effacé"):
        command.run_orphans(Given(served))
    assert command.run_orphans(Given(left)) == 0
    assert not left.exists()
    assert served.exists()


def test_a_database_that_still_runs_is_not_removed(as_root, tmp_path, monkeypatch):
    left = cluster_of(as_root, tmp_path / "gone", "aaaa")
    shutil.rmtree(tmp_path / "gone")
    monkeypatch.setattr(command, "_server_of", lambda folder: 4321)
    with pytest.raises(Explained, match="kill 4321"):
        command.run_orphans(Given(left))
    assert left.exists()


def test_whoever_starts_as_root_is_told_where_the_database_lies(as_root, tmp_path):
    assert "supprimer" in command.where_it_lies(tmp_path / "home")
    monkey = tmp_path / "made"
    cluster_of(as_root, monkey, "cccc")
    assert command.where_it_lies(monkey) == ""
