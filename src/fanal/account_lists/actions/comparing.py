"""What differs between a service's accounts and the school? Computed in SQL once accounts are matched.

Of the list, only what a difference needs is kept. A difference that the list no longer tells is settled and
says nothing more; its fingerprint stays, so that one that comes back is known again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from fanal.account_lists.actions.matching import (
    ACCOUNTS,
    FINGERPRINT,
    MATCHES,
    NEAR,
    PEOPLE,
    sets_alone,
)
from fanal.account_lists.actions.missing_people import (
    ABSENT,
    FATES,
    FOUND,
    INTO,
    MISSING_OF,
    MISSING_PUPILS,
    MISSING_STAFF,
)
from fanal.account_lists.models import ExpectedAdmin, Finding
from fanal.accounts.models import Membership, Person
from fanal.designations.models import Designation
from fanal.directory.models import Pupil


@dataclass(frozen=True)
class FoundRow:
    """A difference of one account, as `Finding` keeps it."""

    kind: str
    key: str
    texts: dict[str, str]
    why: str
    pupil_id: int | None = None
    person_id: int | None = None


PUPIL, PERSON = Pupil._meta.db_table, Person._meta.db_table
FINDING, EXPECTED = Finding._meta.db_table, ExpectedAdmin._meta.db_table
ACTS, HELD = Designation._meta.db_table, Membership._meta.db_table
HERE = "(%(school)s, %(service)s, f.id)"
FATE_OF_ALL = f"""
DROP TABLE IF EXISTS pg_temp.{FATES};
CREATE TEMPORARY TABLE {FATES} ON COMMIT DROP AS
SELECT a.line, m.kind, m.id, m.how, p.left_on, CASE
  WHEN a.is_shared THEN 'shared'
  WHEN a.side = 'guardian' THEN 'left_out'
  WHEN p.id IS NOT NULL AND p.left_on IS NULL THEN 'matched'
  WHEN m.line IS NULL AND n.line IS NOT NULL THEN 'doubt'
  ELSE 'orphan' END AS fate
FROM {ACCOUNTS} a
LEFT JOIN {MATCHES} m ON m.line = a.line
LEFT JOIN {PEOPLE} p ON p.kind = m.kind AND p.id = m.id
LEFT JOIN (SELECT DISTINCT line FROM {NEAR}) n ON n.line = a.line;
ANALYZE {FATES}"""
FOUND_TABLE = f"""
DROP TABLE IF EXISTS pg_temp.{FOUND};
CREATE TEMPORARY TABLE {FOUND} (
  kind text, key text, cells jsonb, why text, candidates jsonb DEFAULT '[]', others jsonb DEFAULT '{{}}',
  pupil bigint, person bigint
) ON COMMIT DROP"""
PUPIL_OF, PERSON_OF = (f"CASE WHEN f.kind = '{kind}' THEN f.id END" for kind in ("pupil", "staff"))
NAMED = f"""SELECT {{kind}}, {FINGERPRINT}, a.cells, {{why}}, {PUPIL_OF}, {PERSON_OF}
FROM {ACCOUNTS} a JOIN {FATES} f USING (line)"""
DAY = "to_char({day}, 'DD/MM/YYYY')"
LEFT = DAY.format(day="f.left_on")
ORPHANS = (
    INTO
    + NAMED.format(
        kind="'orphan'",
        why=f"CASE WHEN f.left_on IS NULL THEN 'Inconnu dans l’établissement' ELSE 'Parti le ' || {LEFT} END",
    )
    + " WHERE f.fate = 'orphan'"
)
SHARED = INTO + NAMED.format(kind="'shared'", why="'Nom de lieu ou de fonction'") + " WHERE f.fate = 'shared'"
DOUBTS = f"""
INSERT INTO {FOUND} (kind, key, cells, why, candidates, others)
SELECT 'doubt', {FINGERPRINT}, a.cells, '', jsonb_agg(jsonb_build_array(n.kind, n.id) ORDER BY n.kind, n.id),
  coalesce(jsonb_object_agg(n.kind || ' ' || n.id, o.account) FILTER (WHERE o.account IS NOT NULL), '{{}}')
FROM {ACCOUNTS} a JOIN {FATES} f USING (line) JOIN {NEAR} n USING (line)
LEFT JOIN (
  SELECT DISTINCT ON (f.kind, f.id) f.kind, f.id, jsonb_build_object(
    'key', {FINGERPRINT}, 'cells', a.cells, 'seen', a.seen, 'decided', f.how = 'decided') AS account
  FROM {ACCOUNTS} a JOIN {FATES} f USING (line) WHERE f.fate = 'matched'
  ORDER BY f.kind, f.id, f.how = 'decided' DESC, a.seen DESC NULLS LAST, a.line
) o ON o.kind = n.kind AND o.id = n.id
WHERE f.fate = 'doubt' GROUP BY a.key, a.cells ORDER BY min(a.line)"""
ACCOUNT_WORDS = """coalesce(
  a.cells ->> 'login', a.cells ->> 'identifier', a.cells ->> 'email', a.cells ->> 'external',
  'l’autre compte')"""
TWICE = f"""
{INTO}
SELECT 'duplicate', key, cells, 'Garder plutôt : ' || kept, pupil, person
FROM (
  SELECT {FINGERPRINT} AS key, a.cells, {PUPIL_OF} AS pupil, {PERSON_OF} AS person,
    row_number() OVER same AS nth, first_value({ACCOUNT_WORDS}) OVER same AS kept
  FROM {ACCOUNTS} a JOIN {FATES} f USING (line) WHERE f.fate = 'matched'
  WINDOW same AS (PARTITION BY f.kind, f.id ORDER BY f.how = 'decided' DESC, a.seen DESC NULLS LAST, a.line)
) ranked WHERE nth > 1"""
PROFILES = (
    INTO
    + NAMED.format(
        kind="'profile'",
        why="CASE f.kind WHEN 'pupil' THEN 'Élève' ELSE 'Personnel' END || ', avec le profil : ' "
        "|| (a.cells ->> 'profile')",
    )
    + " WHERE f.fate = 'matched' AND a.side IN ('pupil', 'staff') AND a.side <> f.kind"
)
ADMINS = (
    INTO
    + NAMED.format(
        kind="'admin'",
        why="CASE WHEN f.kind = 'pupil' THEN 'Un élève administrateur' WHEN f.fate = 'matched' "
        "THEN 'Non indiqué par la direction' ELSE 'Administrateur sans titulaire connu' END",
    )
    + f""" WHERE a.is_admin AND f.fate <> 'left_out'
  AND NOT (f.fate = 'matched' AND f.kind = 'staff' AND EXISTS (
    SELECT FROM "{EXPECTED}" x WHERE (x.school_id, x.service_id, x.person_id) = {HERE}
    UNION ALL
    SELECT FROM "{ACTS}" d WHERE (d.school_id, d.service_id, d.delegate_id) = {HERE}
      AND d.step = 'signed' AND NOT d.is_suspended
      AND %(today)s::date BETWEEN d.starts_on
        AND LEAST(d.ends_on, d.revoked_on - 1, d.confirm_by, d.lapsed_on - 1)
    UNION ALL
    SELECT FROM "{HELD}" m WHERE m.school_id = %(school)s AND m.person_id = f.id AND 'head' = ANY(m.roles)
      AND daterange(m.valid_from, m.valid_until, '[]') @> %(today)s::date))"""
)
DORMANT = (
    INTO
    + NAMED.format(kind="'dormant'", why=f"'Dernière connexion le ' || {DAY.format(day='a.seen')}")
    + f""" WHERE f.fate = 'matched' AND a.seen < %(today)s::date - %(dormant)s::int
  AND NOT EXISTS (SELECT FROM {FOUND} t WHERE t.kind = 'duplicate' AND t.key = {FINGERPRINT})"""
)
KEEP = f"""
INSERT INTO "{FINDING}" AS f (school_id, service_id, comparison_id, kind, key, state, returned, cells, why,
  candidates, others, pupil_id, person_id, since, seen_on, reason)
SELECT %(school)s, %(service)s, %(comparison)s, kind, key, 'todo', '', cells, left(why, 160), candidates,
  others, pupil, person, %(today)s::date, %(today)s::date, '' FROM {FOUND}
ON CONFLICT (school_id, service_id, kind, key) DO UPDATE SET comparison_id = excluded.comparison_id,
  cells = excluded.cells, why = excluded.why, candidates = excluded.candidates, others = excluded.others,
  pupil_id = excluded.pupil_id, person_id = excluded.person_id, seen_on = excluded.seen_on,
  state = CASE WHEN f.state = 'gone' OR f.state = 'done' AND NOT %(same)s THEN 'todo' ELSE f.state END,
  returned = CASE WHEN f.state = 'gone' THEN 'back' WHEN f.state = 'done' AND NOT %(same)s THEN 'still'
    ELSE f.returned END,
  since = CASE WHEN f.state = 'gone' THEN excluded.since ELSE f.since END,
  settled_on = CASE WHEN f.state = 'accepted' OR f.state = 'done' AND %(same)s THEN f.settled_on END,
  settled_by_id = CASE WHEN f.state = 'accepted' OR f.state = 'done' AND %(same)s THEN f.settled_by_id END"""
COUNT_FATES = f"""
SELECT fate, count(*), count(*) FILTER (WHERE fate = 'matched' AND a.is_never_seen)
FROM {FATES} JOIN {ACCOUNTS} a USING (line) GROUP BY fate"""
COUNT_FOUND = f"SELECT kind, count(*) FROM {FOUND} GROUP BY kind"
USUAL_PROFILES = f"""
SELECT DISTINCT ON (f.kind) f.kind, a.cells ->> 'profile'
FROM {FATES} f JOIN {ACCOUNTS} a USING (line)
WHERE f.fate = 'matched' AND a.side = f.kind AND a.cells ? 'profile'
GROUP BY f.kind, a.cells ->> 'profile' ORDER BY f.kind, count(*) DESC, 2"""
OF_KIND = {
    "orphan": ORPHANS,
    "shared": SHARED,
    "doubt": DOUBTS,
    "duplicate": TWICE,
    "profile": PROFILES,
    "admin": ADMINS,
    "dormant": DORMANT,
}
# Somebody whom no account of the last list is for, once a doubt is decided.
NAMED_ALONE = {
    kind: {
        "people": f"(SELECT '{kind}' AS kind, id, NULL::date AS left_on FROM \"{table}\" "
        "WHERE school_id = %(school)s AND id = ANY(%(ids)s))",
        "absent": "true",
    }
    for kind, table in (("pupil", PUPIL), ("staff", PERSON))
}
ALL_ABSENT = {"people": PEOPLE, "absent": ABSENT}


def find(parameters: dict[str, Any], *, holders: str, judged: list[str]) -> None:
    """Say what differs, in a temporary table. `judged` are the kinds this list can tell."""
    questions = [sql for kind, sql in OF_KIND.items() if kind in judged]
    with sets_alone() as cursor:
        cursor.execute(FATE_OF_ALL)
        cursor.execute(FOUND_TABLE)
        for sql in (*questions, *(sql.format(**ALL_ABSENT) for sql in MISSING_OF[holders])):
            cursor.execute(sql, parameters)


def fates() -> tuple[dict[str, int], int]:
    """How many accounts ended in each way, and how many of the matched ones were never used."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_FATES)
        rows = cursor.fetchall()
    return {fate: count for fate, count, _ in rows}, sum(never for _, _, never in rows)


def counts_by_kind() -> dict[str, int]:
    """How many differences of each kind."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_FOUND)
        return dict(cursor.fetchall())


def usual_profiles() -> dict[str, str]:
    """The word this service writes most for a pupil, and for the staff."""
    with connection.cursor() as cursor:
        cursor.execute(USUAL_PROFILES)
        return dict(cursor.fetchall())


def keep(parameters: dict[str, Any], *, judged: list[str]) -> None:
    """Write the differences; those that are no longer told are settled."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, parameters)
    rows = Finding.objects.for_school(parameters["school"]).not_gone().filter(service=parameters["service"])
    others = rows.exclude(comparison=parameters["comparison"])
    others.filter(kind__in=judged).settle_gone(parameters["today"])


def keep_rows(
    rows: Iterable[FoundRow], parameters: dict[str, Any], *, missing: Iterable[tuple[str, int]]
) -> None:
    """Write these differences as a comparison would, and people (« pupil » or « staff », id) with none."""
    pks: dict[str, list[int]] = {"pupil": [], "staff": []}
    for kind, pk in missing:
        pks[kind].append(pk)
    with connection.cursor() as cursor:
        cursor.execute(FOUND_TABLE)
        for row in rows:
            values: list[Any] = [row.kind, row.key, Jsonb(row.texts), row.why, row.pupil_id, row.person_id]
            cursor.execute(f"{INTO} VALUES (%s, %s, %s, %s, %s, %s)", values)
        for sql, kind in ((MISSING_PUPILS, "pupil"), (MISSING_STAFF, "staff")):
            cursor.execute(sql.format(**NAMED_ALONE[kind]), parameters | {"ids": pks[kind]})
        cursor.execute(KEEP, parameters)
