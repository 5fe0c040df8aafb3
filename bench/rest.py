"""What the whole stack holds in memory when nobody asks anything, and how long a large import takes."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

LINES, SETTLED = 10_000, 15  # lines of the import; seconds after which nothing is loaded any more


def megabytes_at_rest(port: int) -> dict[str, float]:
    """Of `fanal serve` with its own database on a new home; memory shared by processes counts once (PSS)."""
    with tempfile.TemporaryDirectory(prefix="fanal-bench-") as home:
        env = {name: value for name, value in os.environ.items() if not name.startswith("FANAL_")}
        command = [sys.executable, "-m", "fanal.config.cli", "serve", "--port", str(port)]
        process = subprocess.Popen(
            command, env=env | {"FANAL_HOME": home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait(f"http://localhost:{port}/healthz")
            time.sleep(SETTLED)
            return _held(psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait(timeout=60)
            _forget(Path(home))


def _held(supervisor: psutil.Process) -> dict[str, float]:
    held = {"database": 0.0, "pages and background work": 0.0}
    for process in [supervisor, *supervisor.children(recursive=True)]:
        part = "database" if process.name().startswith("postgres") else "pages and background work"
        held[part] += process.memory_full_info().pss / 1e6
    return held


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer")


def _forget(home: Path) -> None:
    from fanal.core.embedded import Embedded

    shutil.rmtree(Embedded(home).folder, ignore_errors=True)


def seconds_of_an_import(school_id: int) -> float:
    """Read, plan, apply and journal ten thousand new machines; everything is undone afterwards."""
    from django.db import transaction
    from django.utils import timezone

    from fanal.accounts.models import School
    from fanal.accounts.models.member import Actor
    from fanal.accounts.models.roles import Role
    from fanal.core.sheets import read_table
    from fanal.core.tenancy import scope
    from fanal.equipment_import.actions import imports

    rows = "".join(f"PC-{n};Ordinateur;Salle {n % 60};IMPORT{n:06d};650,00;Bon\n" for n in range(LINES))
    text = f"Nom;Type;Salle;N° de série;Prix;État\n{rows}".encode()
    by = Actor("system:setup", "Mise en service", frozenset({Role.DIGITAL_LEAD}), school_id)
    now, started = timezone.now(), time.monotonic()
    with scope(school_id), transaction.atomic():
        school, table = School.objects.get(pk=school_id), read_table(text, "liste.csv")
        made = imports.deposit_equipment(school, table, name="liste.csv", now=now, by=by)
        made = imports.choose_columns(made, made.columns, today=now.date(), by=by)
        is_applied = imports.apply_import(made, shown_root=made.root, today=now.date(), now=now, by=by)
        if not is_applied or made.created != LINES:
            raise SystemExit(f"the import made {made.created} machines of {LINES}")
        seconds = time.monotonic() - started
        transaction.set_rollback(True)
    return seconds
