"""What the role that serves may have been made to carry: settings that every connection of it begins with.

A role may change its own (`ALTER ROLE fanal_app SET statement_timeout = 1`): written once by an injection,
it would stop every page for good. Set back at each start, on a connection that overrules them.
"""

import psycopg

OVERRULING = (
    "-c statement_timeout=0 -c lock_timeout=0 -c default_transaction_read_only=off -c search_path=public"
)
FOUND = """
SELECT string_agg(setting, ', ' ORDER BY setting)
  FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) AS setting
 WHERE r.rolname = 'fanal_app'
   AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
"""
SET_BACK = (
    "ALTER ROLE CURRENT_USER RESET ALL",
    "DO $$ BEGIN EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I RESET ALL', current_database()); "
    "END $$",
)


def set_back(address: str) -> None:
    """Nothing when the database is away: it is asked again at the next start."""
    try:
        with psycopg.connect(address, options=OVERRULING, autocommit=True, connect_timeout=5) as own:
            for statement in SET_BACK:
                own.execute(statement)
    except psycopg.Error:
        return
