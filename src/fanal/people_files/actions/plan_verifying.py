"""When a plan is applied, is what it showed still so? Records change; whoever applies may hold less."""

from collections.abc import Sequence

from fanal.core.imports.models import Import
from fanal.directory.models import SourceRecord
from fanal.people_files.actions.plan_cells import MINE
from fanal.people_files.actions.plan_outcomes import (
    HOLDER,
    MAILS,
    PUPIL_HERE,
    PUPIL_ROWS,
    STAFF_HERE,
    STAFF_ROWS,
    parameters_of,
)
from fanal.people_files.actions.planning import LINE, joining

# Are the records still those that were shown, and may whoever applies write what another planned?
STALE = """
SELECT EXISTS (
  SELECT FROM "{line}" l {rows} WHERE {mine} AND l.effect = 'changed' AND l.before IS DISTINCT FROM {here})"""
STALE_PUPILS, STALE_STAFF = (
    STALE.format(line=LINE, rows=rows, mine=MINE, here=here)
    for rows, here in ((PUPIL_ROWS, PUPIL_HERE), (STAFF_ROWS, STAFF_HERE))
)
OVERREACHING = f"""
SELECT EXISTS (
  SELECT FROM "{LINE}" l WHERE {MINE} AND l.effect = 'changed' AND l.target = ANY(%(held)s::bigint[])
    AND (l.before - ARRAY['functions', 'classes', 'groups', 'heads', 'subjects'])
      <> (l.after - ARRAY['functions', 'classes', 'groups', 'heads', 'subjects']))
OR EXISTS (SELECT FROM ({MAILS}) m WHERE {HOLDER} IS NOT NULL)"""


def is_stale(imported: Import, beyond: Sequence[int]) -> bool:
    """Would applying write something else than what was shown, or more than whoever applies may write?"""
    parameters = parameters_of(imported, beyond)
    pupils, staff = ({"kind": kind.value} for kind in (SourceRecord.Kind.PUPIL, SourceRecord.Kind.STAFF))
    questions = ((STALE_PUPILS, pupils), (STALE_STAFF, staff), (OVERREACHING, staff))
    with joining() as cursor:
        for sql, kind in questions:
            cursor.execute(sql, parameters | kind)
            if cursor.fetchone()[0]:
                return True
    return False
