"""Is this newcomer somebody we know already, by another source or by hand? Computed in SQL on the plan.

In this order: the academic mail (staff), then the same name (accents, case, hyphens aside) with the same
birth date. For the staff of one school the name alone is enough when nobody else bears it; two pupils of one
name are told apart by the birth date, and without it a human is asked.
"""

from collections.abc import Container
from typing import Any

from fanal.core.imports.models import Import
from fanal.directory.models import SourceRecord
from fanal.people_files.actions.planning import KNOWN, LINE, PERSON, PUPIL, joining
from fanal.people_files.actions.staged_export import READ


def name_key(family_name: str, given_name: str) -> str:
    """The SQL of a name without accents, case, spaces and hyphens."""
    return f"regexp_replace(sort_key({family_name} || ' ' || {given_name}), '[^a-z0-9]', '', 'g')"


LINE_KEY = name_key("(l.after ->> 'family_name')", "(l.after ->> 'given_name')")
NEW = f"""
SELECT l.id, {LINE_KEY} AS name, nullif(l.after ->> 'born', '') AS born, lower(l.after ->> 'email') AS email
FROM "{LINE}" l
WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect = 'created'
  AND l.cells ->> 'kind' = %(kind)s::text"""
# Whoever this very source names under another number is somebody else; not so, when its complete file has
# that number no longer, nor when it is a table: each one numbers people as it likes, or does not.
FREE = f"""NOT EXISTS (SELECT FROM "{KNOWN}" k WHERE k.school_id = p.school_id AND k.source = %(source)s::text
  AND k.gone_on IS NULL AND k.{{link}} = p.id
  AND (%(is_numbered)s OR EXISTS (SELECT FROM {READ} r WHERE r.kind = k.kind AND r.key = k.key)))"""
PUPILS = f"""
WITH new AS ({NEW}), near AS (
  SELECT n.id AS line, n.born, p.id, p.born::text AS was, count(*) OVER (PARTITION BY n.id) AS many,
    count(*) OVER (PARTITION BY p.id) AS claims
  FROM new n
  JOIN "{PUPIL}" p ON p.school_id = %(school)s AND {name_key("p.family_name", "p.given_name")} = n.name
  WHERE {FREE.format(link="pupil_id")} AND (p.born IS NULL OR n.born IS NULL OR p.born::text = n.born)
), same AS (
  UPDATE "{LINE}" l SET effect = 'changed', target = near.id, cells = l.cells || '{{"match": "born"}}'
  FROM near WHERE l.id = near.line AND near.was = near.born AND near.many = 1 AND near.claims = 1
)
UPDATE "{LINE}" l SET effect = 'refused', reasons = jsonb_build_array(%(doubt)s::text),
  cells = l.cells || jsonb_build_object('candidates', d.ids, 'question', 'name')
FROM (SELECT line, jsonb_agg(id ORDER BY id) AS ids FROM near
      WHERE NOT (was IS NOT DISTINCT FROM born AND born IS NOT NULL AND many = 1 AND claims = 1)
      GROUP BY line) d
WHERE l.id = d.line"""
STAFF = f"""
WITH new AS ({NEW}), near AS (
  SELECT n.id AS line, p.id, coalesce(nullif(p.email, '') = n.email, false) AS by_mail
  FROM new n JOIN "{PERSON}" p ON p.school_id = %(school)s AND p.given_name <> ''
    AND (p.email <> '' AND lower(p.email) = n.email OR {name_key("p.family_name", "p.given_name")} = n.name)
  WHERE {FREE.format(link="person_id")}
), best AS (
  SELECT *, count(*) OVER (PARTITION BY line) AS many, count(*) OVER (PARTITION BY id) AS claims
  FROM near a WHERE by_mail OR NOT EXISTS (SELECT FROM near b WHERE b.line = a.line AND b.by_mail)
), same AS (
  UPDATE "{LINE}" l SET effect = 'changed', target = best.id,
    cells = l.cells || jsonb_build_object('match', CASE WHEN by_mail THEN 'mail' ELSE 'name' END)
  FROM best WHERE l.id = best.line AND many = 1 AND claims = 1
)
UPDATE "{LINE}" l SET effect = 'refused', reasons = jsonb_build_array(%(doubt)s::text),
  cells = l.cells || jsonb_build_object('candidates', d.ids, 'question', 'name')
FROM (SELECT line, jsonb_agg(id ORDER BY id) AS ids FROM best WHERE many > 1 OR claims > 1 GROUP BY line) d
WHERE l.id = d.line"""
# Whoever came under the number of somebody whom nothing else in this file names.
REUSED = f"""
WITH before AS (
  SELECT k.key, coalesce(k.pupil_id, k.person_id) AS id FROM "{KNOWN}" k
  WHERE k.school_id = %(school)s AND k.source = %(source)s::text AND k.kind = %(kind)s::text
    AND k.gone_on IS NULL
), named AS (
  SELECT b.id FROM before b JOIN {READ} r ON r.kind = %(kind)s::text AND r.key = b.key
  UNION SELECT l.target FROM "{LINE}" l
  WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.cells ->> 'kind' = %(kind)s::text
)
UPDATE "{LINE}" l SET effect = 'refused', reasons = jsonb_build_array(%(reused)s::text),
  cells = l.cells || jsonb_build_object('candidates', jsonb_build_array(b.id), 'question', 'number')
FROM before b
WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect = 'created'
  AND l.cells ->> 'kind' = %(kind)s::text AND l.after ->> 'number' = b.key
  AND NOT EXISTS (SELECT FROM named n WHERE n.id = b.id)"""
DOUBT = "Une personne du même nom existe déjà : dites si c’est elle."
TABLE = "table"  # the source of everybody's tables, whatever made them
ANOTHER = (
    "Cet identifiant était celui de quelqu’un d’autre : le prénom et la date de naissance (ou le nom) ont "
    "changé. Dites si c’est la même personne."
)
SQL_OF = {SourceRecord.Kind.PUPIL: PUPILS, SourceRecord.Kind.STAFF: STAFF}


def match(imported: Import, *, source: str, complete: Container[str]) -> None:
    """Join to people already known the lines that would create one; doubtful ones wait for a decision.

    `complete`: the kinds of whom this file tells everybody.
    """
    for kind, sql in SQL_OF.items():
        parameters: dict[str, Any] = {
            "school": imported.school_id,
            "import": imported.pk,
            "source": source,
            "kind": kind.value,
            "doubt": DOUBT,
            "reused": ANOTHER,
            "is_numbered": source != TABLE and kind.value not in complete,
        }
        with joining() as cursor:
            cursor.execute(sql, parameters)
            if source == TABLE:
                cursor.execute(REUSED, parameters)
