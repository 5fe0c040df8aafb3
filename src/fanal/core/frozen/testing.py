"""Tries what a guard must refuse, as whoever serves: each frozen column of a row, and the row itself."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from fanal.core import journal
from fanal.core.clock.testing import today
from fanal.core.frozen.doors import open_doors
from fanal.core.people.erasure import PERSON, Subject, erase
from fanal.core.retention.removal import ByClock

TYPES = (
    "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute "
    "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
)
OTHERS = {
    "boolean": "NOT coalesce({0}, false)",
    "date": "coalesce({0}, '2001-01-01') - 400",
    "jsonb": "'{{\"autre\": 1}}'::jsonb",
    "bigint": "coalesce({0}, 0) + 1",
    "integer": "coalesce({0}, 0) + 1",
    "smallint": "coalesce({0}, 0) + 1",
    "timestamp with time zone": "coalesce({0}, '2001-01-01') - interval '1 day'",
    "bytea": "'\\x00'::bytea",
}
NEVER = "what is frozen never changes"


def types_of(model: Any) -> dict[str, str]:
    """The columns of its table, each with its type in the database."""
    with connection.cursor() as cursor:
        cursor.execute(TYPES, [f"public.{model._meta.db_table}"])
        return dict(cursor.fetchall())


def assert_frozen(row: Any) -> None:
    """Each column that is frozen for this row keeps what it says, and the row does not go."""
    table, types = row._meta.db_table, types_of(row)
    for column in row.FROZEN.columns:
        name = column.partition("=")[0]
        if not name.endswith("?"):
            refused(f'UPDATE {table} SET "{name}" = {_other(name, types[name])} WHERE id = %s', row.pk)
    refused(f"DELETE FROM {table} WHERE id = %s", row.pk)


def refused(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError, match=NEVER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def forget(person: Any) -> None:
    """Erase somebody of the staff, as they asked: what is frozen is emptied by its declared door."""
    subject = Subject(PERSON, person.school_id, person.pk, person.given_name, person.family_name, today())
    with journal.erasing(by=ByClock(), why="demande d’effacement"):
        erase(subject)


def empty(row: Any, **values: object) -> None:
    """What its retention empties, by its declared door."""
    with journal.erasing(by=ByClock(), why="selon sa durée de conservation"):
        open_doors(row.school_id, [type(row)])
    type(row).objects.filter(pk=row.pk).update(**values)


def _other(name: str, type_name: str) -> str:
    if type_name.endswith("[]"):
        return "ARRAY['x']"
    return OTHERS.get(type_name, "'x'").format(f'"{name}"')
