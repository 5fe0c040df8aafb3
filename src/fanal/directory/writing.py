"""The statements that apply a plan of people and classes: from its lines to the directory, without a loop."""

from datetime import date, timedelta
from typing import Any

from fanal.accounts.models import Membership, Person
from fanal.accounts.rules.years import SchoolYear, year_named, year_of
from fanal.core.imports.models import Import, ImportLine
from fanal.directory.models import Enrolment, Known, Pupil, SchoolClass, StaffYear, TeachingGroup
from fanal.directory.planning import joining

LINE, KNOWN, PUPIL, PERSON, MEMBERSHIP = (
    model._meta.db_table for model in (ImportLine, Known, Pupil, Person, Membership)
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


SUBJECTS = """ARRAY(SELECT DISTINCT v ->> 1 FROM jsonb_array_elements(coalesce(l.after -> 'classes', '[]')
  || coalesce(l.after -> 'groups', '[]')) v WHERE v ->> 1 <> '' ORDER BY 1)"""
BORN = "nullif(l.after ->> 'born', '')::date"
RESERVE = f"""
UPDATE "{LINE}" l SET target = nextval(pg_get_serial_sequence('{{table}}', 'id'))
WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect = 'created' AND l.target IS NULL
  AND l.cells ->> 'kind' = %(kind)s::text"""
NEW_PUPILS = f"""
INSERT INTO "{PUPIL}" (id, school_id, family_name, given_name, born)
SELECT l.target, l.school_id, left(l.after ->> 'family_name', 60), left(l.after ->> 'given_name', 60), {BORN}
{LINES} AND l.effect = 'created'"""
# Of a record that several sources or numbers tell, the name stays until one of them tells another.
NEWLY = "(l.before ->> '{0}') IS DISTINCT FROM (l.after ->> '{0}')"
CHANGED_PUPILS = f"""
UPDATE "{PUPIL}" p SET
  family_name = CASE WHEN {NEWLY.format("family_name")} THEN left(l.after ->> 'family_name', 60)
    ELSE p.family_name END,
  given_name = CASE WHEN {NEWLY.format("given_name")} THEN left(l.after ->> 'given_name', 60)
    ELSE p.given_name END,
  born = CASE WHEN {NEWLY.format("born")} THEN coalesce({BORN}, p.born) ELSE p.born END, left_on = NULL
{LINES} AND l.effect = 'changed' AND p.school_id = l.school_id AND p.id = l.target"""
ENROL = f"""
INSERT INTO "{ENROLMENT}" (school_id, pupil_id, school_year, class_code, level, groups)
SELECT l.school_id, l.target, %(year)s::text, '', '', ARRAY[]::varchar[]
{LINES}
ON CONFLICT (school_id, pupil_id, school_year) DO NOTHING"""
# A source that knows no class takes none away.
PLACE = f"""
UPDATE "{ENROLMENT}" e SET
  class_code = CASE WHEN l.after ? 'class' THEN left(l.after ->> 'class', 20) ELSE e.class_code END,
  level = CASE WHEN l.after ? 'level' THEN left(l.after ->> 'level', 20) ELSE e.level END,
  groups = CASE WHEN l.after ? 'groups' THEN {_list("groups")} ELSE e.groups END
{LINES} AND e.school_id = l.school_id AND e.pupil_id = l.target AND e.school_year = %(year)s::text"""
# A file without mails takes none away; what people wrote by hand of themselves stays.
NEW_STAFF = f"""
INSERT INTO "{PERSON}" (id, school_id, civility, given_name, family_name, email, phone, job)
SELECT l.target, l.school_id, coalesce(l.after ->> 'civility', ''), left(l.after ->> 'given_name', 60),
  left(l.after ->> 'family_name', 60), coalesce(l.after ->> 'email', ''), '',
  left(coalesce(l.after #>> '{{{{functions,0,3}}}}', l.after #>> '{{{{functions,0,1}}}}', ''), 80)
{LINES} AND l.effect = 'created'"""
CHANGED_STAFF = f"""
UPDATE "{PERSON}" p SET
  civility = coalesce(nullif(l.after ->> 'civility', ''), p.civility),
  email = CASE WHEN p.email = '' THEN coalesce(l.after ->> 'email', '') ELSE p.email END, left_on = NULL
{LINES} AND l.effect = 'changed' AND p.school_id = l.school_id AND p.id = l.target"""
STAFF_YEARS = f"""
INSERT INTO "{STAFF_YEAR}" (
  school_id, person_id, school_year, functions, classes, groups, heads, subjects)
SELECT DISTINCT ON (l.target) l.school_id, l.target, %(year)s::text, {_list("functions")}, {_list("classes")},
  {_list("groups")}, {_list("heads")}, {SUBJECTS}
{LINES}
ORDER BY l.target, l.line
ON CONFLICT (school_id, person_id, school_year) DO UPDATE SET functions = excluded.functions,
  classes = excluded.classes, groups = excluded.groups, heads = excluded.heads,
  subjects = excluded.subjects"""
REMEMBER = f"""
INSERT INTO "{KNOWN}" (
  school_id, source, kind, key, print, told, school_year, seen_on, pupil_id, person_id)
SELECT l.school_id, %(source)s::text, %(kind)s::text, l.cells ->> 'key', l.cells ->> 'print', l.after,
  %(year)s::text, %(today)s::date,
  CASE WHEN %(kind)s::text = 'pupil' THEN l.target END, CASE WHEN %(kind)s::text = 'staff' THEN l.target END
{LINES}
ON CONFLICT (school_id, source, kind, key) DO UPDATE SET print = excluded.print, told = excluded.told,
  school_year = excluded.school_year, seen_on = excluded.seen_on, gone_on = NULL"""
CLASSES = f"""
INSERT INTO "{CLASS}" (school_id, school_year, code, label, levels)
SELECT l.school_id, %(year)s::text, left(l.cells ->> 'key', 20), left(coalesce(l.after ->> 'label', ''), 80),
  {_list("levels")}
{LINES}
ON CONFLICT (school_id, school_year, code) DO UPDATE SET label = excluded.label, levels = excluded.levels"""
GROUPS = f"""
INSERT INTO "{GROUP}" (school_id, school_year, code, label, classes)
SELECT l.school_id, %(year)s::text, left(l.cells ->> 'key', 40), left(coalesce(l.after ->> 'label', ''), 80),
  {_list("classes")}
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
UPDATE "{KNOWN}" k SET gone_on = %(today)s::date FROM "{LINE}" l
WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect = 'gone'
  AND k.school_id = l.school_id AND k.id = (l.cells ->> 'known')::bigint"""
# Somebody leaves when no source names them any more.
LEAVE = f"""
UPDATE "{{table}}" p SET left_on = %(left)s::date FROM "{LINE}" l
WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect = 'gone'
  AND l.cells ->> 'kind' = %(kind)s::text AND p.school_id = l.school_id AND p.id = l.target
  AND p.left_on IS NULL
  AND NOT EXISTS (SELECT FROM "{KNOWN}" k WHERE k.school_id = p.school_id AND k.{{link}} = p.id
                  AND k.gone_on IS NULL)"""
# Nobody loses their access by a file: whoever holds a function here is shown on the home page.
LEAVE_STAFF = (
    LEAVE.format(table=PERSON, link="person_id")
    + f"""
  AND NOT EXISTS (SELECT FROM "{MEMBERSHIP}" m WHERE m.school_id = p.school_id AND m.person_id = p.id
                  AND (m.valid_until IS NULL OR m.valid_until >= %(today)s::date))"""
)
# The order matters: people before what points to them.
STEPS: tuple[tuple[Known.Kind, str], ...] = (
    (Known.Kind.CLASS, CLASSES), (Known.Kind.CLASS, REMEMBER),
    (Known.Kind.GROUP, GROUPS), (Known.Kind.GROUP, REMEMBER),
    (Known.Kind.PUPIL, RESERVE.format(table=PUPIL)), (Known.Kind.PUPIL, NEW_PUPILS),
    (Known.Kind.PUPIL, CHANGED_PUPILS), (Known.Kind.PUPIL, ENROL), (Known.Kind.PUPIL, PLACE),
    (Known.Kind.PUPIL, REMEMBER),
    (Known.Kind.PUPIL, NAMED_CLASSES), (Known.Kind.PUPIL, NAMED_GROUPS),
    (Known.Kind.STAFF, RESERVE.format(table=PERSON)), (Known.Kind.STAFF, NEW_STAFF),
    (Known.Kind.STAFF, CHANGED_STAFF), (Known.Kind.STAFF, STAFF_YEARS), (Known.Kind.STAFF, REMEMBER),
    (Known.Kind.SCHOOL, REMEMBER), (Known.Kind.LEVEL, REMEMBER), (Known.Kind.SUBJECT, REMEMBER),
    (Known.Kind.PUPIL, GONE), (Known.Kind.PUPIL, LEAVE.format(table=PUPIL, link="pupil_id")),
    (Known.Kind.STAFF, LEAVE_STAFF),
)  # fmt: skip

# Records were joined, separated or erased since the plan: a line would write in somebody else's.
STRANGERS = f"""
SELECT EXISTS (
  SELECT FROM "{LINE}" l
  LEFT JOIN "{KNOWN}" k ON k.school_id = %(school)s AND k.id = (l.cells ->> 'known')::bigint
  LEFT JOIN "{PUPIL}" p ON p.school_id = %(school)s AND p.id = l.target
  LEFT JOIN "{PERSON}" s ON s.school_id = %(school)s AND s.id = l.target
  WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect IN ('changed', 'gone')
    AND l.target IS NOT NULL AND CASE
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
    told: dict[str, Any] = {
        "school": imported.school_id, "import": imported.pk, "source": source, "year": school_year,
        "today": today, "left": leaving_day(year_named(school_year), today),
    }  # fmt: skip
    with joining() as cursor:
        for kind, sql in STEPS:
            cursor.execute(sql, told | {"kind": kind.value})
