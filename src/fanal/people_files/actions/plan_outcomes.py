"""What each line of a plan will have written, field by field, beside what the records say now. In SQL.

`before` is the record as it is, `after` the record as it will be: the page shows their differences, and
applying writes `after`. What the source said stays in `cells.content`, and is remembered whatever is written.

A source changes a field when it says of it something else than before, or names this person for the first
time, again, or for another year. A cell left empty takes nothing away. What people wrote by hand of a
colleague stays: a name, an address or a job changes where the record still holds what this source said.
"""

from collections.abc import Sequence
from typing import Any

from fanal.core.imports.models import Import
from fanal.directory.models import Enrolment, SourceRecord, StaffYear
from fanal.people_files.actions.plan_cells import MINE, list_of, word
from fanal.people_files.actions.plan_matching import name_key
from fanal.people_files.actions.plan_structures import NEW_STRUCTURES, STRUCTURES
from fanal.people_files.actions.planning import KNOWN, LINE, PERSON, PUPIL, joining

ENROLMENT, STAFF_YEAR = Enrolment._meta.db_table, StaffYear._meta.db_table


# Beside each class or group, or in a list of their own; classes without pairs tell none.
SUBJECTS = f"""CASE WHEN says ? 'subjects' THEN {list_of("subjects")} ELSE (
      SELECT coalesce(jsonb_agg(DISTINCT v ->> 1 ORDER BY v ->> 1), '[]') FROM jsonb_array_elements(
      coalesce(says -> 'classes', '[]') || coalesce(says -> 'groups', '[]')) v WHERE v ->> 1 <> '') END"""
TELLS_SUBJECTS = """(says ? 'subjects' OR (says ? 'classes' OR says ? 'groups')
      AND jsonb_typeof(coalesce(says #> '{classes,0}', says #> '{groups,0}')) IS DISTINCT FROM 'string')"""


def _newly(*names: str) -> str:
    differs = " OR ".join(f"was -> '{name}' IS DISTINCT FROM says -> '{name}'" for name in names)
    return f"(is_new OR {differs})"


def _list(name: str) -> str:
    """The list told, where the source tells one and says something new."""
    return f"CASE WHEN says ? '{name}' AND {_newly(name)} THEN {list_of(name)} END"


def _text(name: str) -> str:
    return f"CASE WHEN {word(name)} <> '' AND {_newly(name)} THEN says -> '{name}' END"


def _only_capitals(name: str) -> str:
    """Whether the source says the name that is known, in capitals: « INES » takes no accent from « Inès »."""
    says, known = word(name), f"(here ->> '{name}')"
    return f"(sort_key({says}) = sort_key({known}) AND {says} = upper({says}) AND {known} <> upper({known}))"


def _name(name: str) -> str:
    newly = f"{word(name)} <> '' AND {_newly(name)} AND {_only_capitals(name)} IS NOT TRUE"
    return f"CASE WHEN {newly} THEN says -> '{name}' END"


PUPIL_HERE = """jsonb_build_object(
    'family_name', p.family_name, 'given_name', p.given_name, 'born', coalesce(p.born::text, ''),
    'class', coalesce(e.class_code, ''), 'level', coalesce(e.level, ''),
    'groups', coalesce(to_jsonb(e.groups), '[]'), 'left_on', coalesce(p.left_on::text, ''))"""
# A day of exit is taken from whoever says one, and taken back by whoever said it; who names a leaver brings
# them back when it says so anew.
LEFT_ON = f"""CASE
    WHEN {word("left_on")} <> '' THEN CASE WHEN {_newly("left_on")} THEN says ->> 'left_on' END
    WHEN here ->> 'left_on' = '' THEN NULL
    WHEN here ->> 'left_on' <= %(today)s::text
      THEN CASE WHEN is_new OR {word("left_on", "was")} <> '' THEN '' END
    WHEN {word("left_on", "was")} = here ->> 'left_on' THEN '' END"""
PUPIL_WILL = f"""here || jsonb_strip_nulls(jsonb_build_object(
    'family_name', {_name("family_name")}, 'given_name', {_name("given_name")}, 'born', {_text("born")},
    'class', CASE WHEN says ? 'class' AND {_newly("class")} THEN says -> 'class' END,
    'level', CASE WHEN says ? 'level' AND {_newly("level")} THEN says -> 'level' END,
    'groups', {_list("groups")}, 'left_on', {LEFT_ON}))"""
PUPIL_ROWS = f"""JOIN "{PUPIL}" p ON p.school_id = l.school_id AND p.id = l.target
  LEFT JOIN "{ENROLMENT}" e ON e.school_id = p.school_id AND e.pupil_id = p.id
    AND e.school_year = %(year)s::text"""
STAFF_HERE = """CASE WHEN p.id IS NULL THEN jsonb_build_object(
      'civility', '', 'family_name', '', 'given_name', '', 'email', '', 'job', '', 'left_on', '')
    ELSE jsonb_build_object('civility', p.civility, 'family_name', p.family_name, 'given_name', p.given_name,
      'email', p.email, 'job', p.job, 'left_on', coalesce(p.left_on::text, '')) END || jsonb_build_object(
    'functions', coalesce(to_jsonb(e.functions), '[]'), 'classes', coalesce(to_jsonb(e.classes), '[]'),
    'groups', coalesce(to_jsonb(e.groups), '[]'), 'heads', coalesce(to_jsonb(e.heads), '[]'),
    'subjects', coalesce(to_jsonb(e.subjects), '[]'))"""


def job(expression: str) -> str:
    """As it is said, or beside the first function."""
    return f"""left(coalesce({expression} ->> 'job', {expression} #>> '{{functions,0,3}}',
      {expression} #>> '{{functions,0,1}}', ''), 80)"""


def _card(name: str, expression: str, was: str, same: str = "") -> str:
    """What a source says of a card: it fills what is empty, and corrects what it wrote itself."""
    same = same or f"lower(here ->> '{name}') = lower({was})"
    return f"""CASE WHEN {expression} <> '' AND NOT is_held AND (here ->> '{name}' = ''
      OR {was} <> '' AND {was} <> {expression} AND {same}) THEN {expression} END"""


SAME_NAME = f"""{name_key(word("family_name", "was"), word("given_name", "was"))}
      = {name_key("(here ->> 'family_name')", "(here ->> 'given_name')")}"""
SAME_FAMILY, SAME_GIVEN = (
    f"{SAME_NAME} AND {_only_capitals(name)} IS NOT TRUE" for name in ("family_name", "given_name")
)
CARD = f"""jsonb_strip_nulls(jsonb_build_object(
    'family_name', {_card("family_name", word("family_name"), word("family_name", "was"), SAME_FAMILY)},
    'given_name', {_card("given_name", word("given_name"), word("given_name", "was"), SAME_GIVEN)},
    'civility', {_card("civility", word("civility"), word("civility", "was"))},
    'email', {_card("email", f"lower({word('email')})", f"lower({word('email', 'was')})")},
    'job', {_card("job", job("says"), job("was"))}))"""
STAFF_WILL = f"""here || {CARD} || jsonb_strip_nulls(jsonb_build_object(
    'functions', {_list("functions")}, 'classes', {_list("classes")}, 'groups', {_list("groups")},
    'heads', {_list("heads")}, 'subjects', CASE WHEN {TELLS_SUBJECTS}
      AND {_newly("subjects", "classes", "groups")} THEN {SUBJECTS} END,
    'left_on', CASE WHEN here ->> 'left_on' <> '' AND is_new AND NOT is_held THEN '' END))"""
STAFF_ROWS = f"""LEFT JOIN "{PERSON}" p ON p.school_id = l.school_id AND p.id = l.target
  LEFT JOIN "{STAFF_YEAR}" e ON e.school_id = p.school_id AND e.person_id = p.id
    AND e.school_year = %(year)s::text"""
HELD = f"(is_held AND here || {CARD.replace('NOT is_held', 'true')} <> here)"
SEEN = f"""
SELECT l.id, l.effect, coalesce(l.cells -> 'content', l.after) AS says,
  coalesce(l.cells -> 'was', k.content) AS was, k.id AS known,
  (k.id IS NULL OR k.gone_on IS NOT NULL OR k.school_year <> %(year)s::text) AS is_new,
  e.id IS NOT NULL AS is_enrolled,
  coalesce(l.target = ANY(%(held)s::bigint[]), false) AS is_held, {{here}} AS here
FROM "{LINE}" l {{rows}}
LEFT JOIN "{KNOWN}" k ON k.school_id = l.school_id AND k.id = (l.cells ->> 'known')::bigint
WHERE {MINE} AND l.effect = ANY(%(effects)s) AND NOT l.cells ? 'is_gone'"""
# A line that is only remembered changes nothing; what is withheld is said once.
SETTLE = """
WITH seen AS ({seen}), becoming AS (SELECT seen.*, {will} AS will, {held} AS is_withheld FROM seen)
UPDATE "{line}" l SET before = CASE WHEN b.effect <> 'created' THEN b.here END, after = b.will,
  effect = CASE WHEN b.effect = 'created' THEN 'created'
    WHEN b.is_enrolled AND b.will = b.here
      AND (NOT b.is_withheld OR b.was ? 'withheld') THEN 'unchanged' ELSE 'changed' END,
  cells = l.cells || jsonb_build_object('content', b.says, 'is_withheld', b.is_withheld)
FROM becoming b WHERE l.school_id = %(school)s AND l.id = b.id"""
SETTLE_PUPILS = SETTLE.format(
    seen=SEEN.format(here=PUPIL_HERE, rows=PUPIL_ROWS), will=PUPIL_WILL, held="false", line=LINE
)
SETTLE_STAFF = SETTLE.format(
    seen=SEEN.format(here=STAFF_HERE, rows=STAFF_ROWS), will=STAFF_WILL, held=HELD, line=LINE
)
NEW_MAIL = (
    "coalesce(l.after ->> 'email', '') <> '' AND l.after ->> 'email' IS DISTINCT FROM l.before ->> 'email'"
)
MAILS = f"""
SELECT l.id, l.target, l.after ->> 'email' AS email,
  row_number() OVER (PARTITION BY l.after ->> 'email' ORDER BY l.line) AS nth
FROM "{LINE}" l WHERE {MINE} AND l.effect IN ('created', 'changed') AND {NEW_MAIL}"""
HOLDER = f"""(SELECT s.given_name || ' ' || s.family_name FROM "{PERSON}" s
  WHERE s.school_id = %(school)s AND lower(s.email) = m.email AND s.id IS DISTINCT FROM m.target LIMIT 1)"""
REFUSE_MAILS = f"""
WITH mails AS ({MAILS}), taken AS (SELECT m.*, {HOLDER} AS holder FROM mails m)
UPDATE "{LINE}" l SET effect = 'refused', reasons = jsonb_build_array(CASE WHEN t.holder IS NULL
  THEN 'L’adresse ' || t.email || ' est déjà celle d’une autre fiche de ce fichier : chacun a la sienne.'
  ELSE 'L’adresse ' || t.email || ' est déjà celle de ' || t.holder || ' : chacun a la sienne.' END)
FROM taken t WHERE l.school_id = %(school)s AND l.id = t.id AND (t.nth > 1 OR t.holder IS NOT NULL)"""
HELD_TARGETS = f"""SELECT DISTINCT l.target FROM "{LINE}" l
WHERE {MINE} AND l.effect IN ('changed', 'unchanged') AND l.target IS NOT NULL"""


def parameters_of(imported: Import, beyond: Sequence[int] = ()) -> dict[str, Any]:
    """Give what the statements want. `beyond`: those whose record whoever imports may not write."""
    return {
        "school": imported.school_id,
        "import": imported.pk,
        "year": imported.creations["year"],
        "today": imported.creations.get("today") or imported.made_at.date().isoformat(),
        "held": list(beyond),
    }


def staff_targets(imported: Import) -> list[int]:
    """List the people of the staff whom lines of this plan would change."""
    with joining() as cursor:
        cursor.execute(HELD_TARGETS, parameters_of(imported) | {"kind": SourceRecord.Kind.STAFF.value})
        return [target for (target,) in cursor.fetchall()]


def settle(imported: Import, beyond: Sequence[int]) -> None:
    """Say of every line what the record is and will be; safe to run again once a doubt is decided."""
    parameters, several = parameters_of(imported, beyond), ["changed", "unchanged"]
    pupils = parameters | {"kind": SourceRecord.Kind.PUPIL.value, "effects": several}
    staff = parameters | {"kind": SourceRecord.Kind.STAFF.value, "effects": ["created", *several]}
    with joining() as cursor:
        cursor.execute(SETTLE_PUPILS, pupils)
        cursor.execute(SETTLE_STAFF, staff)
        for kind, sql in STRUCTURES.items():
            cursor.execute(sql, parameters | {"kind": kind.value})
        cursor.execute(REFUSE_MAILS, staff)
        for name, sql in NEW_STRUCTURES.items():
            cursor.execute(sql, pupils)
            imported.creations[name] = [code for (code,) in cursor.fetchall()]
