"""The pool of connections and a database that stays away longer than a page waits: a real server, stopped."""

import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from psycopg.pq import Ping
from psycopg_pool import ConnectionPool, PoolTimeout

from fanal.config.database import databases
from fanal.config.environment import Environment
from fanal.config.page_findings import of_settings_of_the_role
from fanal.core.database.own_settings import set_back
from fanal.core.embedded import Embedded
from fanal.core.embedded.cluster import ADMIN
from fanal.core.patient_postgresql import base as patient
from fanal.core.patient_postgresql.base import LONGEST_WAIT

AWAY_SECONDS = 8.0
AT_ONCE = 2.0  # seconds, on a machine that does much else


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Embedded]:
    server = Embedded(tmp_path / "home", fsync=False)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(server.folder)


def test_pages_come_back_with_the_database_however_long_it_was_away(server: Embedded) -> None:
    """Seen on 28 November 2026: after a slow restart of the database a page had no connection."""
    options = databases(Environment(database_pool=4), server.home)["default"]["OPTIONS"]["pool"]
    dsn = server.dsn("fanal_app")
    options["timeout"] = LONGEST_WAIT  # the patience of a page
    with ConnectionPool(dsn, check=ConnectionPool.check_connection, **options) as pool:
        with pool.connection() as connection:
            connection.execute("select 1")
        server.stop()
        with pytest.raises(PoolTimeout):
            pool.getconn()
        time.sleep(max(0.0, AWAY_SECONDS - options["timeout"]))
        server.start()
        with pool.connection() as connection:
            assert connection.execute("select 1").fetchone() == (1,)


@pytest.fixture
def connection(
    server: Embedded, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[patient.DatabaseWrapper]:
    """That of a page, which has asked for something already."""
    monkeypatch.setattr(patient, "_away_since", None)
    made = ConnectionHandler(databases(Environment(database_pool=4), server.home))["default"]
    with django_db_blocker.unblock():  # a server of this test alone
        ask(made)
        yield made
        made.close()
        made.close_pool()


def ask(connection: patient.DatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    connection.close()


def test_a_page_is_told_at_once_that_the_database_is_away(
    server: Embedded, connection: patient.DatabaseWrapper
) -> None:
    """December § 6.4: « Database down: each page waits 8 s »."""
    server.stop()
    for _ in range(3):
        started = time.monotonic()
        with pytest.raises(OperationalError):
            ask(connection)
        assert time.monotonic() - started < AT_ONCE
    server.start()
    started = time.monotonic()
    ask(connection)
    assert time.monotonic() - started < AT_ONCE


def test_a_page_waits_while_the_server_says_that_it_starts(
    server: Embedded, connection: patient.DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """December § 6.4: « a page waits up to 8 s only while the server says that it is starting »."""
    server.stop()
    monkeypatch.setattr(connection, "_ping", lambda: Ping.REJECT)
    later = threading.Timer(2.0, server.start)
    later.start()
    started = time.monotonic()
    ask(connection)
    later.join()
    assert time.monotonic() - started > 1.5

    server.stop()
    monkeypatch.setattr(patient, "LONGEST_WAIT", 1.0)
    with pytest.raises(OperationalError):
        ask(connection)
    server.start()


def test_connections_that_broke_cost_no_seconds(
    server: Embedded, connection: patient.DatabaseWrapper
) -> None:
    """December § 7, N9: « `/readyz` 7 s after lost connections », each found after a longer pause."""
    pool = connection.pool
    held = [pool.getconn(timeout=LONGEST_WAIT) for _ in range(4)]
    for one in held:
        pool.putconn(one)
    server.stop()
    server.start()
    started = time.monotonic()
    ask(connection)
    assert time.monotonic() - started < AT_ONCE


@pytest.fixture
def standby(server: Embedded) -> Iterator[Embedded]:
    """The same server, which only reads: it waits for what another would send it."""
    server.stop()
    (server.place.data / "standby.signal").touch()
    options = server.popen_options()
    process = subprocess.Popen(server.command(), **options)
    options["stdout"].close()
    limit = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(server.dsn("fanal_app")).close()
            break
        except psycopg.OperationalError:
            assert time.monotonic() < limit
            time.sleep(0.1)
    yield server
    process.send_signal(signal.SIGINT)
    process.wait(30)


def test_a_connection_to_a_server_that_only_reads_is_thrown_away(
    standby: Embedded, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> None:
    """field.md D2-10 (pgbouncer#1311): after a switch clients stayed on the primary of before."""
    monkeypatch.setattr(patient, "_away_since", None)
    page = ConnectionHandler(databases(Environment(database_pool=4), standby.home))["default"]
    with django_db_blocker.unblock():
        started = time.monotonic()
        with pytest.raises(OperationalError, match="only reads"):
            ask(page)
        assert time.monotonic() - started < AT_ONCE, "the page says it, and does not hold its thread"
        with psycopg.connect(standby.dsn(ADMIN), autocommit=True) as admin:
            admin.execute("SELECT pg_promote()")
        started = time.monotonic()
        ask(page)
        assert time.monotonic() - started < AT_ONCE
        page.close()
        page.close_pool()


def test_what_the_role_was_made_to_carry_is_said_and_set_back(server: Embedded) -> None:
    """December § 7, N9: « `alter role fanal_app set statement_timeout=1` is accepted and stays »."""
    dsn = server.dsn("fanal_app")
    with psycopg.connect(dsn, autocommit=True) as own:
        own.execute("ALTER ROLE fanal_app SET statement_timeout = 1")
        own.execute("ALTER ROLE fanal_app IN DATABASE fanal SET default_transaction_read_only = on")
        (finding,) = of_settings_of_the_role(own.cursor())
    assert "default_transaction_read_only=on, statement_timeout=1" in finding.says
    set_back(dsn)
    with psycopg.connect(dsn, autocommit=True) as own:
        assert own.execute("SHOW statement_timeout").fetchone() == ("0",)
        assert own.execute("SHOW default_transaction_read_only").fetchone() == ("off",)
        assert list(of_settings_of_the_role(own.cursor())) == []
