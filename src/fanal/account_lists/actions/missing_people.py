"""Who is in the directory and has no account in the service, as SQL."""

from fanal.account_lists.actions.matching import ENROLMENT, KNOWN, NEAR, PERSON, PUPIL

FATES, FOUND = "compared_fate", "compared_finding"
INTO = f"INSERT INTO {FOUND} (kind, key, cells, why, pupil, person) "


NUMBERS = f"""LEFT JOIN (
  SELECT DISTINCT ON ({{link}}) {{link}} AS owner, key FROM "{KNOWN}"
  WHERE school_id = %(school)s AND {{link}} IS NOT NULL AND gone_on IS NULL ORDER BY {{link}}, source
) k ON k.owner = p.id"""


ABSENT = f"""NOT EXISTS (SELECT FROM {FATES} f WHERE f.kind = p.kind AND f.id = p.id)
  AND NOT EXISTS (SELECT FROM {NEAR} n WHERE n.kind = p.kind AND n.id = p.id)"""


TEXTS_OF = """jsonb_strip_nulls(jsonb_build_object(
    'family_name', o.family_name, 'given_name', o.given_name, {more})) - %(unwanted)s::text[]"""


MORE_OF_A_PUPIL = "'class', nullif(e.class_code, ''), 'born', o.born, 'external', k.key"


MORE_OF_STAFF = "'email', nullif(o.email, ''), 'external', k.key"


MISSING_PUPILS = f"""
{INTO}
SELECT 'missing', md5('missing pupil ' || p.id),
  {TEXTS_OF.format(more=MORE_OF_A_PUPIL)}, coalesce(nullif(e.class_code, ''), 'Sans classe'), p.id, NULL
FROM {{people}} p JOIN "{PUPIL}" o ON o.school_id = %(school)s AND o.id = p.id
LEFT JOIN "{ENROLMENT}" e
  ON e.school_id = o.school_id AND e.pupil_id = o.id AND e.school_year = %(year)s::text
{NUMBERS.format(link="pupil_id")}
WHERE p.kind = 'pupil' AND p.left_on IS NULL AND {{absent}}"""


MISSING_STAFF = f"""
{INTO}
SELECT 'missing', md5('missing staff ' || p.id),
  {TEXTS_OF.format(more=MORE_OF_STAFF)}, coalesce(nullif(o.job, ''), 'Personnel'), NULL, p.id
FROM {{people}} p JOIN "{PERSON}" o ON o.school_id = %(school)s AND o.id = p.id
{NUMBERS.format(link="person_id")}
WHERE p.kind = 'staff' AND p.left_on IS NULL AND {{absent}}"""


MISSING_OF = {"pupils": (MISSING_PUPILS,), "staff": (MISSING_STAFF,), "both": (MISSING_PUPILS, MISSING_STAFF)}
