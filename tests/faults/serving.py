"""One real `fanal serve` on loopback, in a FANAL_HOME of its own, and who visits it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests

from fanal.core.embedded import Embedded
from fanal.core.testing import free_port


def sources_and_clock() -> str:
    """The path of Python of a process of the test: its clock comes that way too."""
    return os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), "src"]))


READY_SECONDS = 300
# A school, a teacher and a head with their sessions: no password is typed here.
PEOPLE = """
import django, json; django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from importlib import import_module
from django.conf import settings
from fanal.accounts.sign_in import session_assurance
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.tenancy import scope
import time
school = SchoolFactory()
sessions = {}
with scope(school):
    for role in (Role.TEACHER, Role.HEAD):
        user = member_of(school, role).user
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[session_assurance.STRONG], session[session_assurance.SINCE] = True, int(time.time())
        session.save()
        sessions[role.value] = session.session_key
print(json.dumps({"uai": school.uai, "sessions": sessions}))
"""


def fill(embedded: Embedded) -> None:
    """The tables as they are today, copied from the tests' own template: migrating again takes a minute."""
    ours = Embedded(Path(os.environ["FANAL_HOME"]))
    copy = f"fanal_copied_{os.getpid()}"
    with psycopg.connect(ours.dsn("fanal_owner"), autocommit=True) as owner:
        (template,) = (
            row[0]
            for row in owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'fanal_template_%'")
            if not row[0].endswith("_draft")
        )
        owner.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
        embedded.start()
        try:
            _let_journal_own(embedded, "GRANT CREATE ON SCHEMA public TO fanal_journal")
            dump = subprocess.Popen(
                [ours.tool("pg_dump"), ours.dsn("fanal_owner", copy)], stdout=subprocess.PIPE
            )
            command = [embedded.tool("psql"), "-q", "-v", "ON_ERROR_STOP=1", embedded.dsn("fanal_owner")]
            subprocess.run(command, stdin=dump.stdout, stdout=subprocess.DEVNULL, check=True, timeout=120)
            dump.communicate()
            _let_journal_own(embedded, "REVOKE CREATE ON SCHEMA public FROM fanal_journal")
        finally:
            embedded.stop()
            owner.execute(f'DROP DATABASE "{copy}"')


def _let_journal_own(embedded: Embedded, sentence: str) -> None:
    """Functions are given to a role that may create where they lie: only while they are given."""
    with psycopg.connect(embedded.dsn("fanal_owner"), autocommit=True) as owner:
        owner.execute(sentence)


def wait_for(question: Callable[[], Any], seconds: float = 120) -> Any:
    limit = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.05)
    return answer


def answers(url: str, seconds: float = 2) -> bool:
    with suppress(OSError), urllib.request.urlopen(url, timeout=seconds) as answer:
        return bool(answer.status == 200)
    return False


class Served:
    """`fanal serve` with its database, its pages and its background work."""

    def __init__(self, home: Path, **extra: str) -> None:
        self.home, self.port = home, free_port()
        self.embedded = Embedded(home)
        env = {name: value for name, value in os.environ.items() if not name.startswith("FANAL_")}
        self.env = (
            env
            | {
                "FANAL_HOME": str(home),
                "FANAL_LOG_FORMAT": "text",
                "PYTHONPATH": sources_and_clock(),
                "DJANGO_SETTINGS_MODULE": "fanal.config.settings",
            }
            | extra
        )
        self.log = home.with_suffix(".log")
        self.people: dict[str, Any] = {}
        fill(Embedded(home, fsync=False))
        try:
            self.process = self.start()
        except BaseException:
            self._remove_database()
            raise

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "fanal.config.cli", *arguments]

    def start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                self.command("serve", "--port", str(self.port)),
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        limit = time.monotonic() + READY_SECONDS
        while time.monotonic() < limit and process.poll() is None:
            if self.answers():
                return process
            time.sleep(0.2)
        process.terminate()
        process.wait(timeout=120)
        return pytest.fail(f"never served: {self.log.read_text()[-2000:]}")

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def answers(self, path: str = "/healthz", seconds: float = 2) -> bool:
        return answers(f"{self.url}{path}", seconds)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), env=self.env, capture_output=True, text=True, check=False, timeout=60
        )

    def visitor(self, role: str) -> requests.Session:
        """A browser that has signed in as the teacher or the head of the school."""
        if not self.people:
            made = subprocess.run(
                [sys.executable, "-c", PEOPLE],
                env=self.env | {"FANAL_DATABASE_POOL": "1"},
                capture_output=True,
                text=True,
                check=True,
                timeout=60,
            )
            self.people = json.loads(made.stdout.splitlines()[-1])
        browser = requests.Session()
        browser.cookies.set("sessionid", self.people["sessions"][role], domain="localhost.local")
        return browser

    @property
    def home_page(self) -> str:
        return f"{self.url}/e/{self.people['uai']}/"

    def pages(self) -> tuple[int, list[int]]:
        """The process that watches the pages, and those that answer; (0, []) while there is none."""
        started = children(self.process.pid)
        watching = next((pid for pid in started if "fanal.config.pages" in command_of(pid)), 0)
        return watching, children(watching)

    def remove(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=120)
        self._remove_database()

    def _remove_database(self) -> None:
        self.embedded.stop()
        shutil.rmtree(self.embedded.folder, ignore_errors=True)


def children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in listed.read_text().split()] if listed.exists() else []


def command_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
