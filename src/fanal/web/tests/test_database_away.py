"""The database is down: everybody reads when to come back, at once.

December § 6.4: « each page waits 8 s, then a generic 500; 503 with Retry-After and « Fanal revient dans
quelques minutes » at once while connecting is refused ».
"""

import psycopg
import pytest
from django.db import DataError, InterfaceError, InternalError, OperationalError, connection, transaction
from django.urls import reverse
from psycopg import errors
from psycopg_pool import PoolTimeout

from fanal.accounts.models.roles import Role
from fanal.web import views
from fanal.web.errors import is_away


def raised(kind: type[Exception], cause: Exception | None) -> Exception:
    error = kind("said")
    error.__cause__ = cause
    return error


@pytest.fixture
def away(monkeypatch, client):
    client.raise_request_exception = False

    def fail(*_args):
        raise OperationalError("away") from PoolTimeout("couldn't get a connection")

    monkeypatch.setattr(views, "readiness", fail)


def test_a_page_says_when_to_come_back(client, db, away):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "Fanal revient dans quelques minutes" in answer.text


def test_a_program_reads_it_too(client, db, monkeypatch, school):
    client.raise_request_exception = False
    monkeypatch.setattr(
        "fanal.accounts.sign_in.middleware.read_token",
        lambda *_args: (_ for _ in ()).throw(OperationalError("away")),
    )
    answer = client.get(f"/e/{school.uai}/api/v1/health")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "revient dans quelques minutes" in answer.json()["why"][0]


@pytest.mark.parametrize(
    ("error", "does"),
    [
        (raised(OperationalError, PoolTimeout("no connection")), True),
        (raised(OperationalError, errors.AdminShutdown("the server stops")), True),
        (raised(OperationalError, errors.CannotConnectNow("it starts")), True),
        (raised(InterfaceError, None), True),
        (raised(InternalError, errors.ReadOnlySqlTransaction("cannot execute UPDATE")), True),
        (raised(InternalError, psycopg.InternalError("received 2 results from command 'BEGIN'")), True),
        (raised(InternalError, errors.InFailedSqlTransaction("ours")), False),
        (raised(OperationalError, errors.DeadlockDetected("two waited")), False),
        (raised(OperationalError, errors.QueryCanceled("too long")), False),
        (raised(DataError, None), False),
        (ValueError("ours"), False),
        (None, False),
    ],
)
def test_what_is_ours_is_not_said_to_be_the_database(error, does):
    assert is_away(error) is does


def test_a_form_that_reaches_a_server_that_only_reads_is_told_to_come_back(client_of, school):
    """field.md D2-10: « cannot execute UPDATE in a read-only transaction », after a switch of primary."""
    lead = client_of(school, Role.DIGITAL_LEAD)
    lead.raise_request_exception = False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")  # until the end of the block
        answer = lead.post(reverse("equipment:site_add", args=[school.uai]), {"name": "Annexe"})
        transaction.set_rollback(True)
    assert answer.status_code == 503
    assert "Fanal revient dans quelques minutes" in answer.text
