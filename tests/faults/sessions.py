"""The sessions of a database: who waits for whom."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection

from fanal.core.embedded import Embedded

LINES, READY_SECONDS = 10_000, 60
HOME = Path(os.environ["FANAL_HOME"]).resolve()


def dsn(role: str) -> str:
    return Embedded(HOME).dsn(role, connection.settings_dict["NAME"])


@contextmanager
def held(table: str) -> Iterator[None]:
    """Nobody writes in this table until the end of the block."""
    with psycopg.connect(dsn("fanal_owner")) as owner:
        if table:
            owner.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')
        yield
        owner.rollback()


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND wait_event_type = 'Lock' AND wait_event = 'relation'"
        )
        return cursor.fetchone()[0] > 0


def sessions() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def wait_until(it_is_so) -> None:
    limit = time.monotonic() + READY_SECONDS
    while not it_is_so():
        assert time.monotonic() < limit, "it never happened"
        time.sleep(0.02)
