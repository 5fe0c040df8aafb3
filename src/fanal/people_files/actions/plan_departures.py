"""Who leaves by this plan, on which day, and who stays although a file names them no longer? Computed in SQL.

A day of exit that a file says is believed, whatever other files name. An absence is a departure when no other
source names this person; of a colleague, when no function of theirs holds: nobody loses access by a file.
"""

from datetime import date

from fanal.accounts.models import Membership
from fanal.core.imports.models import Import
from fanal.directory.models import SourceRecord
from fanal.people_files.actions.plan_outcomes import parameters_of
from fanal.people_files.actions.planning import KNOWN, LINE, PERSON, PUPIL, joining
from fanal.people_files.formats.header import FileNature

MEMBERSHIP = Membership._meta.db_table
OURS = """l.school_id = %(school)s AND l.imported_id = %(import)s"""
# Somebody whom this source names for the first time once they have left: another one may know them.
RECOGNISED = f"""
UPDATE "{LINE}" l SET effect = 'gone', before = l.after, after = NULL
WHERE {OURS} AND l.effect = 'changed' AND l.cells ? 'out_on'"""
UNKNOWN = f"""DELETE FROM "{LINE}" l WHERE {OURS} AND l.effect = 'created' AND l.cells ? 'out_on'"""
# Without a tie to the line, so that PostgreSQL reads each set once: a school has thousands of leavers.
NAMED = f"""p.id IN (
      SELECT k.{{link}} FROM "{KNOWN}" k
      WHERE k.school_id = %(school)s AND k.{{link}} IS NOT NULL AND k.gone_on IS NULL
        AND NOT coalesce(nullif(k.content ->> 'left_on', '') <= %(today)s::text, false)
        AND k.id NOT IN (SELECT id FROM silenced))"""
HOLDS = f"""EXISTS (
      SELECT FROM "{MEMBERSHIP}" m WHERE m.school_id = p.school_id AND m.person_id = p.id
        AND (m.valid_until IS NULL OR m.valid_until >= %(today)s::date))"""
LEAVING = """
WITH silenced AS MATERIALIZED (  -- the keys under which this file names nobody any more
  SELECT key.id::bigint FROM "{line}" l
  CROSS JOIN jsonb_array_elements_text(
    coalesce(l.cells -> 'knowns', jsonb_build_array(l.cells -> 'known'))) AS key(id)
  WHERE {ours} AND l.effect = 'gone' AND key.id IS NOT NULL
), going AS (
  SELECT l.id, coalesce(l.cells ->> 'out_on', %(left)s::text) AS left_on, l.cells ? 'out_on' AS is_dated,
    coalesce(p.left_on::text, '') AS was_on, NOT l.cells ? 'out_on' AND {named} AS is_named, {holds} AS holds
  FROM "{line}" l JOIN "{table}" p ON p.school_id = l.school_id AND p.id = l.target
  WHERE {ours} AND l.effect = 'gone' AND l.cells ->> 'kind' = %(kind)s::text
), judged AS (
  SELECT *, CASE
    WHEN was_on <> '' AND ({has_left}) THEN 'left'
    WHEN is_named THEN 'named' WHEN holds THEN 'holds' ELSE '' END AS stays
  FROM going
)
UPDATE "{line}" l SET effect = CASE WHEN stays = 'left' THEN 'unchanged' ELSE 'gone' END,
  cells = l.cells || jsonb_build_object('stays', stays)
    || CASE WHEN stays = 'left' THEN '{{"is_gone": true}}' ELSE '{{}}' END::jsonb,
  before = l.before || jsonb_build_object('left_on', was_on),
  after = CASE WHEN stays = '' THEN jsonb_build_object('left_on', j.left_on) ELSE '{{}}' END
FROM judged j WHERE l.school_id = %(school)s AND l.id = j.id"""
# The day of a pupil is corrected by the next file; that of a colleague was noted by hand.
LEAVING_PUPILS = LEAVING.format(
    named=NAMED.format(link="pupil_id"),
    holds="false",
    line=LINE,
    table=PUPIL,
    ours=OURS,
    has_left="CASE WHEN is_dated THEN was_on = left_on ELSE was_on <= left_on END",
)
LEAVING_STAFF = LEAVING.format(
    named=NAMED.format(link="person_id"), holds=HOLDS, line=LINE, table=PERSON, ours=OURS, has_left="true"
)
# Who leaves because a file is silent, or says the day, and of how many present that this source names.
COUNT = f"""
SELECT
  (SELECT count(DISTINCT (k.pupil_id, k.person_id)) FROM "{KNOWN}" k
   LEFT JOIN "{PUPIL}" p ON p.school_id = k.school_id AND p.id = k.pupil_id
   LEFT JOIN "{PERSON}" s ON s.school_id = k.school_id AND s.id = k.person_id
   WHERE k.school_id = %(school)s AND k.source = %(source)s::text AND k.kind IN ('pupil', 'staff')
     AND k.gone_on IS NULL AND coalesce(p.left_on > %(today)s::date, true) AND s.left_on IS NULL),
  count(*) FILTER (WHERE NOT l.cells ? 'out_on'), count(*) FILTER (WHERE l.cells ? 'out_on')
FROM "{LINE}" l WHERE {OURS} AND l.effect = 'gone'"""


# Our own table says a whole record: whoever gets a day of exit that has come leaves by it.
OWN_COUNT = f"""
SELECT
  (SELECT count(*) FROM "{PUPIL}" p
   WHERE p.school_id = %(school)s AND (p.left_on IS NULL OR p.left_on > %(today)s::date)), 0,
  count(*) FILTER (WHERE l.before ->> 'left_on' = '' AND l.after ->> 'left_on' <> ''
                   AND l.after ->> 'left_on' <= %(today)s::text)
FROM "{LINE}" l WHERE {OURS} AND l.effect = 'changed' AND l.cells ->> 'kind' = 'pupil'"""


def settle_leavers(imported: Import, leaving_day: date) -> int:
    """Say of each departure whether it is one, and its day (`left` when no file says it).

    Returns how many lines spoke of somebody who had left and whom nobody knew: they are put aside.
    """
    parameters = parameters_of(imported) | {"left": leaving_day}
    with joining() as cursor:
        cursor.execute(RECOGNISED, parameters)
        cursor.execute(UNKNOWN, parameters)
        aside: int = cursor.rowcount
        for kind, sql in (
            (SourceRecord.Kind.PUPIL, LEAVING_PUPILS),
            (SourceRecord.Kind.STAFF, LEAVING_STAFF),
        ):
            cursor.execute(sql, parameters | {"kind": kind.value})
    return aside


def count_leavers(imported: Import) -> tuple[int, int, int]:
    """Count the people present whom this source names; how many of them it leaves out, or dates."""
    sql = OWN_COUNT if imported.creations["source"] == FileNature.OWN else COUNT
    with joining() as cursor:
        cursor.execute(sql, parameters_of(imported) | {"source": imported.creations["source"]})
        total, silent, dated = cursor.fetchone()
    return int(total), int(silent), int(dated)
