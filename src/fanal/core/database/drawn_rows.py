"""What a prepared question makes of its rows: things, dictionaries, tuples or values, as its queryset would.

Django finds out at each use which column goes into which field. Here that is found once for a question; what
each row costs is left (`core.database.prepared`).
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql.compiler import SQLCompiler

type Rows = Sequence[Sequence[Any]]
type Draw = Callable[[Rows], list[Any]]


def converted(rows: Rows, converters: dict[int, Any], connection: Any) -> Rows:
    """The same rows, with what Django makes of some columns: by their place, functions and an expression."""
    if not converters:
        return rows
    changed = [list(row) for row in rows]
    for row in changed:
        for place, (functions, expression) in converters.items():
            for convert in functions:
                row[place] = convert(row[place], expression, connection)
    return changed


def drawn_from(queryset: QuerySet, compiler: SQLCompiler) -> Draw:
    """How the rows of this question are drawn.

    `compiler`: of the same question, its SQL made already. Raises TypeError for what no prepared question
    needs so far: another sort of rows, things known beforehand, or things that remember those beside them.
    """
    kind = queryset._iterable_class
    if kind is ModelIterable:
        return _things(queryset, compiler)
    if kind is ValuesIterable:
        return partial(_dictionaries, _names(queryset))
    if kind is ValuesListIterable:
        return partial(_tuples, compiler.col_count)
    if kind is FlatValuesListIterable:
        return _values
    raise TypeError(f"a prepared question does not draw {kind.__name__}")


def _names(queryset: QuerySet) -> list[str]:
    """Of the columns, as `values()` gives them."""
    query = queryset.query
    if query.selected:
        return list(query.selected)
    return [*query.extra_select, *query.values_select, *query.annotation_select]


def _things(queryset: QuerySet, compiler: SQLCompiler) -> Draw:
    mode = queryset._fetch_mode  # type: ignore[attr-defined]
    if mode.track_peers or queryset._known_related_objects:  # type: ignore[attr-defined]
        raise TypeError("a prepared question starts from its model and brings each thing by itself")
    of_model = compiler.klass_info or {}
    columns = of_model["select_fields"]
    first, last = columns[0], columns[-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:last]]
    make = partial(of_model["model"].from_db, DEFAULT_DB_ALIAS, names, fetch_mode=mode)
    related = get_related_populators(of_model, compiler.select, DEFAULT_DB_ALIAS, mode)
    added = list((compiler.annotation_col_map or {}).items())

    def draw(rows: Rows) -> list[Any]:
        found = []
        for row in rows:
            thing = make(row[first:last])
            for other in related:
                other.populate(row, thing)
            for name, place in added:
                setattr(thing, name, row[place])
            found.append(thing)
        return found

    return draw


def _dictionaries(names: list[str], rows: Rows) -> list[Any]:
    return [dict(zip(names, row, strict=False)) for row in rows]  # a column that only orders has no name


def _tuples(columns: int | None, rows: Rows) -> list[Any]:
    return [tuple(row[:columns]) for row in rows]


def _values(rows: Rows) -> list[Any]:
    return [row[0] for row in rows]
