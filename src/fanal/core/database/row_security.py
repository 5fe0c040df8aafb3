"""Migration operations that put a table of a school under row-level security.

One policy text for all: a row is seen and written only while its school is in the scope. An unset or empty
scope shows no row and is never an error. FORCE makes it hold for the table's owner too.
"""

from django.db import migrations

POLICY = "school_scope"
IN_SCOPE = "school_id = ANY (string_to_array(current_setting('fanal.schools', true), ',')::bigint[])"
OWN_ROWS = "user_id = nullif(current_setting('fanal.user', true), '')::bigint"


def protect(*tables: str) -> list[migrations.RunSQL]:
    """Operations that open each table to its own school only. Tables must carry `school_id`."""
    return [
        migrations.RunSQL(
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;'
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;'
            f'CREATE POLICY {POLICY} ON "{table}" USING ({IN_SCOPE}) WITH CHECK ({IN_SCOPE});',
            f'DROP POLICY {POLICY} ON "{table}"; ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY;',
        )
        for table in tables
    ]


def readable_by_its_user(table: str) -> migrations.RunSQL:
    """Let a signed-in user read their own rows of `table` before any school is known."""
    return migrations.RunSQL(
        f'CREATE POLICY own_rows ON "{table}" FOR SELECT USING ({OWN_ROWS})',
        f'DROP POLICY own_rows ON "{table}"',
    )
