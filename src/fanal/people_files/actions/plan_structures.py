"""The classes and groups of an export: which are new, and what becomes of each."""

from fanal.directory.models import SchoolClass, SourceRecord, TeachingGroup
from fanal.people_files.actions.plan_cells import MINE, list_of, word
from fanal.people_files.actions.planning import LINE

CLASS, GROUP = (model._meta.db_table for model in (SchoolClass, TeachingGroup))


# A class that another file, or its pupils, made already is no new one.
SETTLE_STRUCTURE = """
WITH seen AS (
  SELECT l.id, coalesce(l.cells -> 'content', l.after) AS says, CASE WHEN c.id IS NOT NULL THEN
    jsonb_build_object('label', c.label, '{many}', to_jsonb(c.{many})) END AS here
  FROM "{line}" l LEFT JOIN "{table}" c ON c.school_id = l.school_id AND c.school_year = %(year)s::text
    AND c.code = left(l.cells ->> 'key', {longest})
  WHERE {mine} AND l.effect IN ('created', 'changed', 'unchanged')
), becoming AS (
  SELECT *, jsonb_build_object('label', left({label}, 80), '{many}',
    CASE WHEN says ? '{many}' OR here IS NULL THEN {list} ELSE here -> '{many}' END) AS will FROM seen
)
UPDATE "{line}" l SET before = b.here, after = b.will,
  cells = l.cells || jsonb_build_object('content', b.says),
  effect = CASE WHEN b.here IS NULL THEN 'created' WHEN b.here = b.will THEN 'unchanged' ELSE 'changed' END
FROM becoming b WHERE l.school_id = %(school)s AND l.id = b.id"""


STRUCTURES = {
    SourceRecord.Kind.CLASS: SETTLE_STRUCTURE.format(
        many="levels",
        table=CLASS,
        longest=20,
        line=LINE,
        mine=MINE,
        label=word("label"),
        list=list_of("levels"),
    ),
    SourceRecord.Kind.GROUP: SETTLE_STRUCTURE.format(
        many="classes",
        table=GROUP,
        longest=40,
        line=LINE,
        mine=MINE,
        label=word("label"),
        list=list_of("classes"),
    ),
}


# What pupils are in and no file describes is made with them (`writing`).
UNDESCRIBED = """
SELECT DISTINCT code FROM "{line}" l, LATERAL {codes} AS named(code)
WHERE {mine} AND l.effect IN ('created', 'changed') AND code <> ''
  AND NOT EXISTS (SELECT FROM "{table}" c WHERE c.school_id = l.school_id AND c.school_year = %(year)s::text
                  AND c.code = named.code)
  AND NOT EXISTS (SELECT FROM "{line}" o WHERE o.school_id = l.school_id AND o.imported_id = l.imported_id
                  AND o.cells ->> 'kind' = '{kind}' AND o.cells ->> 'key' = named.code)
ORDER BY 1"""


NEW_STRUCTURES = {
    "classes": UNDESCRIBED.format(
        line=LINE,
        mine=MINE,
        table=CLASS,
        kind=SourceRecord.Kind.CLASS.value,
        codes="(VALUES (coalesce(l.after ->> 'class', '')))",
    ),
    "groups": UNDESCRIBED.format(
        line=LINE,
        mine=MINE,
        table=GROUP,
        kind=SourceRecord.Kind.GROUP.value,
        codes="jsonb_array_elements_text(coalesce(l.after -> 'groups', '[]'))",
    ),
}
