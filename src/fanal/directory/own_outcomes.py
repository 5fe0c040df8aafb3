"""What each line of our own table will have written, beside what the records say now. In SQL.

Our table says a whole record: what it empties is emptied. As with any file, the card of somebody whose
functions exceed those of whoever imports stays as it is, and the preview says so.
"""

from collections.abc import Sequence

from fanal.core.imports.models import Import
from fanal.directory.formats.header import Nature
from fanal.directory.models import Known
from fanal.directory.outcomes import (
    MINE,
    PUPIL_HERE,
    PUPIL_ROWS,
    STAFF_HERE,
    STAFF_ROWS,
    settle_others,
    told_of,
)
from fanal.directory.planning import LINE, joining

CARD = "ARRAY['civility', 'family_name', 'given_name', 'email', 'job']"
# Whoever is recognised by name or address, and had left, is back.
SETTLE = f"""
WITH seen AS (
  SELECT l.id, l.effect, coalesce(l.cells -> 'told', l.after) AS says,
    coalesce(l.target = ANY(%(held)s::bigint[]), false) AS is_held,
    l.cells ->> 'match' IS DISTINCT FROM '{Nature.OWN.value}' AS is_recognised, {{here}} AS here
  FROM "{LINE}" l {{rows}} WHERE {MINE} AND l.effect = ANY(%(effects)s)
), becoming AS (
  SELECT *, here || CASE WHEN is_held THEN says - {CARD} ELSE says END
    || CASE WHEN is_recognised AND NOT is_held THEN jsonb_build_object('left_on', '')
       ELSE jsonb_build_object() END AS will,
    is_held AND here || says <> here || (says - {CARD}) AS is_withheld
  FROM seen
)
UPDATE "{LINE}" l SET before = CASE WHEN b.effect <> 'created' THEN b.here END, after = b.will,
  effect = CASE WHEN b.effect = 'created' THEN 'created'
    WHEN b.will = b.here AND NOT b.is_withheld THEN 'unchanged' ELSE 'changed' END,
  cells = l.cells || jsonb_build_object('told', b.says, 'is_withheld', b.is_withheld)
FROM becoming b WHERE l.school_id = %(school)s AND l.id = b.id"""
SETTLE_PUPILS = SETTLE.format(here=PUPIL_HERE, rows=PUPIL_ROWS)
SETTLE_STAFF = SETTLE.format(here=STAFF_HERE, rows=STAFF_ROWS)


def settle(imported: Import, held: Sequence[int]) -> None:
    """Say of every line what the record is and will be; safe to run again once a doubt is decided."""
    told, several = told_of(imported, held), ["changed", "unchanged"]
    with joining() as cursor:
        cursor.execute(SETTLE_PUPILS, told | {"kind": Known.Kind.PUPIL.value, "effects": several})
        cursor.execute(
            SETTLE_STAFF, told | {"kind": Known.Kind.STAFF.value, "effects": ["created", *several]}
        )
    settle_others(imported, held)
