"""Removing a database although somebody is still in it."""

import time

import psycopg
from psycopg import sql

PATIENCE = 20  # half-seconds


def drop_database(owner: psycopg.Connection, name: str) -> None:
    """Remove it, and end whoever is in it; nothing happens when it does not exist. Needs autocommit.

    PostgreSQL's own cleaner may be in it: the owner may not end that one, which leaves within seconds.
    """
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for _ in range(PATIENCE):
        try:
            owner.execute(statement)
            return
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.5)
    owner.execute(statement)
