"""What every page test uses: a client that forgets the scope, and a counter of queries."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def forget_scope() -> None:
    """A test's transaction outlives the request's: without this the scope would stay open after it."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('fanal.schools', '', true), set_config('fanal.user', '', true)")


class ForgetfulClient(Client):
    """Django's test client, leaving no scope behind it."""

    def request(self, **request: Any) -> Any:
        try:
            return super().request(**request)
        finally:
            forget_scope()


@pytest.fixture
def client(db: None) -> ForgetfulClient:
    return ForgetfulClient()


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[CaptureQueriesContext]]:
    """`with count_queries() as queries: …; len(queries)`."""

    @contextmanager
    def counting() -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as queries:
            yield queries

    return counting
