"""What does the shared cache no longer remember? Counts of tries whose while is over: they go each night.

Django removes them only once the table is full.
"""

from datetime import datetime

from django.db import connection

from fanal.core.registry import register
from fanal.core.retention.removal import BATCH
from fanal.core.retention.rule import RETENTION, Retention

GONE = """
DELETE FROM core_cache WHERE cache_key IN (
    SELECT cache_key FROM core_cache WHERE expires < %s ORDER BY expires LIMIT %s
)
"""


def _purge(_school_id: int, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(GONE, [now, BATCH])
        return int(cursor.rowcount)


register(RETENTION, "core.counts")(
    Retention(
        "core.counts", "Le compte des essais : une nuit après son terme.", [], _purge, is_of_a_school=False
    )
)
