"""The lines of an export, copied as they are read into a table of this connection alone."""

from collections.abc import Iterable, Sequence
from typing import IO

from django.db import connection

BLOCK = 1 << 20


READ = "directory_read"


STAGE = f"""
CREATE TEMPORARY TABLE {READ} (
  file int, rank int, manner text, kind text, school text, key text, print text, content text
) ON COMMIT DROP"""


def stage(files: Iterable[IO[bytes]]) -> None:
    """Copy the lines read into the temporary table."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{READ}")
        cursor.execute(STAGE)
        for lines in files:
            lines.seek(0)
            with cursor.copy(f"COPY {READ} FROM STDIN") as copy:
                while block := lines.read(BLOCK):
                    copy.write(block)
        cursor.execute(f"CREATE INDEX ON {READ} (kind, key)")
        cursor.execute(f"CREATE INDEX ON {READ} (school, kind)")
        cursor.execute(f"ANALYZE {READ}")


def keep_only(files: Sequence[int]) -> None:
    """Leave out the lines of the other files, by the number that each was read under."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {READ} WHERE file <> ALL(%s)", [list(files)])
