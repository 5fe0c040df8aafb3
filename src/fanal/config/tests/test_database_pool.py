"""The pool of connections and a database that stays away longer than a page waits: a real server, stopped."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg_pool import ConnectionPool, PoolTimeout

from fanal.config.database import databases
from fanal.config.environment import Environment
from fanal.core.embedded import Embedded

AWAY_SECONDS = 8.0
"""Attempts 0, 1, 3 and 7 seconds after the loss fail; the next would come at 15."""


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
