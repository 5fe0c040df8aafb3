"""The units that Fanal writes are read by systemd itself, and shut its services in."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fanal.config.cli import main

MOST_EXPOSED = 20  # of 100: what `systemd-analyze security` gives a service of the network that is well shut
SERVICES = ("fanal", "fanal-web", "fanal-worker", "fanal-backup", "fanal-drill")


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    assert program, "install the Debian package systemd: its systemd-analyze reads the units"
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def program(tmp_path, monkeypatch) -> Path:
    """A Fanal of /opt, where a service sees it."""
    folder = tmp_path / "opt" / "bin"
    folder.mkdir(parents=True)
    (folder / "fanal").write_text("#!/bin/sh\n")
    (folder / "fanal").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    return folder / "fanal"


@pytest.fixture
def units(program, tmp_path) -> Path:
    root = tmp_path / "etc"
    for apart in ([], ["--apart"]):
        assert main(["install", "systemd", "--root", str(root), "--backups", "/srv/dumps", *apart]) == 0
    return root / "systemd" / "system"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_shut_in_and_systemd_knows_each_word(units, name):
    unit = units / f"{name}.service"
    exposure = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(unit))
    assert exposure.returncode == 0, exposure.stdout
    verified = analyze("verify", "--man=no", str(unit))
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "@" not in re.sub(r"=@|~@", "=", unit.read_text())


def test_a_service_that_is_open_or_misspelt_is_seen(units):
    unit = units / "fanal.service"
    unit.write_text(unit.read_text().replace("ProtectSystem=strict", "ProtectSystm=strict"))
    assert "Unknown key" in analyze("verify", "--man=no", str(unit)).stderr
    unit.write_text("[Service]\nUser=fanal\nExecStart=/bin/true\n")
    opened = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(unit))
    assert opened.returncode == 1


def test_each_service_starts_what_it_says(units, program):
    started = {
        file.stem: re.findall(r"^ExecStart=(.*)$", file.read_text(), re.M)[0]
        for file in units.glob("*.service")
    }
    assert started == {
        "fanal": f"{program} serve --host 127.0.0.1 --port 8000",
        "fanal-web": f"{program} serve --only web --host 127.0.0.1 --port 8000",
        "fanal-worker": f"{program} serve --only worker",
        "fanal-backup": f"{program} backup --sealed --with-secrets --keep 14",
        "fanal-drill": f"{program} restore --latest --drill",
    }
    assert "ReadWritePaths=/srv/dumps" in (units / "fanal-backup.service").read_text()


@pytest.mark.parametrize("timer", ["fanal-backup", "fanal-drill"])
def test_a_timer_has_a_next_time(units, timer):
    moment = re.findall(r"^OnCalendar=(.*)$", (units / f"{timer}.timer").read_text(), re.M)[0]
    assert "Next elapse" in analyze("calendar", moment).stdout


def test_the_end_of_a_backup_takes_no_memory_from_the_database_beside_it(units):
    """RemoveIPC would: all services run as one account."""
    assert not any("RemoveIPC=yes" in file.read_text() for file in units.glob("*.service"))


def test_whoever_reads_a_file_is_still_cut_off_from_the_network(units):
    """`core/sandbox` leaves for a network of its own: RestrictNamespaces=yes would forbid it in silence."""
    assert "RestrictNamespaces=user net" in (units / "fanal-worker.service").read_text()


def test_once_more_writes_nothing(units, tmp_path, capsys):
    assert main(["install", "systemd", "--root", str(tmp_path / "etc"), "--backups", "/srv/dumps"]) == 0
    assert "écrit :" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--user", "fanal\nExecStart=/bin/sh"], "ne va pas dans une unité"),
        (["--host", "a b"], "ne va pas dans une unité"),
        (["--backups", "dumps"], "se donne en entier"),
        (["--root", "/proc/none"], "Lancez la commande en root"),
    ],
)
def test_what_a_unit_cannot_hold_is_a_sentence(program, tmp_path, capsys, arguments, sentence):
    assert main(["install", "systemd", "--root", str(tmp_path), *arguments]) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "systemd").exists()


@pytest.mark.parametrize("home", ["root/fanal/bin", "home/ada/bin"])
def test_a_program_that_no_service_sees_is_said(monkeypatch, capsys, home):
    monkeypatch.setattr(sys, "executable", f"{os.sep}{home}/python")
    assert main(["install", "systemd"]) == 1
    assert "installez-le dans /opt/fanal" in capsys.readouterr().err
