"""What a file would change, computed in SQL between the lines read and what is known. Writes the plan alone.

The lines read live in a temporary table of the transaction (`COPY` is refused under row-level security). What
stays are the lines that do something, each with what it says: a line that changes nothing is only counted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from fanal.accounts.models import Person
from fanal.core.imports.models import Import, ImportLine
from fanal.directory.models import Pupil, SourceRecord
from fanal.people_files.actions.staged_export import READ

LINE, KNOWN, PUPIL, PERSON = (model._meta.db_table for model in (ImportLine, SourceRecord, Pupil, Person))
OUR_NUMBERS = f"""
SELECT school FROM {READ} WHERE kind = 'school' AND upper(content::jsonb ->> 'uai') = %s
UNION SELECT key FROM "{KNOWN}" k WHERE school_id = %s AND source = %s AND kind = 'school'
  AND NOT EXISTS (SELECT FROM {READ} r WHERE r.kind = 'school' AND r.school = k.key
                  AND upper(coalesce(r.content::jsonb ->> 'uai', '')) NOT IN ('', %s))
UNION SELECT %s"""
# What a change must tell of somebody unknown to be an arrival: who it is, and what they do here.
WHOLE_ENOUGH = """
  says ->> 'family_name' <> '' AND says ->> 'given_name' <> '' AND CASE kind
    WHEN 'pupil' THEN says ->> 'born' <> '' AND says ? 'class'
    WHEN 'staff' THEN says ? 'functions' ELSE false END"""
# A change need not describe our school to speak of it.
CONCERNS = f"""
SELECT EXISTS (
  SELECT FROM "{KNOWN}" k JOIN {READ} r ON r.school = k.key
  WHERE k.school_id = %(school)s AND k.source = %(source)s::text AND k.kind = 'school'
) OR EXISTS (
  SELECT FROM "{KNOWN}" k JOIN {READ} r ON r.kind = k.kind AND r.key = k.key
  WHERE k.school_id = %(school)s AND k.source = %(source)s::text AND k.kind IN ('pupil', 'staff')
    AND r.school = '' AND r.manner IN ('part', 'gone'))"""
# Ours: what names our school; told without a school, a change, a departure or a refusal, when we know whom it
# is about and no line of ours says more; the words that our people use. Four branches: each finds its index.
OURS = f"""
SELECT r.* FROM {READ} r
WHERE r.school = ANY(%(schools)s) AND r.kind IN ('pupil', 'staff', 'class', 'group', 'school')
UNION ALL
SELECT r.* FROM {READ} r
WHERE r.school = '' AND r.kind IN ('pupil', 'staff', 'class', 'group') AND (%(alone)s
  OR r.manner IN ('part', 'gone', 'refused')
    AND EXISTS (SELECT FROM "{KNOWN}" k WHERE k.school_id = %(school)s AND k.source = %(source)s::text
                AND k.kind = r.kind AND k.key = r.key)
    AND NOT EXISTS (SELECT FROM {READ} o WHERE o.kind = r.kind AND o.key = r.key
                    AND o.file = r.file AND o.rank = r.rank AND o.school = ANY(%(schools)s)))
UNION ALL
SELECT r.* FROM {READ} r
WHERE r.school = '' AND r.kind = 'level' AND (%(alone)s OR r.key IN (
  SELECT o.content::jsonb ->> 'level' FROM {READ} o WHERE o.school = ANY(%(schools)s) AND o.kind = 'pupil'))
UNION ALL
SELECT r.* FROM {READ} r
WHERE r.school = '' AND r.kind = 'subject' AND (%(alone)s OR r.key IN (
  SELECT v ->> 1 FROM {READ} o,
    jsonb_array_elements(
      coalesce(o.content::jsonb -> 'classes', '[]') || coalesce(o.content::jsonb -> 'groups', '[]')) v
  WHERE o.school = ANY(%(schools)s) AND o.kind = 'staff'))"""
# A key told twice in one file: the first counts, the others are refused. Prints differ once a delta has
# changed what we know: then the words themselves are compared. A day of exit that is past is a departure on
# that day; of somebody whom this source never named, only that of whoever another one named (`departures`).
PLAN = f"""
WITH ours AS ({OURS}), seen AS (
  SELECT o.*, row_number() OVER (PARTITION BY o.kind, o.key ORDER BY o.file, o.rank) AS nth,
    k.id AS known, k.print AS was, k.content AS before, k.gone_on, k.school_year,
    coalesce(k.pupil_id, k.person_id) AS target, coalesce(p.left_on, s.left_on) AS left_on,
    CASE WHEN o.manner = 'part' THEN coalesce(k.content, '{{}}') ELSE '{{}}' END || o.content::jsonb AS says
  FROM ours o
  LEFT JOIN "{KNOWN}" k ON k.school_id = %(school)s AND k.source = %(source)s::text
    AND k.kind = o.kind AND k.key = o.key
  LEFT JOIN "{PUPIL}" p ON p.school_id = %(school)s AND p.id = k.pupil_id
  LEFT JOIN "{PERSON}" s ON s.school_id = %(school)s AND s.id = k.person_id
), dated AS (
  SELECT seen.*, CASE WHEN nullif(says ->> 'left_on', '') <= %(today)s::text
    THEN (says ->> 'left_on')::date END AS out_on
  FROM seen
), judged AS MATERIALIZED (
  SELECT d.*, CASE
    WHEN manner = 'refused' OR nth > 1 OR manner = 'part' AND known IS NULL AND ({WHOLE_ENOUGH}) IS NOT TRUE
      THEN 'refused'
    WHEN (manner = 'gone' OR says ? 'away') AND (known IS NULL OR gone_on IS NOT NULL) THEN 'unchanged'
    WHEN manner = 'gone' OR says ? 'away' THEN 'gone'
    WHEN known IS NULL THEN 'created'
    WHEN out_on IS NOT NULL AND (left_on = out_on OR gone_on IS NOT NULL AND was = print) THEN 'unchanged'
    WHEN out_on IS NOT NULL THEN 'gone'
    WHEN gone_on IS NOT NULL OR school_year <> %(year)s::text THEN 'changed'
    WHEN was = print THEN 'unchanged'
    WHEN before = says THEN 'unchanged'
    ELSE 'changed' END AS effect
  FROM dated d
), kept AS (
  INSERT INTO "{LINE}" (school_id, imported_id, line, cells, effect, target, before, after, reasons)
  SELECT %(school)s, %(import)s,
    (SELECT coalesce(max(line), 0) FROM "{LINE}" WHERE school_id = %(school)s AND imported_id = %(import)s)
      + row_number() OVER (ORDER BY file, rank, kind, key),
    jsonb_build_object('kind', kind, 'key', key, 'print', print, 'file', file, 'rank', rank,
      'known', known) || CASE WHEN out_on IS NULL THEN '{{}}'
        ELSE jsonb_build_object('out_on', out_on, 'content', says) END
      || CASE WHEN effect <> 'refused' THEN '{{}}' ELSE jsonb_build_object('row', coalesce(says ->> 'row',
        concat_ws(' ', says ->> 'family_name', says ->> 'given_name'))) END,
    effect, target, before,
    CASE WHEN effect IN ('refused', 'gone') THEN NULL ELSE says END,
    CASE WHEN effect <> 'refused' THEN '[]'::jsonb ELSE jsonb_build_array(CASE
      WHEN manner = 'refused' THEN content::jsonb ->> 'why'
      WHEN nth > 1 THEN %(twice)s::text ELSE %(unknown)s::text END) END
  FROM judged WHERE effect <> 'unchanged'
)
SELECT kind, effect, count(*) FROM judged GROUP BY kind, effect"""
# A line that creates is hashed as it was shown, before what it makes had a number.
ROOT = f"""
SELECT encode(sha256(coalesce(string_agg(
  md5(concat_ws('|', line, effect, cells, CASE WHEN effect <> 'created' THEN target END,
      before, after, reasons)),
  '' ORDER BY line), '')::bytea), 'hex')
FROM "{LINE}" WHERE school_id = %s AND imported_id = %s AND effect <> ''"""
# A code is a class when the export says so, else a group. The print is ours: it stands for the joined words.
JOIN = (
    f"DROP TABLE IF EXISTS pg_temp.{READ}_part",
    f"""
CREATE TEMPORARY TABLE {READ}_part ON COMMIT DROP AS
SELECT p.school, p.key, min(p.file) AS file, min(p.rank) AS rank,
  jsonb_strip_nulls(jsonb_build_object(
    'level', max(p.content::jsonb ->> 'level'),
    'class', min(c.key),
    'groups', to_jsonb(array_agg(
      DISTINCT p.content::jsonb ->> 'belongs' ORDER BY p.content::jsonb ->> 'belongs')
      FILTER (WHERE c.key IS NULL AND p.content::jsonb ? 'belongs')))) AS says
FROM {READ} p
LEFT JOIN {READ} c ON c.kind = 'class' AND c.school = p.school AND c.key = p.content::jsonb ->> 'belongs'
WHERE p.manner = 'part' GROUP BY p.school, p.key""",
    f"DELETE FROM {READ} WHERE manner = 'part'",
    f"""
INSERT INTO {READ}
SELECT p.file, p.rank, 'part', 'pupil', p.school, p.key, left(md5(p.says::text), 16), p.says::text
FROM {READ}_part p WHERE NOT EXISTS (
  SELECT FROM {READ} r WHERE r.school = p.school AND r.key = p.key AND r.kind IN ('pupil', 'staff'))""",
    f"""
UPDATE {READ} r SET content = (r.content::jsonb || p.says)::text,
  print = left(md5((r.content::jsonb || p.says)::text), 16)
FROM {READ}_part p
WHERE r.kind = 'pupil' AND r.manner = 'whole' AND r.school = p.school AND r.key = p.key""",
)
TWICE = "Cette fiche porte un numéro déjà lu plus haut dans le fichier."
UNKNOWN = (
    "Ce fichier ne dit qu’un changement, et cette fiche n’est pas encore connue : demandez un export complet."
)


@dataclass(frozen=True)
class ImportSource:
    """Where lines come from: the source's name, how it names our school, the school year told; and today."""

    name: str
    numbers: list[str]
    year: str
    is_alone: bool
    today: date


def join_parts() -> None:
    """Give each pupil the level, class and groups that other lines of the same export tell (GAR).

    Whoever is described keeps one line; a file of groups alone changes those already known.
    """
    with connection.cursor() as cursor:
        for statement in JOIN:
            cursor.execute(statement)


def uais_of_file() -> set[str]:
    """The UAI of the schools that the lines read describe."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT upper(content::jsonb ->> 'uai') FROM {READ} WHERE kind = 'school'")
        return {uai for (uai,) in cursor.fetchall() if uai}


def concerns(school_id: int, source: str) -> bool:
    """Do these lines speak of this school by a number of its own, or of somebody it knows?"""
    with connection.cursor() as cursor:
        cursor.execute(CONCERNS, {"school": school_id, "source": source})
        return bool(cursor.fetchone()[0])


def our_numbers(uai: str, school_id: int, source: str) -> list[str]:
    """How the file names our school: its UAI, and numbers of its own that it, or an earlier one, told.

    A remembered number that this file gives to another UAI is another school's.
    """
    with connection.cursor() as cursor:
        cursor.execute(OUR_NUMBERS, [uai, school_id, source, uai, uai])
        return [number for (number,) in cursor.fetchall()]


def parameters(imported: Import, source: ImportSource) -> dict[str, Any]:
    """What the statements on the lines of this import want."""
    return {
        "school": imported.school_id,
        "import": imported.pk,
        "source": source.name,
        "schools": source.numbers,
        "alone": source.is_alone,
        "year": source.year,
        "today": source.today,
        "twice": TWICE,
        "unknown": UNKNOWN,
    }


@contextmanager
def joining() -> Iterator[Any]:
    """A cursor that joins by hashing: PostgreSQL expects one row of a school, and finds thousands."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield cursor
        cursor.execute("SET LOCAL enable_nestloop = on")


def plan(imported: Import, source: ImportSource) -> dict[str, dict[str, int]]:
    """Write the lines that do something; returns how many lines of each kind have each effect."""
    counts: dict[str, dict[str, int]] = {}
    with joining() as cursor:
        cursor.execute(PLAN, parameters(imported, source))
        for kind, effect, count in cursor.fetchall():
            counts.setdefault(kind, {})[effect] = count
    return counts


def root_of_plan(imported: Import) -> str:
    """One hash for the lines: what was shown is what is applied, and what the journal keeps."""
    with connection.cursor() as cursor:
        cursor.execute(ROOT, [imported.school_id, imported.pk])
        return str(cursor.fetchone()[0])
