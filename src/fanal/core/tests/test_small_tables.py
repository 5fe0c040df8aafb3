"""No table is too small for PostgreSQL to know how many rows it has."""

import pytest
from django.db import connection

from fanal.core.small_tables import SETTING

COUNTED = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reloptions @> ARRAY[%s]"


@pytest.mark.django_db
def test_every_table_is_counted_after_a_few_changes() -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [SETTING])
        counted = {name for (name,) in cursor.fetchall()}
    assert set(connection.introspection.django_table_names()) - counted == set()
