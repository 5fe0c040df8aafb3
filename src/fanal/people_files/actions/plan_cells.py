"""What the cells of a line of an export are called in SQL."""

MINE = """l.school_id = %(school)s AND l.imported_id = %(import)s AND l.cells ->> 'kind' = %(kind)s::text"""


def list_of(name: str, expression: str = "says") -> str:
    """A list of texts, each once, in order; of pairs, their first part."""
    return f"""(SELECT coalesce(jsonb_agg(DISTINCT w ORDER BY w), '[]') FROM (
      SELECT coalesce(v ->> 0, v #>> '{{}}') AS w
      FROM jsonb_array_elements(coalesce({expression} -> '{name}', '[]')) v) words WHERE w <> '')"""


def word(name: str, expression: str = "says") -> str:
    return f"coalesce({expression} ->> '{name}', '')"
