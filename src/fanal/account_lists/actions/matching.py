"""Whose account is this? Computed in SQL between the accounts read and the directory, in temporary tables.

In this order: what somebody decided; the directory's own number, with a word of the name in common, for the
service's own numbers may look alike; the e-mail; then the name, with the birth date or the class when the
list tells them. A name that several people bear, or an account of another class beside a surer one, waits
for a decision.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import batched
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg.types.json import Jsonb

from fanal.account_lists.models import AccountOwner
from fanal.account_lists.rules.accounts import Account
from fanal.accounts.models import Person
from fanal.core.sheets.cells import storable
from fanal.directory.models import Enrolment, Pupil, SourceRecord

PUPIL, PERSON, KNOWN, ENROLMENT, OWNER = (
    model._meta.db_table for model in (Pupil, Person, SourceRecord, Enrolment, AccountOwner)
)
ACCOUNTS, PEOPLE, MATCHES, NEAR = "compared_account", "compared_person", "compared_match", "compared_near"
BATCH = 2000  # accounts in memory
TABLES = f"""
DROP TABLE IF EXISTS pg_temp.{ACCOUNTS}, pg_temp.{PEOPLE}, pg_temp.{MATCHES}, pg_temp.{NEAR};
CREATE TEMPORARY TABLE {ACCOUNTS} (
  line int, key text, cells jsonb, name text, words text, email text, external text, class_key text,
  born date, side text, seen date, is_admin bool, is_shared bool, is_never_seen bool) ON COMMIT DROP;
CREATE TEMPORARY TABLE {MATCHES} (line int, kind text, id bigint, how text) ON COMMIT DROP;
CREATE TEMPORARY TABLE {NEAR} (
  line int, kind text, id bigint, same_born bool, same_class bool, other_class bool, many int
) ON COMMIT DROP"""
COLUMNS = (
    "line, key, cells, name, words, email, external, class_key, born, side, seen, is_admin, is_shared, "
    "is_never_seen"
)
# Several lines of one account, such as two campaigns of one person: the latest counts.
REPEATED = f"""
DELETE FROM {ACCOUNTS} a USING (
  SELECT ctid, row_number() OVER (PARTITION BY key ORDER BY seen DESC NULLS LAST, line) AS nth FROM {ACCOUNTS}
) r WHERE a.ctid = r.ctid AND r.nth > 1"""
PLAIN = "sort_key(family_name || ' ' || given_name)"
NAME = f"regexp_replace({PLAIN}, '[^a-z0-9]+', '', 'g')"
# As `rules.accounts.words_key` and `class_key` do.
WORDS = f"""array_to_string(ARRAY(SELECT w FROM regexp_split_to_table({PLAIN}, '[^a-z0-9]+') w
  WHERE w <> '' ORDER BY w COLLATE "C"), ' ')"""
CLASS = r"""coalesce(regexp_replace(regexp_replace(sort_key(e.class_code), '[^a-z0-9]+', '', 'g'),
  '^(\d+)(ieme|eme|e(?=.)|ere(?=.)|nde|de(?=.))', '\1'), '')"""
DIRECTORY = f"""
CREATE TEMPORARY TABLE {PEOPLE} ON COMMIT DROP AS
SELECT 'pupil' AS kind, p.id, {NAME} AS name, {WORDS} AS words, p.born, {CLASS} AS class_key, '' AS email,
  CASE WHEN p.left_on <= %(today)s::date THEN p.left_on END AS left_on
FROM "{PUPIL}" p
LEFT JOIN "{ENROLMENT}" e
  ON e.school_id = p.school_id AND e.pupil_id = p.id AND e.school_year = %(year)s::text
WHERE p.school_id = %(school)s
UNION ALL
SELECT 'staff', id, {NAME}, {WORDS}, NULL, '', lower(email),
  CASE WHEN left_on <= %(today)s::date THEN left_on END
FROM "{PERSON}" WHERE school_id = %(school)s AND given_name <> ''"""
FREE = f"""NOT a.is_shared AND a.side <> 'guardian'
  AND NOT EXISTS (SELECT FROM {MATCHES} m WHERE m.line = a.line)"""
FINGERPRINT = "md5(%(service)s::text || ' ' || a.key)"
DECIDED = f"""
INSERT INTO {MATCHES}
SELECT a.line, CASE WHEN o.pupil_id IS NOT NULL THEN 'pupil' WHEN o.person_id IS NOT NULL THEN 'staff'
  ELSE 'nobody' END, coalesce(o.pupil_id, o.person_id), 'decided'
FROM "{OWNER}" o JOIN {ACCOUNTS} a ON {FINGERPRINT} = o.key
WHERE o.school_id = %(school)s AND o.service_id = %(service)s AND NOT a.is_shared AND a.side <> 'guardian'"""
BY_NUMBER = f"""
INSERT INTO {MATCHES}
SELECT a.line, min(p.kind), min(p.id), 'external'
FROM {ACCOUNTS} a
JOIN "{KNOWN}" k ON k.school_id = %(school)s AND k.kind IN ('pupil', 'staff') AND k.key = a.external
JOIN {PEOPLE} p ON p.kind = k.kind AND p.id = coalesce(k.pupil_id, k.person_id)
WHERE a.external <> '' AND {FREE}
  AND (a.words = '' OR string_to_array(a.words, ' ') && string_to_array(p.words, ' '))
GROUP BY a.line HAVING count(DISTINCT (p.kind, p.id)) = 1"""
BY_MAIL = f"""
INSERT INTO {MATCHES}
SELECT a.line, p.kind, p.id, 'email' FROM {ACCOUNTS} a JOIN {PEOPLE} p ON p.email = a.email
WHERE a.email <> '' AND {FREE}"""
BY_NAME = f"""
INSERT INTO {NEAR}
SELECT line, kind, id, same_born, same_class, other_class, count(*) OVER (PARTITION BY line)
FROM (
  SELECT *, rank() OVER (PARTITION BY line ORDER BY same_born DESC, same_class DESC, same_side DESC) AS place
  FROM (
    SELECT a.line, p.kind, p.id, coalesce(a.born = p.born, false) AS same_born,
      a.class_key <> '' AND a.class_key = p.class_key AS same_class,
      a.class_key <> '' AND p.class_key <> '' AND a.class_key <> p.class_key AS other_class,
      a.side = p.kind AS same_side
    FROM {ACCOUNTS} a JOIN {PEOPLE} p ON p.{{how}} = a.{{how}}
    WHERE a.{{how}} <> '' AND {FREE} AND (a.born IS NULL OR p.born IS NULL OR a.born = p.born)
      AND NOT EXISTS (SELECT FROM {NEAR} n WHERE n.line = a.line)
  ) same_person
) ranked WHERE place = 1"""
# An account of another class, whose only namesake has a surer account already, may be a stranger's.
SURE = f"""
INSERT INTO {MATCHES}
SELECT n.line, n.kind, n.id, CASE WHEN same_born THEN 'born' WHEN same_class THEN 'class' ELSE 'name' END
FROM {NEAR} n LEFT JOIN (
  SELECT kind, id FROM {MATCHES}
  UNION SELECT kind, id FROM {NEAR} WHERE many = 1 AND (same_born OR same_class)
) surer ON surer.kind = n.kind AND surer.id = n.id
WHERE n.many = 1 AND NOT (n.other_class AND NOT n.same_born AND surer.id IS NOT NULL)"""
DOUBTS = f"""
DELETE FROM {NEAR} n WHERE EXISTS (SELECT FROM {MATCHES} m WHERE m.line = n.line)"""


def stage(accounts: Iterable[tuple[int, Account]]) -> None:
    """Copy (line of the file, account) into the temporary table; lines without a key must not come here.

    A batch is held at a time: they may come from this connection, which copies nothing while they do.
    """
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for batch in batched(accounts, BATCH):
            with cursor.copy(f"COPY {ACCOUNTS} ({COLUMNS}) FROM STDIN") as copy:
                for row in _rows(batch):
                    copy.write_row(row)


def _rows(accounts: Iterable[tuple[int, Account]]) -> Iterator[tuple[Any, ...]]:
    for line, account in accounts:
        texts = {code: storable(text) for code, text in account.texts.items()}
        yield (
            line,
            account.key,
            Jsonb(texts),
            account.name,
            account.words,
            account.email,
            account.external,
            account.class_key,
            account.born,
            account.side,
            account.seen,
            account.is_admin,
            account.is_shared,
            account.is_never_seen,
        )


@contextmanager
def sets_alone() -> Iterator[CursorWrapper]:
    """A cursor that joins whole sets, never row by row.

    Rows written a moment ago, an import's or ours, are in no statistics: the planner would take them for few.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield cursor
        cursor.execute("SET LOCAL enable_nestloop = on")


def match(parameters: dict[str, Any]) -> int:
    """Join accounts to people; how many lines repeated one. `parameters`: school, service, year, today."""
    with sets_alone() as cursor:
        cursor.execute(REPEATED)
        repeated = cursor.rowcount
        cursor.execute(DIRECTORY, parameters)
        cursor.execute(f"ANALYZE {ACCOUNTS}; ANALYZE {PEOPLE}")
        for sql in (DECIDED, BY_NUMBER, BY_MAIL):
            cursor.execute(sql, parameters)
        cursor.execute(f"ANALYZE {MATCHES}")
        for how in ("name", "words"):
            cursor.execute(BY_NAME.format(how=how), parameters)
        cursor.execute(f"ANALYZE {NEAR}")
        cursor.execute(SURE)
        cursor.execute(DOUBTS)
        cursor.execute(f"ANALYZE {MATCHES}; ANALYZE {NEAR}")
    return repeated
