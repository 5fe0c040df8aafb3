"""The large data set of `make bench` follows the tables: a small one of the same shape is loaded here."""

import pytest
from bench import large
from conftest import _fingerprint, _owner

from fanal.core.database.removal import drop_database


@pytest.fixture
def empty(django_db_setup: None, request: pytest.FixtureRequest):
    """A migrated database of its own, dropped at the end."""
    name = f"fanal_test_bench_{getattr(request.config, 'workerinput', {}).get('workerid', 'main')}"
    with _owner() as owner:
        drop_database(owner, name)
        owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "fanal_template_{_fingerprint()}"')
        try:
            with _owner(name) as opened:
                opened.autocommit = False
                yield opened
        finally:
            drop_database(owner, name)


def test_the_large_set_fits_the_tables(empty, monkeypatch):
    for name, size in {"SCHOOLS": 2, "PEOPLE": 4, "EQUIPMENT": 6, "REQUESTS": 5}.items():
        monkeypatch.setattr(large, name, size)
    large.load(empty)
    counted = empty.execute(
        "SELECT (SELECT count(*) FROM accounts_school), (SELECT count(*) FROM helpdesk_message)"
    ).fetchone()
    assert counted == (2, 2 * 5 * 3)
