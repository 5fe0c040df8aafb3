"""Who is missing from a file that tells everybody? Departures that no line says, written beside its lines.

A line that was refused is somebody all the same: by its number, else by its name. One that says neither may
be any of those who are missing: how many there are is kept, for somebody to be asked. Whoever a source knows
under several keys is missing when all of them are, and leaves once.
"""

from django.db import connection

from fanal.core.imports.models import Import
from fanal.people_files.actions.plan_matching import name_key
from fanal.people_files.actions.planning import (
    KNOWN,
    LINE,
    OURS,
    PERSON,
    PUPIL,
    ImportSource,
    joining,
    parameters,
)
from fanal.people_files.actions.staged_export import READ

# Everything of this sort is told, so that whoever is absent has left.
COMPLETE = f"""
SELECT kind FROM {READ} r WHERE kind IN ('pupil', 'staff')
  AND (r.school = ANY(%(schools)s) OR r.school = '' AND (%(alone)s OR r.manner IN ('part', 'gone')))
GROUP BY kind HAVING bool_and(manner NOT IN ('part', 'gone')) AND bool_or(manner = 'whole')"""
NAMED = name_key("(o.content::jsonb ->> 'family_name')", "(o.content::jsonb ->> 'given_name')")
REMEMBERED = name_key("(k.content ->> 'family_name')", "(k.content ->> 'given_name')")
WHO = "coalesce(k.pupil_id, k.person_id)"
STAYS = """o.manner <> 'gone' AND NOT o.content::jsonb ? 'away'
    AND coalesce(nullif(o.content::jsonb ->> 'left_on', '') > %(today)s::text, true)"""
THEIRS = f"""SELECT FROM "{LINE}" l WHERE l.school_id = %(school)s AND l.imported_id = %(import)s
      AND l.cells ->> 'kind' = k.kind"""
ABSENT = f"""
WITH ours AS ({OURS}), named AS (
  SELECT k.kind, {WHO} AS who FROM "{KNOWN}" k JOIN ours o ON o.kind = k.kind AND o.key = k.key
  WHERE k.school_id = %(school)s AND k.source = %(source)s::text AND {STAYS}
), absent AS (
  SELECT k.* FROM "{KNOWN}" k
  LEFT JOIN "{PUPIL}" p ON p.school_id = k.school_id AND p.id = k.pupil_id
  LEFT JOIN "{PERSON}" s ON s.school_id = k.school_id AND s.id = k.person_id
  WHERE k.school_id = %(school)s AND k.source = %(source)s::text AND k.kind = ANY(%(kinds)s)
    AND k.gone_on IS NULL AND coalesce(p.left_on > %(today)s::date, true) AND s.left_on IS NULL
    AND NOT EXISTS (SELECT FROM ours o WHERE o.kind = k.kind AND o.key = k.key)
    AND NOT EXISTS (SELECT FROM named n WHERE n.kind = k.kind AND n.who = {WHO})
    AND NOT EXISTS (SELECT FROM ours o
                    WHERE o.kind = k.kind AND o.manner = 'refused' AND {NAMED} = {REMEMBERED})
    AND NOT EXISTS ({THEIRS} AND l.target = {WHO})
    AND NOT EXISTS ({THEIRS} AND l.cells -> 'candidates' @> to_jsonb({WHO}) AND l.cells ? 'candidates')
)
INSERT INTO "{LINE}" (school_id, imported_id, line, cells, effect, target, before, reasons)
SELECT %(school)s, %(import)s,
  (SELECT coalesce(max(line), 0) FROM "{LINE}" WHERE school_id = %(school)s AND imported_id = %(import)s)
    + row_number() OVER (ORDER BY kind, min(key)),
  jsonb_build_object('kind', kind, 'key', min(key), 'known', min(id), 'knowns', jsonb_agg(id)), 'gone',
  coalesce(pupil_id, person_id), (array_agg(content ORDER BY id))[1], '[]'
FROM absent GROUP BY kind, pupil_id, person_id"""
NAMELESS = f"""
WITH ours AS ({OURS})
SELECT count(*) FROM ours o WHERE o.manner = 'refused' AND o.kind = ANY(%(kinds)s) AND o.key = ''
  AND {NAMED} IS NULL"""


def complete_kinds(imported: Import, source: ImportSource) -> list[str]:
    """Of whom the lines read tell everybody: pupils, staff, both or neither."""
    with joining() as cursor:
        cursor.execute(COMPLETE, parameters(imported, source))
        return [kind for (kind,) in cursor.fetchall()]


def plan_absences(imported: Import, source: ImportSource, kinds: list[str]) -> int:
    """Write a departure for whoever is named no longer; returns how many refused lines say nobody's name."""
    if not kinds:
        return 0
    values = parameters(imported, source) | {"kinds": kinds}
    with joining() as cursor:
        cursor.execute(ABSENT, values)
    with connection.cursor() as cursor:
        cursor.execute(NAMELESS, values)
        return int(cursor.fetchone()[0])
