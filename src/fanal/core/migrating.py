"""The tables brought to today, and known to the planner of PostgreSQL even where they are small.

By itself PostgreSQL looks at a table after fifty changes. Until then it takes forty bookable things for a
single one, begins a question there, and reads each booking of the school to find those of one person.
"""

from django.core.management import call_command
from django.db import connection

COUNTED_AFTER = 5  # changes
SETTING = f"autovacuum_analyze_threshold={COUNTED_AFTER}"
COUNT_SMALL_TABLES = f"""
DO $$
DECLARE one regclass;
BEGIN
  FOR one IN
    SELECT oid FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND NOT coalesce(reloptions, '{{}}') @> ARRAY['{SETTING}']
  LOOP
    EXECUTE format('ALTER TABLE %s SET ({SETTING})', one);
  END LOOP;
END $$"""


def migrate_tables() -> None:
    """As their owner, and again as often as one likes."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SMALL_TABLES)
