"""The connection of a page. Django looks for `DatabaseWrapper` here: it is the ENGINE of the pages.

A pool waits alike for a server that starts and for one that is not there. Here the pool is asked for short
times, and between two of them the server is asked what it is (libpq's PQping, which needs no password):
whoever is refused is told at once, and only while the server says that it starts does the page wait.
"""

import time
from typing import Any

from django.db.backends.postgresql import base
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping
from psycopg_pool import PoolTimeout

LONGEST_WAIT = 8.0  # seconds, of a page
SECONDS_TO_ANSWER = 2  # of a server that is asked whether it is there
REMEMBERED = 1.0  # second, for which a server that was away is asked first
PLACE = ("host", "port", "dbname", "user")

_away_since: float | None = None


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with that patience. Raises PoolTimeout."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        limit = time.monotonic() + LONGEST_WAIT
        if _was_just_away() and not self._is_there():
            raise PoolTimeout("the server is away")
        while True:
            try:
                return super().get_new_connection(conn_params)
            except PoolTimeout:
                if not self._is_there() or time.monotonic() > limit:
                    raise

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
