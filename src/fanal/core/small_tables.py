"""PostgreSQL counts small tables too.

By itself it looks at a table after fifty changes. Until then it takes forty bookable things for a single one,
begins a question there, and reads each booking of the school to find those of one person.
"""

from typing import Any

from django.db import connection

COUNTED_AFTER = 5  # changes
SETTING = f"autovacuum_analyze_threshold={COUNTED_AFTER}"
COUNT_SMALL_TABLES = f"""
DO $$
DECLARE one regclass;
BEGIN
  FOR one IN
    SELECT oid FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_has_role(relowner, 'USAGE')
      AND NOT coalesce(reloptions, '{{}}') @> ARRAY['{SETTING}']
  LOOP
    EXECUTE format('ALTER TABLE %s SET ({SETTING})', one);
  END LOOP;
END $$"""


def count_small_tables(**_signal: Any) -> None:
    """After each migration, for the tables that it made; nothing for a role that owns none."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SMALL_TABLES)
