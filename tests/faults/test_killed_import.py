"""`kill -9` of the process that serves pages, in the middle of an import, loses and doubles nothing.

A real server, a real database, ten thousand lines. A lock held by the test makes the import stand still at a
chosen place, so that the kill never misses; the last case kills at an instant that nothing chose.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import requests
from django.conf import settings
from django.urls import reverse

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role
from fanal.core.imports.models import Import, ImportLine
from fanal.core.journal import verify_school
from fanal.core.journal.models import JournalEntry
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import free_port
from fanal.equipment.models import Equipment
from fanal.equipment_import.actions import imports
from tests.faults.sessions import LINES, READY_SECONDS, dsn, held, sessions, wait_until, waits_for_a_lock


def sources_and_clock() -> str:
    """The path of Python of a process of the test: its clock comes that way too."""
    return os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), "src"]))


TODAY, NOW = date(2026, 11, 25), datetime(2026, 11, 25, 8, tzinfo=UTC)
CASES = {
    "before the first record": "equipment_equipment",
    "after the last record, before the journal": "core_journalentry",
    "at any instant": "",
}
pytestmark = pytest.mark.clock(TODAY)


class Server:
    """The pages, served by one process as in production; `kill` is `kill -9` of all of it."""

    def __init__(self) -> None:
        self.port, self.sessions_before = free_port(), sessions()
        env = os.environ | {
            "PYTHONPATH": sources_and_clock(),
            "DJANGO_SETTINGS_MODULE": "fanal.config.settings",
            "FANAL_DATABASE_URL": dsn("fanal_app"),
            "FANAL_PUBLIC_URL": self.url,
        }
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "fanal.config.wsgi:application",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--workers",
            "1",
            "--log-level",
            "warning",
        ]
        self.process = subprocess.Popen(command, env=env, start_new_session=True)
        self._wait()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def _wait(self) -> None:
        limit = time.monotonic() + READY_SECONDS
        while time.monotonic() < limit:
            with suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz", timeout=1):
                return
            time.sleep(0.1)
        pytest.fail("the server never answered")

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server() -> Iterator[list[Server]]:
    """The servers of one test; none outlives it."""
    started: list[Server] = []
    yield started
    for process in started:
        process.kill()


@pytest.fixture
def planned(school) -> Import:
    """An import of ten thousand lines whose effects are shown, the button not pressed yet."""
    rows = "".join(f"PC-{n};Ordinateur;Salle {n % 50};SN{n:06d}\n" for n in range(LINES))
    table = read_table(f"Nom;Type;Salle;N° de série\n{rows}".encode(), "liste.csv")
    by = Actor("system:setup", "Mise en service", frozenset({Role.DIGITAL_LEAD, *Delegated}), school.pk)
    with scope(school):
        made = imports.deposit_equipment(school, table, name="liste.csv", now=NOW, by=by)
        return imports.choose_columns(made, made.columns, today=TODAY, by=by)


@dataclass(frozen=True)
class Button:
    """The button of the last screen: its page, what it shows, who presses it."""

    path: str
    root: str
    cookies: dict[str, str]

    def press(self, server: Server) -> requests.Response:
        """Over the network, as a browser does."""
        with requests.Session() as session:
            session.cookies.update(self.cookies)
            form = session.get(f"{server.url}{self.path}", timeout=60).text
            token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
            sent = {"csrfmiddlewaretoken": token, "shown": self.root}
            address = f"{server.url}{self.path}appliquer/"
            return session.post(address, data=sent, allow_redirects=False, timeout=60)


@pytest.fixture
def button(client_of, school, planned) -> Button:
    cookie = client_of(school, Role.DIGITAL_LEAD).cookies[settings.SESSION_COOKIE_NAME].value
    path = reverse("equipment_import:import_page", args=[school.uai, planned.number])
    return Button(path, planned.root, {settings.SESSION_COOKIE_NAME: cookie})


def press_and_kill(server: Server, button: Button, table: str) -> None:
    """Kill in the middle, then wait until PostgreSQL has noticed that nobody is there any more."""

    def pressed() -> None:
        with suppress(requests.RequestException):
            button.press(server)

    before = server.sessions_before
    hand = threading.Thread(target=pressed)
    with held(table):
        hand.start()
        if table:
            wait_until(waits_for_a_lock)
        else:
            time.sleep(random.uniform(0.2, 1.5))
        server.kill()
    hand.join()
    wait_until(lambda: sessions() <= before)


def counts(school) -> tuple[int, int, str]:
    """How many records, how many journal entries of the import, and its stage."""
    with scope(school):
        entries = JournalEntry.objects.for_school(school).filter(verb="equipment.import_applied").count()
        return (
            Equipment.objects.for_school(school).count(),
            entries,
            Import.objects.for_school(school).get().stage,
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", CASES.values(), ids=CASES)
def test_a_killed_import_wrote_nothing_and_can_be_done_again(school, button, server, table):
    server.append(Server())
    press_and_kill(server[0], button, table)
    records, entries, stage = counts(school)
    whole = (records, entries, stage) == (LINES, 1, "applied")  # the kill of no chosen instant may come late
    if table or not whole:
        assert (records, entries, stage) == (0, 0, "planned")

    server.append(Server())
    answers = [button.press(server[1]).status_code for _ in range(2)]
    assert answers == ([422, 422] if whole else [302, 422])
    assert counts(school) == (LINES, 1, "applied")
    with scope(school):
        lines = ImportLine.objects.for_school(school).filter(effect="created")
        assert lines.values("target").distinct().count() == LINES
        assert Equipment.objects.for_school(school).values("number").distinct().count() == LINES
        assert list(verify_school(school.pk)) == []
