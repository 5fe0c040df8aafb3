"""The statements that apply a plan of people and classes: from its lines to the directory, without a loop."""

from datetime import date, timedelta
from typing import Any

from fanal.accounts.models import Membership, Person
from fanal.core.imports.models import Import, ImportLine
from fanal.directory.models import (
    Enrolment,
    Pupil,
    SchoolClass,
    SourceRecord,
    StaffYear,
    TeachingGroup,
)
from fanal.people_files.actions.planning import joining
from fanal.year.rules.years import SchoolYear, year_of

LINE, KNOWN, PUPIL, PERSON, MEMBERSHIP = (
    model._meta.db_table for model in (ImportLine, SourceRecord, Pupil, Person, Membership)
)
ENROLMENT, STAFF_YEAR, CLASS, GROUP = (
    model._meta.db_table for model in (Enrolment, StaffYear, SchoolClass, TeachingGroup)
)
LINES = f"""FROM "{LINE}" l WHERE l.school_id = %(school)s AND l.imported_id = %(import)s
  AND l.effect IN ('created', 'changed') AND l.cells ->> 'kind' = %(kind)s::text"""


def _list(name: str) -> str:
    """A list of texts of the line; of pairs, their first part."""
    return f"""ARRAY(SELECT DISTINCT coalesce(v ->> 0, v #>> '{{}}') FROM
      jsonb_array_elements(coalesce(l.after -> '{name}', '[]')) v
      WHERE coalesce(v ->> 0, v #>> '{{}}') <> '' ORDER BY 1)"""


BORN = "nullif(l.after ->> 'born', '')::date"
RESERVE = f"""
UPDATE "{LINE}" l SET target = nextval(pg_get_serial_sequence('{{table}}', 'id'))
WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect = 'created' AND l.target IS NULL
  AND l.cells ->> 'kind' = %(kind)s::text"""
LEFT_ON = "nullif(l.after ->> 'left_on', '')::date"
NEW_PUPILS = f"""
INSERT INTO "{PUPIL}" (id, school_id, family_name, given_name, born, left_on)
SELECT l.target, l.school_id, l.after ->> 'family_name', l.after ->> 'given_name', {BORN}, {LEFT_ON}
{LINES} AND l.effect = 'created'"""
CHANGED_PUPILS = f"""
UPDATE "{PUPIL}" p SET family_name = l.after ->> 'family_name', given_name = l.after ->> 'given_name',
  born = {BORN}, left_on = {LEFT_ON}
{LINES} AND l.effect = 'changed' AND p.school_id = l.school_id AND p.id = l.target"""
ENROL = f"""
INSERT INTO "{ENROLMENT}" (school_id, pupil_id, school_year, class_code, level, groups)
SELECT l.school_id, l.target, %(year)s::text, '', '', ARRAY[]::varchar[]
{LINES}
ON CONFLICT (school_id, pupil_id, school_year) DO NOTHING"""
# A source that knows no class takes none away.
PLACE = f"""
UPDATE "{ENROLMENT}" e SET
  class_code = CASE WHEN l.after ? 'class' THEN l.after ->> 'class' ELSE e.class_code END,
  level = CASE WHEN l.after ? 'level' THEN l.after ->> 'level' ELSE e.level END,
  groups = CASE WHEN l.after ? 'groups' THEN {_list("groups")} ELSE e.groups END
{LINES} AND e.school_id = l.school_id AND e.pupil_id = l.target AND e.school_year = %(year)s::text"""
NEW_STAFF = f"""
INSERT INTO "{PERSON}" (id, school_id, civility, given_name, family_name, email, phone, job)
SELECT l.target, l.school_id, l.after ->> 'civility', l.after ->> 'given_name', l.after ->> 'family_name',
  l.after ->> 'email', '', l.after ->> 'job'
{LINES} AND l.effect = 'created'"""
CHANGED_STAFF = f"""
UPDATE "{PERSON}" p SET civility = l.after ->> 'civility', given_name = l.after ->> 'given_name',
  family_name = l.after ->> 'family_name', email = l.after ->> 'email', job = l.after ->> 'job',
  left_on = {LEFT_ON}
{LINES} AND l.effect = 'changed' AND p.school_id = l.school_id AND p.id = l.target"""
STAFF_YEARS = f"""
INSERT INTO "{STAFF_YEAR}" (
  school_id, person_id, school_year, functions, classes, groups, heads, subjects)
SELECT DISTINCT ON (l.target) l.school_id, l.target, %(year)s::text, {_list("functions")}, {_list("classes")},
  {_list("groups")}, {_list("heads")}, {_list("subjects")}
{LINES}
ORDER BY l.target, l.line
ON CONFLICT (school_id, person_id, school_year) DO UPDATE SET functions = excluded.functions,
  classes = excluded.classes, groups = excluded.groups, heads = excluded.heads,
  subjects = excluded.subjects"""
# What was withheld from a card is not remembered as said: the same file, brought by whoever may, writes it.
SAID = """coalesce(l.cells -> 'content', l.after) || CASE WHEN l.cells @> '{"is_withheld": true}'
  THEN '{"withheld": true, "email": "", "civility": ""}' ELSE '{}' END::jsonb"""
CARD = ("family_name", "given_name", "civility", "email", "job", "functions")
WITHHELD = ", ".join(f"'{name}', k.content -> '{name}'" for name in CARD)
REMEMBER = f"""
INSERT INTO "{KNOWN}" AS k (
  school_id, source, kind, key, print, content, school_year, seen_on, pupil_id, person_id)
SELECT l.school_id, %(source)s::text, %(kind)s::text, l.cells ->> 'key',
  CASE WHEN l.cells @> '{{"is_withheld": true}}' THEN '' ELSE l.cells ->> 'print' END, {SAID},
  %(year)s::text, %(today)s::date,
  CASE WHEN %(kind)s::text = 'pupil' THEN l.target END, CASE WHEN %(kind)s::text = 'staff' THEN l.target END
FROM "{LINE}" l WHERE l.school_id = %(school)s AND l.imported_id = %(import)s
  AND l.effect IN ('created', 'changed', 'unchanged') AND NOT l.cells ? 'is_gone'
  AND l.cells ->> 'kind' = %(kind)s::text
ON CONFLICT (school_id, source, kind, key) DO UPDATE SET print = excluded.print,
  content = excluded.content || CASE WHEN excluded.content ? 'withheld'
    THEN jsonb_strip_nulls(jsonb_build_object({WITHHELD})) ELSE '{{}}' END,
  school_year = excluded.school_year, seen_on = excluded.seen_on, gone_on = NULL"""
CLASSES = f"""
INSERT INTO "{CLASS}" (school_id, school_year, code, label, levels)
SELECT l.school_id, %(year)s::text, left(l.cells ->> 'key', 20), l.after ->> 'label', {_list("levels")}
{LINES}
ON CONFLICT (school_id, school_year, code) DO UPDATE SET label = excluded.label, levels = excluded.levels"""
GROUPS = f"""
INSERT INTO "{GROUP}" (school_id, school_year, code, label, classes)
SELECT l.school_id, %(year)s::text, left(l.cells ->> 'key', 40), l.after ->> 'label', {_list("classes")}
{LINES}
ON CONFLICT (school_id, school_year, code) DO UPDATE SET label = excluded.label, classes = excluded.classes"""
# Classes that pupils are in, and that no file described.
NAMED_CLASSES = f"""
INSERT INTO "{CLASS}" (school_id, school_year, code, label, levels)
SELECT DISTINCT school_id, school_year, class_code, '', ARRAY[]::varchar[] FROM "{ENROLMENT}"
WHERE school_id = %(school)s AND school_year = %(year)s::text AND class_code <> ''
ON CONFLICT (school_id, school_year, code) DO NOTHING"""
NAMED_GROUPS = f"""
INSERT INTO "{GROUP}" (school_id, school_year, code, label, classes)
SELECT DISTINCT school_id, school_year, unnest(groups), '', ARRAY[]::varchar[] FROM "{ENROLMENT}"
WHERE school_id = %(school)s AND school_year = %(year)s::text
ON CONFLICT (school_id, school_year, code) DO NOTHING"""
GONE = f"""
UPDATE "{KNOWN}" k SET gone_on = %(today)s::date, content = coalesce(l.cells -> 'content', k.content),
  print = CASE WHEN l.cells ? 'content' THEN l.cells ->> 'print' ELSE k.print END
FROM "{LINE}" l, LATERAL jsonb_array_elements_text(
  coalesce(l.cells -> 'knowns', jsonb_build_array(l.cells -> 'known'))) AS one(id)
WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND (l.effect = 'gone' OR l.cells ? 'is_gone')
  AND k.school_id = l.school_id AND k.id = one.id::bigint"""
# Those alone of whom the plan says a day (`departures`).
LEAVE = f"""
UPDATE "{{table}}" p SET left_on = {LEFT_ON} FROM "{LINE}" l
WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect = 'gone'
  AND l.cells ->> 'kind' = %(kind)s::text AND l.after ? 'left_on'
  AND p.school_id = l.school_id AND p.id = l.target"""
# Functions may have been given since the plan.
LEAVE_STAFF = (
    LEAVE.format(table=PERSON)
    + f"""
  AND NOT EXISTS (SELECT FROM "{MEMBERSHIP}" m WHERE m.school_id = p.school_id AND m.person_id = p.id
                  AND (m.valid_until IS NULL OR m.valid_until >= %(today)s::date))"""
)
# The order matters: people before what points to them.
STEPS_OF: tuple[tuple[SourceRecord.Kind, tuple[str, ...]], ...] = (
    (SourceRecord.Kind.CLASS, (CLASSES, REMEMBER)),
    (SourceRecord.Kind.GROUP, (GROUPS, REMEMBER)),
    (
        SourceRecord.Kind.PUPIL,
        (RESERVE.format(table=PUPIL), NEW_PUPILS, CHANGED_PUPILS, ENROL, PLACE, REMEMBER),
    ),
    (SourceRecord.Kind.PUPIL, (NAMED_CLASSES, NAMED_GROUPS)),
    (
        SourceRecord.Kind.STAFF,
        (RESERVE.format(table=PERSON), NEW_STAFF, CHANGED_STAFF, STAFF_YEARS, REMEMBER),
    ),
    (SourceRecord.Kind.SCHOOL, (REMEMBER,)),
    (SourceRecord.Kind.LEVEL, (REMEMBER,)),
    (SourceRecord.Kind.SUBJECT, (REMEMBER,)),
    (SourceRecord.Kind.PUPIL, (GONE, LEAVE.format(table=PUPIL))),
    (SourceRecord.Kind.STAFF, (LEAVE_STAFF,)),
)
STEPS = tuple((kind, statement) for kind, statements in STEPS_OF for statement in statements)

# Records were joined, separated or erased since the plan: a line would write in somebody else's.
STRANGERS = f"""
SELECT EXISTS (
  SELECT FROM "{LINE}" l
  LEFT JOIN "{KNOWN}" k ON k.school_id = %(school)s AND k.id = (l.cells ->> 'known')::bigint
  LEFT JOIN "{PUPIL}" p ON p.school_id = %(school)s AND p.id = l.target
  LEFT JOIN "{PERSON}" s ON s.school_id = %(school)s AND s.id = l.target
  WHERE l.school_id = %(school)s AND l.imported_id = %(import)s
    AND l.effect IN ('changed', 'gone', 'unchanged') AND l.target IS NOT NULL AND CASE
      WHEN l.cells ->> 'known' IS NOT NULL THEN coalesce(k.pupil_id, k.person_id) IS DISTINCT FROM l.target
      WHEN l.cells ->> 'kind' = 'pupil' THEN p.id IS NULL
      ELSE s.id IS NULL END)"""


def has_strangers(imported: Import) -> bool:
    """Does a line of the plan point to a record that is not whom it was any more?"""
    with joining() as cursor:
        cursor.execute(STRANGERS, {"school": imported.school_id, "import": imported.pk})
        return bool(cursor.fetchone()[0])


def leaving_day(school_year: SchoolYear, today: date) -> date:
    """When whoever a file leaves out has left. One of the next year takes nobody out of these lessons."""
    if school_year <= year_of(today):
        return today
    return max(today, school_year.previous.lessons_end_on + timedelta(days=1))


def write(imported: Import, *, source: str, school_year: str, today: date) -> None:
    """Apply the lines of the plan, all in the transaction that is open."""
    parameters: dict[str, Any] = {
        "school": imported.school_id,
        "import": imported.pk,
        "source": source,
        "year": school_year,
        "today": today,
    }
    with joining() as cursor:
        for kind, sql in STEPS:
            cursor.execute(sql, parameters | {"kind": kind.value})
