"""The connection of a page. Django looks for `DatabaseWrapper` here: it is the ENGINE of the pages.

A pool waits alike for a server that starts and for one that is not there. Here the pool is asked for short
times, and between two of them the server is asked what it is (libpq's PQping, which needs no password):
whoever is refused is told at once, and only while the server says that it starts does the page wait.

After a switch of primary a connection may lead to a server that only reads. It says so by itself (PostgreSQL
reports `in_hot_standby`): it is thrown away, and the next one goes where the address leads by now.
"""

import time
from typing import Any

from django.db.backends.postgresql import base
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping
from psycopg_pool import PoolTimeout

LONGEST_WAIT = 8.0  # seconds, of a page
SECONDS_TO_ANSWER = 2  # of a server that is asked whether it is there
MOST_STALE = 20  # connections of a pool that may lead to the primary of before
REMEMBERED = 1.0  # second, for which a server that was away is asked first
STANDBY = "in_hot_standby"
PLACE = ("host", "port", "dbname", "user")

_away_since: float | None = None


class OnlyReads(PoolTimeout):
    """Each connection leads to a server that does not write: a switch of primary is under way."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with that patience. Raises PoolTimeout."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        limit = time.monotonic() + LONGEST_WAIT
        if _was_just_away() and not self._is_there():
            raise PoolTimeout("the server is away")
        while True:
            try:
                return self._writing_connection(conn_params)
            except OnlyReads:  # nobody knows for how long: the page says so at once
                raise
            except PoolTimeout:
                if not self._is_there() or time.monotonic() > limit:
                    raise

    def _writing_connection(self, conn_params: dict[str, Any]) -> Any:
        """One of a server that writes. Raises OnlyReads, or PoolTimeout."""
        for _ in range(MOST_STALE):
            connection = super().get_new_connection(conn_params)
            if connection.info.parameter_status(STANDBY) != "on":
                return connection
            connection.close()
            if self.pool:
                self.pool.putconn(connection)
        raise OnlyReads("the server only reads")

    def _is_there(self) -> bool:
        """Whether it answers, if only that it is not ready; what broke in the pool is then made anew."""
        global _away_since
        answer = self._ping()
        if answer is Ping.OK:
            self.pool.check()
        _away_since = time.monotonic() if answer is Ping.NO_RESPONSE else None
        return _away_since is None

    def _ping(self) -> Ping:
        params = self.get_connection_params()
        place = {name: params[name] for name in PLACE if params.get(name)}
        return Ping(PGconn.ping(make_conninfo(connect_timeout=SECONDS_TO_ANSWER, **place).encode()))


def _was_just_away() -> bool:
    return _away_since is not None and time.monotonic() - _away_since < REMEMBERED
